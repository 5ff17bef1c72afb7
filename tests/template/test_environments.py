"""Any number of environments fit into one account and region: nothing has a fixed name, or depends on a name."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.template import ROOT, TEMPLATE

# Properties that name a resource, or the metrics of one. Without them, CloudFormation makes the names up.
NAMES = {
    "AlarmName",
    "ApplicationName",
    "BudgetName",
    "DashboardName",
    "FunctionName",
    "LayerName",
    "LogGroupName",
    "QueueName",
    "RoleName",
    "TableName",
}
NAMED_BY_NAME = (
    "AWS::Logs::QueryDefinition",
    "AWS::SecretsManager::Secret",
    "AWS::Serverless::Api",
    "AWS::WAFv2::WebACL",
)
# Names that are references to resources of the stack or of the shop.
REFERENCES = ("AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping")


def names() -> Iterator[tuple[str, Any]]:
    """Yield the names that the template gives, each with its resource."""
    for resource_id, resource in TEMPLATE.resources.items():
        if resource["Type"] in REFERENCES:
            continue
        wanted = NAMES | ({"Name"} if resource["Type"] in NAMED_BY_NAME else set())
        properties = resource.get("Properties", {})
        for level in (properties, properties.get("Budget", {})):
            yield from ((resource_id, level[name]) for name in wanted & level.keys())


def test_there_are_names() -> None:
    assert len(list(names())) > 10


@pytest.mark.parametrize(("resource", "name"), [pytest.param(*found, id=found[0]) for found in names()])
def test_a_name_contains_that_of_the_stack(resource: str, name: Any) -> None:
    assert "AWS::StackName" in str(name), resource


def test_the_metrics_of_each_firewall_are_its_own() -> None:
    """CloudWatch tells the metrics of web ACLs apart by this name only."""
    (acl,) = TEMPLATE.of_type("AWS::WAFv2::WebACL")
    assert TEMPLATE.properties(acl)["VisibilityConfig"]["MetricName"] == {"Ref": "AWS::StackName"}


def test_the_template_knows_no_environment() -> None:
    """Environments differ in their parameters only, so a third one needs no change of the template."""
    conditions = str(TEMPLATE.document["Conditions"]) + str(TEMPLATE.document["Rules"])
    assert not re.search(r"\b(dev|prod|staging|production)\b", conditions, re.IGNORECASE)
    assert not {"Environment", "Stage", "Env"} & set(TEMPLATE.document["Parameters"])
    assert not re.search(r"bodega-(dev|prod)", (ROOT / "template.yaml").read_text(encoding="utf-8"))
