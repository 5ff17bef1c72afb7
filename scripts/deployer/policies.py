"""The deployer's managed policies, as statements, from the tables of rights."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scripts.deployer.calls import CALLS
from scripts.deployer.own import OWN
from scripts.deployer.rights import NAME, NAMED_BY_LOGICAL_ID, Rights
from scripts.template import TEMPLATE

LIMIT = 6144
"""The length of a managed policy, in characters other than white space."""

SERVICES: Mapping[str, frozenset[str]] = {
    "Stacks": frozenset({"cloudformation", "iam", "s3", "sts"}),
    "Code": frozenset({"apigateway", "codedeploy", "lambda"}),
    "Data": frozenset({"dynamodb", "kms", "secretsmanager", "ses", "sqs"}),
    "Operations": frozenset({"billing", "budgets", "cloudwatch", "events", "logs", "route53", "wafv2"}),
}
"""The policies, and the services of each one. A policy with all of them would be too long."""


def policies() -> dict[str, list[dict[str, Any]]]:
    """Return the statements of each policy, with the variables of `Fn::Sub` in them."""
    return {name: list(_statements(services)) for name, services in SERVICES.items()}


def needed() -> Iterator[tuple[Rights, tuple[str, ...]]]:
    """Yield all rights, each with the patterns of the names that its resources have."""
    for resource_type, rights in CALLS.items():
        for right in rights:
            yield right, names(resource_type)
    for right in OWN:
        yield right, names("")


def names(resource_type: str) -> tuple[str, ...]:
    """Return the patterns of the names that CloudFormation gives to resources of a type."""
    by_logical_id = TEMPLATE.of_type(resource_type) if resource_type in NAMED_BY_LOGICAL_ID else []
    return "${Stacks}-*", *(f"{name}-*" for name in by_logical_id)


def _statements(services: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield one statement for each set of resources and condition."""
    actions: dict[str, set[str]] = defaultdict(set)
    conditions: dict[str, Mapping[str, Any]] = {}
    resources: dict[str, tuple[str, ...]] = {}
    for right, patterns in needed():
        if right.service in services:
            arns = tuple(right.arn(pattern) for pattern in (patterns if right.names_a_resource else (NAME,)))
            key = f"{right.service} {arns} {right.condition}"
            actions[key] |= {f"{right.service}:{action}" for action in right.actions}
            conditions[key], resources[key] = right.condition, arns
    for key, allowed in actions.items():
        statement: dict[str, Any] = {"Effect": "Allow", "Action": sorted(allowed), "Resource": _one(resources[key])}
        yield statement | ({"Condition": _plain(conditions[key])} if conditions[key] else {})


def _one(values: Iterable[str]) -> str | list[str]:
    value, *more = values
    return [value, *more] if more else value


def _plain(condition: Mapping[str, Any]) -> dict[str, Any]:
    return {operator: dict(test) for operator, test in condition.items()}
