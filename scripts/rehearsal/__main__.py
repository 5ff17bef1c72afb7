"""Rehearse a deployment with `sam deploy` on an emulator of AWS that enforces IAM: `python -m scripts.rehearsal`.

Prints the calls that each function's role was allowed and denied. Fails if they differ from the template, or if the
deployed shop does not work. docs/operations.md lists the differences from a deployment to AWS. Run with the Python of
.venv-sam.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.deployment.sam import BUILD, ROOT, release, sam_command, sam_environment
from scripts.rehearsal.emulator import STACK, Emulator, rehearsed_copy, resources
from scripts.rehearsal.rights import NEVER, Finding, try_roles, untried
from scripts.rehearsal.shop import open_shop

ARCHITECTURES = {"aarch64": "arm64", "arm64": "arm64"}


def main() -> int:
    architecture = ARCHITECTURES.get(os.uname().machine, "x86_64")
    environment = sam_environment()
    with tempfile.TemporaryDirectory() as folder, Emulator(Path(folder)) as emulator:
        override = ["--parameter-overrides", f"Architecture={architecture}"]
        _run([sam_command(), "build", *override], environment, Path(folder) / "build.log")
        left_out = rehearsed_copy(BUILD / "template.yaml", BUILD / "rehearsal.yaml")
        os.environ.update(emulator.environment)
        deploy = [sam_command(), "deploy", "--template", str(BUILD / "rehearsal.yaml"), "--stack-name", STACK]
        deploy += ["--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset", "--no-progressbar"]
        deploy += [*override, "BcryptCost=10", f"Release={release({'Architecture': architecture})}"]
        _run(deploy, {**environment, **emulator.environment}, Path(folder) / "deploy.log")
        found = resources()
        print(f"Deployed {len(found)} resources with `sam deploy`. Left out: {', '.join(left_out)}.\n")
        findings = try_roles(found)
        _print_table(findings)
        wrong = [finding for finding in findings if finding.allowed != finding.expected]
        for finding in wrong:
            print(f"WRONG: {finding.function} {finding.action} {finding.resource}: {finding.answer}")
        unproved = [rule for rule in NEVER if not rule.is_proved_by(findings)]
        for rule in unproved:
            print(f"NOT PROVED: {rule.why}")
        not_tried = untried(findings)
        for permission in not_tried:
            print(f"NOT TRIED: {permission}. Add the call to scripts/rehearsal/rights.py.")
        runs_functions = emulator.runs_functions()
        if runs_functions:
            for line in open_shop(emulator, found):
                print(line)
        else:
            print(
                "NOT RUN: the functions. They need Python 3.13, as python3.13 on PATH or in pyenv. Install it, delete "
                ".venv-rehearsal, and run this again."
            )
    return 1 if wrong or unproved or not_tried or not runs_functions else 0


def _print_table(findings: list[Finding]) -> None:
    functions = list(dict.fromkeys(finding.function for finding in findings))
    for function in functions:
        print(function)
        for allowed in (True, False):
            by_resource: dict[str, list[str]] = {}
            for finding in findings:
                if finding.function == function and finding.allowed is allowed:
                    by_resource.setdefault(finding.resource, []).append(finding.action)
            for resource, actions in by_resource.items():
                print(f"  {'may    ' if allowed else 'may not'}  {resource:<36} {', '.join(actions)}")
    succeeded = sum(finding.allowed for finding in findings)
    print(f"\n{succeeded} calls allowed, {len(findings) - succeeded} denied.")


def _run(command: list[str], environment: dict[str, str], log: Path) -> None:
    with log.open("w") as output:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(f"{log.read_text()[-8000:]}\n`sam {command[1]}` failed.")


if __name__ == "__main__":
    sys.exit(main())
