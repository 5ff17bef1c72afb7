"""What the layer ships, looked at from outside.

`audit` asks for known vulnerabilities; `bill` writes a bill of materials (CycloneDX, in .aws-sam). Both hold themselves
to layers/common/requirements.txt: a package that was left out is a failure, not a footnote. The programs are those of
.venv-audit.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "layers/common/requirements.txt"
BILL = ROOT / ".aws-sam/bill-of-materials.json"
PROGRAMS = ROOT / ".venv-audit/bin"
_PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


class Incomplete(Exception):
    """Something was not looked at."""


def pinned(text: str) -> dict[str, str]:
    """Versions by name, of all packages that requirements pin."""
    return {name.lower(): version for name, version in _PIN.findall(text)}


def vulnerabilities(report: dict[str, Any], wanted: dict[str, str]) -> list[str]:
    """What pip-audit's JSON says of the packages. Raises: Incomplete where it does not speak of each of them."""
    looked_at = {entry["name"].lower(): entry for entry in report["dependencies"]}
    skipped = [f"{name}: {entry['skip_reason']}" for name, entry in looked_at.items() if "skip_reason" in entry]
    missing = sorted(
        name for name, version in wanted.items() if looked_at.get(name, {}).get("version", version) != version
    )
    missing += sorted(wanted.keys() - looked_at.keys())
    if skipped or missing:
        raise Incomplete("; ".join([*skipped, *(f"{name}: not looked at" for name in missing)]))
    return [
        f"{name} {entry['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for name, entry in looked_at.items()
        for found in entry["vulns"]
    ]


def materials(bill: dict[str, Any], wanted: dict[str, str]) -> int:
    """How many packages are in the bill. Raises: Incomplete where one is not."""
    listed = {component["name"].lower(): component.get("version") for component in bill["components"]}
    missing = sorted(name for name, version in wanted.items() if listed.get(name) != version)
    if missing:
        raise Incomplete(f"not in the bill: {', '.join(missing)}")
    return len(listed)


def audit() -> int:
    command: list[str | Path] = [
        PROGRAMS / "pip-audit",
        "--require-hashes",
        "--disable-pip",
        "--strict",
        "--format",
        "json",
    ]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "-r", REQUIREMENTS], capture_output=True, text=True, check=False
    )
    wanted = pinned(REQUIREMENTS.read_text(encoding="utf-8"))
    try:
        found = vulnerabilities(json.loads(done.stdout), wanted)
    except (ValueError, KeyError):
        print(done.stderr.strip()[-1000:])
        print("Nothing was audited: the database of known vulnerabilities does not answer, or does not know a package.")
        print("Run `make audit` where the public package index can be reached; the workflow Audit does so each week.")
        return 1
    except Incomplete as incomplete:
        print(f"Not everything was audited: {incomplete}")
        return 1
    print(*found, sep="\n")
    print(f"{len(wanted)} packages looked at, none skipped; {len(found)} known vulnerabilities")
    return 1 if found else 0


def bill() -> int:
    BILL.parent.mkdir(exist_ok=True)
    command: list[str | Path] = [
        PROGRAMS / "cyclonedx-py",
        "requirements",
        REQUIREMENTS,
        "--output-reproducible",
        "--of",
        "JSON",
    ]
    subprocess.run([*command, "-o", BILL], check=True, capture_output=True)
    try:
        count = materials(
            json.loads(BILL.read_text(encoding="utf-8")), pinned(REQUIREMENTS.read_text(encoding="utf-8"))
        )
    except Incomplete as incomplete:
        print(incomplete)
        return 1
    print(f"{BILL.relative_to(ROOT)}: {count} packages")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["audit", "bill"])
    return {"audit": audit, "bill": bill}[parser.parse_args().what]()


if __name__ == "__main__":
    sys.exit(main())
