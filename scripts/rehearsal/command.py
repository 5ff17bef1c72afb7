"""Run `make deploy` or `make destroy` against the emulator: `python -m scripts.rehearsal.command [destroy] ENV ...`.

It is the same code, except for two steps: what was built is changed (`VARIANT`), and the menu and the smoke test use
the emulator's URL, because the one in the stack's outputs is one of AWS. Run with the Python of .venv-sam.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from scripts.deployment import deploy
from scripts.deployment.sam import BUILD
from scripts.deployment.settings import Settings
from scripts.deployment.stack import Account, answers, describe
from scripts.rehearsal.emulator import emulated, local_url
from scripts.smoke.checks import CHECKS, SmokeTest
from scripts.smoke.deployed import DeployedShop

VARIANT = "REHEARSED_VARIANT"
CHANGED, BROKEN = "changed", "broken"
"""Values of the variable: other code, and a resource that CloudFormation cannot create."""
BROKEN_RESOURCE = "BrokenQueue"
ENDPOINTS = "REHEARSED_ENDPOINTS"
"""A variable with the URLs of DynamoDB, by function, as a JSON object."""

_sam = deploy.run_sam


def main() -> int:
    with patch.multiple(deploy, run_sam=run_sam, menu_answers=menu_answers, smoke_test=smoke_test):
        return deploy.main(["--yes", *sys.argv[1:]])


def menu_answers(url: str) -> bool:
    return answers(local_url(url))


def smoke_test(settings: Settings, where: Account) -> bool:
    """Run the checks that the emulator can pass: it makes no metrics of the functions' logs, which show sent mail."""
    stack = describe(settings, where)
    url = local_url(stack.outputs["ApiUrl"])
    shop = DeployedShop.of(settings.stack, stack, where.region, environment=settings.environment, url=url)
    return SmokeTest(shop, [check for check in CHECKS if check != "mail"]).run()


def run_sam(*arguments: str) -> None:
    """Run sam. After a build, change what was built."""
    _sam(*arguments)
    if arguments[0] == "build":
        change(BUILD, os.environ.get(VARIANT, ""), json.loads(os.environ.get(ENDPOINTS, "{}")))


def change(build: Path, variant: str, endpoints: Mapping[str, str]) -> None:
    """Leave out what the emulator lacks, set the endpoints, and change code or template as the variant says."""
    from samcli.yamlhelper import yaml_dump, yaml_parse

    template = build / "template.yaml"
    document = yaml_parse(emulated(template.read_text(encoding="utf-8")))
    for function, url in endpoints.items():
        environment = document["Resources"][function]["Properties"].setdefault("Environment", {})
        environment.setdefault("Variables", {})["AWS_ENDPOINT_URL_DYNAMODB"] = url
    if variant == BROKEN:
        document["Resources"][BROKEN_RESOURCE] = {
            "Type": "AWS::SQS::Queue",
            "Properties": {"MessageRetentionPeriod": 1},  # seconds; the minimum is a minute
        }
    template.write_text(yaml_dump(document), encoding="utf-8")
    if variant == CHANGED:
        for resource in document["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                (build / resource["Properties"]["CodeUri"] / "changed.txt").write_text("rehearsal\n", encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
