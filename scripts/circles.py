"""Looks for circles in the template as CloudFormation sees it: SAM's transform, with what an update waits for included.

CloudFormation refuses a stack whose resources wait for each other; cfn-lint does not follow an alias to the deployment
that updates it. Runs in sam's virtual environment.
"""

import logging
import os
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REGION = "us-east-1"


def transformed(path: Path) -> dict[str, Any]:
    """The resources of the template, with every parameter at its default."""
    from samtranslator.translator.transform import transform  # noqa: PLC0415
    from samtranslator.yaml_helper import yaml_parse  # noqa: PLC0415

    class Policies:
        def load(self) -> dict[str, str]:
            names = ("AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess", "AWSLambdaDynamoDBExecutionRole")
            return {name: f"arn:aws:iam::aws:policy/service-role/{name}" for name in names}

    template = yaml_parse(path.read_text(encoding="utf-8"))
    for resource in template["Resources"].values():
        # What `sam package` puts there.
        for name in {"CodeUri", "ContentUri"} & resource.get("Properties", {}).keys():
            resource["Properties"][name] = "s3://bucket/key"
    defaults = {name: parameter.get("Default") for name, parameter in template["Parameters"].items()}
    resources: dict[str, Any] = transform(template, defaults, Policies())["Resources"]
    return resources


def references(value: Any) -> Iterator[str]:
    """What it waits for, by name; parameters and pseudo parameters too."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "Ref":
                yield inner
            elif name == "Fn::GetAtt":
                yield (inner if isinstance(inner, list) else inner.split("."))[0]
            elif name == "Fn::Sub":
                text, own = inner if isinstance(inner, list) else (inner, {})
                yield from (match.partition(".")[0] for match in re.findall(r"\$\{([^!}][^}]*)\}", text))
                yield from references(own)
            elif name == "DependsOn":
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from references(inner)


def circle(resources: dict[str, Any]) -> list[str]:
    """Resources that wait for each other, each for the one after it; empty where there are none."""
    waits = {name: set(references(resource)) & resources.keys() for name, resource in resources.items()}
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        found: list[str] = list(reversed(error.args[1]))
        return found
    return []


def main() -> int:
    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    # It warns of features of its own that are not switched on.
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    found = circle(transformed(ROOT / "template.yaml"))
    if found:
        print("template.yaml: these wait for each other:", " -> ".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
