"""Find dependency cycles in the template, after SAM's transform and with update policies included.

CloudFormation rejects a stack whose resources depend on each other. cfn-lint misses cycles that lead from an alias to
the deployment that updates it. Run with the Python of .venv-sam: `python -m scripts.deployment.cycles`.
"""

import logging
import os
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from scripts.deployment.sam import ROOT

REGION = "us-east-1"


def transformed(path: Path) -> dict[str, Any]:
    """Return the template's resources after SAM's transform, with every parameter at its default."""
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse

    class Policies:
        def load(self) -> dict[str, str]:
            names = ("AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess", "AWSLambdaDynamoDBExecutionRole")
            return {name: f"arn:aws:iam::aws:policy/service-role/{name}" for name in names}

    template = yaml_parse(path.read_text(encoding="utf-8"))
    common = template["Globals"]["Function"]
    for properties in (common, *(resource.get("Properties", {}) for resource in template["Resources"].values())):
        # `sam package` sets these to locations in S3.
        for name in {"CodeUri", "ContentUri"} & properties.keys():
            properties[name] = "s3://bucket/key"
    defaults = {name: parameter.get("Default") for name, parameter in template["Parameters"].items()}
    resources: dict[str, Any] = transform(template, defaults, Policies())["Resources"]
    return resources


def references(value: Any) -> Iterator[str]:
    """Yield the names that a resource refers to: resources, parameters and pseudo parameters."""
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


def cycle(resources: dict[str, Any]) -> list[str]:
    """Return the resources of a cycle, each before one that it depends on. Empty if there is no cycle."""
    depends_on = {name: set(references(resource)) & resources.keys() for name, resource in resources.items()}
    try:
        TopologicalSorter(depends_on).prepare()
    except CycleError as error:
        found: list[str] = list(reversed(error.args[1]))
        return found
    return []


def main() -> int:
    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    # The translator logs warnings about its own feature toggles.
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    found = cycle(transformed(ROOT / "template.yaml"))
    if found:
        print("template.yaml: resources depend on each other in a cycle:", " -> ".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
