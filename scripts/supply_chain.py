"""Audit the packages of layer and functions, or list them: `python -m scripts.supply_chain audit|bill`.

`audit` looks up known vulnerabilities. `bill` writes a bill of materials (CycloneDX) into .aws-sam, with the packages
that the storefront's pages contain. Both fail if they leave out a package of REQUIREMENTS. The programs come from
.venv-audit.
"""

import argparse
import base64
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from local.setup.npm import Package
from local.setup.web import bundled_packages

ROOT = Path(__file__).parents[1]
REQUIREMENTS = (ROOT / "layers/common/requirements.txt", ROOT / "functions/payments/requirements.txt")
BILL = ROOT / ".aws-sam/bill-of-materials.json"
PROGRAMS = ROOT / ".venv-audit/bin"
_PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
_ENTRY = re.compile(r"^[\w.-]+==.*(?:\n    .*)*", re.MULTILINE)


class Incomplete(Exception):
    """A package was left out."""


def pinned(text: str) -> dict[str, str]:
    """Return the versions of all pinned packages, by name."""
    return {name.lower(): version for name, version in _PIN.findall(text)}


def all_pinned() -> dict[str, str]:
    """Return the versions of all packages that are deployed, by name."""
    return pinned("\n".join(file.read_text(encoding="utf-8") for file in REQUIREMENTS))


def vulnerabilities(report: dict[str, Any], wanted: dict[str, str]) -> list[str]:
    """Return a line for each vulnerability in pip-audit's JSON report.

    Raises: Incomplete if the report lacks one of the packages.
    """
    audited = {entry["name"].lower(): entry for entry in report["dependencies"]}
    skipped = [f"{name}: {entry['skip_reason']}" for name, entry in audited.items() if "skip_reason" in entry]
    missing = sorted(
        name for name, version in wanted.items() if audited.get(name, {}).get("version", version) != version
    )
    missing += sorted(wanted.keys() - audited.keys())
    if skipped or missing:
        raise Incomplete("; ".join([*skipped, *(f"{name}: not audited" for name in missing)]))
    return [
        f"{name} {entry['version']}: {found['id']}, fixed in {', '.join(found['fix_versions']) or 'no version yet'}"
        for name, entry in audited.items()
        for found in entry["vulns"]
    ]


def materials(bill: dict[str, Any], wanted: dict[str, str]) -> int:
    """Return the number of packages in the bill. Raises: Incomplete if one of `wanted` is missing."""
    listed = {component["name"].lower(): component.get("version") for component in bill["components"]}
    missing = sorted(name for name, version in wanted.items() if listed.get(name) != version)
    if missing:
        raise Incomplete(f"missing from the bill of materials: {', '.join(missing)}")
    return len(listed)


def audit() -> int:
    """Print known vulnerabilities of the pinned packages; return 1 if there are any, or if the audit is incomplete."""
    command: list[str | Path] = [
        PROGRAMS / "pip-audit",
        "--require-hashes",
        "--disable-pip",
        "--strict",
        "--format",
        "json",
    ]
    files = [argument for file in REQUIREMENTS for argument in ("-r", file)]
    done = subprocess.run([*command, "--progress-spinner", "off", *files], capture_output=True, text=True, check=False)
    wanted = all_pinned()
    try:
        found = vulnerabilities(json.loads(done.stdout), wanted)
    except (ValueError, KeyError):
        print(done.stderr.strip()[-1000:])
        print("Nothing was audited: the vulnerability database does not respond, or does not know a package.")
        print("Run `make audit` with access to the public package index. The workflow Audit does so each week.")
        return 1
    except Incomplete as incomplete:
        print(f"The audit is incomplete: {incomplete}")
        return 1
    print(*found, sep="\n")
    print(f"{len(wanted)} packages audited, none skipped; {len(found)} known vulnerabilities")
    return 1 if found else 0


def bill() -> int:
    """Write the bill of materials; return 1 if it is incomplete."""
    BILL.parent.mkdir(exist_ok=True)
    command = [str(PROGRAMS / "cyclonedx-py"), "requirements", "-", "--output-reproducible", "--of", "JSON"]
    wanted = all_pinned()
    # With their hashes; a package of two files once.
    entries = {
        entry.partition("==")[0]: entry for file in REQUIREMENTS for entry in _ENTRY.findall(file.read_text("utf-8"))
    }
    subprocess.run(
        [*command, "-o", BILL], input="\n".join(entries.values()), text=True, check=True, capture_output=True
    )
    document = json.loads(BILL.read_text(encoding="utf-8"))
    document["components"] += map(component, bundled_packages())
    BILL.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    wanted |= {package.name.lower(): package.version for package in bundled_packages()}
    try:
        count = materials(document, wanted)
    except Incomplete as incomplete:
        print(incomplete)
        return 1
    print(f"{BILL.relative_to(ROOT)}: {count} packages")
    return 0


def component(package: Package) -> dict[str, Any]:
    """Return the entry of a package from npm in a bill of materials."""
    digest = base64.b64decode(package.integrity.removeprefix("sha512-")).hex()
    return {
        "type": "library",
        "name": package.name,
        "version": package.version,
        "purl": f"pkg:npm/{package.name.replace('@', '%40')}@{package.version}",
        "bom-ref": f"npm:{package.id}",
        "hashes": [{"alg": "SHA-512", "content": digest}],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["audit", "bill"])
    return {"audit": audit, "bill": bill}[parser.parse_args().what]()


if __name__ == "__main__":
    sys.exit(main())
