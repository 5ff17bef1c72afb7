"""Write the deployer's policies into deployer.yaml: `python -m scripts.deployer [--check]`."""

import sys
import textwrap
from pathlib import Path
from typing import Any

import yaml

from scripts.deployer.policies import policies
from scripts.generated import ROOT, replaced, write_or_check

PATH = ROOT / "deployer.yaml"
BEGIN = "  # ---- from here, scripts/deployer writes (make deployer)\n"
END = "  # ---- to here\n"


def files() -> dict[Path, str]:
    written = "\n".join(_policy(name, statements) for name, statements in policies().items())
    return {PATH: replaced(PATH, BEGIN, END, written)}


def _policy(name: str, statements: list[dict[str, Any]]) -> str:
    properties = {
        "Path": "/deployers/",
        "Roles": [{"Ref": "Role"}],
        "PolicyDocument": {"Version": "2012-10-17", "Statement": [substituted(statement) for statement in statements]},
    }
    resource = {f"{name}Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}}
    return textwrap.indent(yaml.safe_dump(resource, sort_keys=False, width=110), "  ")


def substituted(value: Any) -> Any:
    """Return a copy in which each text with variables is a `Fn::Sub`."""
    if isinstance(value, dict):
        return {key: substituted(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [substituted(inner) for inner in value]
    return {"Fn::Sub": value} if "${" in value else value


if __name__ == "__main__":
    sys.exit(write_or_check(__doc__, files, "make deployer"))
