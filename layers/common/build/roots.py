"""Picks those of a bundle's certificates that AWS's own may be signed with.

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
        sys.exit(f"{bundle} says of no certificate that it is Amazon's: nothing could be reached with none")
    out.write_text("\n".join(found), encoding="utf-8")
    return 0


def roots(bundle: str) -> list[str]:
    """The certificates, with what the bundle says of them."""
    return [certificate for certificate in _CERTIFICATE.findall(bundle) if _ROOT.search(certificate)]


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
