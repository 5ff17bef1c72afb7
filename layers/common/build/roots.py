"""Selects the certificate authorities of AWS's endpoints from a bundle.

python roots.py path/to/bundle.pem path/to/roots.pem
"""

import re
import sys
from pathlib import Path

# Amazon Trust Services, whose oldest root is Starfield's; DigiCert in China.
_ROOT = re.compile(r"^# Subject: .*\b(Amazon|Starfield|DigiCert)\b", re.MULTILINE)
_CERTIFICATE = re.compile(r"^# Issuer.*?-----END CERTIFICATE-----\n", re.MULTILINE | re.DOTALL)


def main(bundle: Path, out: Path) -> int:
    found = roots(bundle.read_text(encoding="utf-8"))
    if not found:
        sys.exit(f"{bundle} has no certificate authority of Amazon's, so no endpoint of AWS could be reached")
    out.write_text("\n".join(found), encoding="utf-8")
    return 0


def roots(bundle: str) -> list[str]:
    """Return the certificates of AWS's authorities, with their comments."""
    return [certificate for certificate in _CERTIFICATE.findall(bundle) if _ROOT.search(certificate)]


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
