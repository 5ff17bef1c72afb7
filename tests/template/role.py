"""A function's role, as IAM would judge its calls to DynamoDB.

DynamoDB Local lets everything pass. Whoever has this judge each call sees one that would be refused on AWS, as every
functional test does (tests/support/judge.py):

    Role("AddonsFunction").judge("GetItem", request)

Tables are told apart by how their names begin: `catalog-1` stands for CatalogTable, `accounts-1` for AccountsTable.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from tests.template.cloudformation import TEMPLATE

TABLES = {"analytics": "AnalyticsTable", "catalog": "CatalogTable", "accounts": "AccountsTable"}
LEADING_KEYS = "dynamodb:LeadingKeys"
_SINGLE = {"GetItem": "Key", "UpdateItem": "Key", "DeleteItem": "Key", "PutItem": "Item"}

Grant = tuple[str, str, str | None]
"""Action, resource, and the partition key (or pattern of it) that it is held to."""

Need = tuple[str, str, frozenset[str]]
"""Action, resource, and all partition keys that one call touches with it."""


class UnknownTable(LookupError):
    """A table that the template does not have."""


class Role:
    def __init__(self, function: str) -> None:
        self.function = function
        policies = TEMPLATE.properties(function)["Policies"]
        self.statements = [statement for policy in policies for statement in _as_list(policy["Statement"])]

    def judge(self, operation: str, request: dict[str, Any]) -> None:
        """Raises: AssertionError for what the role may not do."""
        for action, resource, keys in needs(operation, request):
            assert self.allows(action, resource, keys), f"{self.function} may not {action} {sorted(keys)} of {resource}"

    def allows(self, action: str, resource: str, keys: Iterable[str]) -> bool:
        """Whether a statement covers the action on all these partition keys."""
        return any(
            f"dynamodb:{action}" in _as_list(statement["Action"])
            and resource in map(resource_name, _as_list(statement["Resource"]))
            and all(any(_matches(operator, key, held) for held in patterns) for key in keys)
            for statement in self.statements
            for operator, patterns in _leading_keys(statement)
        )

    def grants(self) -> set[Grant]:
        found: set[Grant] = set()
        for statement in self.statements:
            held: list[str | None] = [key for _, keys in _leading_keys(statement) for key in keys]
            found |= {
                (action, resource_name(resource), key)
                for action in _as_list(statement["Action"])
                for resource in _as_list(statement["Resource"])
                for key in held or [None]
            }
        return found


def needs(operation: str, request: dict[str, Any]) -> Iterator[Need]:
    """What IAM asks for a call, each write of a transaction by itself and, to be sure, those of one action together."""
    if operation in _SINGLE:
        yield operation, _table(request), frozenset([_partition(request[_SINGLE[operation]])])
    elif operation == "Query":
        resource = f"{_table(request)}/index/{request['IndexName']}" if "IndexName" in request else _table(request)
        # The partition comes first, as in `#pk = :pk AND begins_with(#sk, :kind)`.
        placeholder = request["KeyConditionExpression"].split()[2]
        yield operation, resource, frozenset([request["ExpressionAttributeValues"][placeholder]["S"]])
    elif operation == "BatchGetItem":
        ((name, asked),) = request["RequestItems"].items()
        yield operation, _table({"TableName": name}), frozenset(map(_partition, asked["Keys"]))
    elif operation == "TransactWriteItems":
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for write in request["TransactItems"]:
            ((kind, details),) = write.items()
            together[f"{kind}Item", _table(details)].add(_partition(details.get("Item") or details["Key"]))
        for (action, table), keys in together.items():
            yield action, table, frozenset(keys)
    else:
        yield operation, _table(request), frozenset()


def resource_name(reference: dict[str, Any]) -> str:
    """`CatalogTable` for its ARN in any notation, `CatalogTable/index/x` for an index; other ARNs as they stand."""
    match reference:
        case {"Ref": str(name)}:
            return name
        case {"Fn::GetAtt": [str(name), "Arn"]}:
            return name
        case {"Fn::Sub": str(pattern)} | {"Fn::Sub": [str(pattern), _]}:
            return pattern if pattern.startswith("arn:") else pattern.replace("${", "").replace(".Arn}", "")
    raise AssertionError(f"not a resource of this template: {reference}")


def _leading_keys(statement: dict[str, Any]) -> list[tuple[str, list[str]]]:
    conditions = statement.get("Condition", {}).items()
    return [(operator, test[LEADING_KEYS]) for operator, test in conditions if LEADING_KEYS in test]


def _matches(operator: str, key: str, held: str) -> bool:
    return fnmatchcase(key, held) if operator.endswith("StringLike") else key == held


def _table(request: dict[str, Any]) -> str:
    name = str(request["TableName"])
    try:
        return TABLES[name.partition("-")[0]]
    except KeyError:
        raise UnknownTable(name) from None


def _partition(item: dict[str, Any]) -> str:
    return str(item["pk"]["S"])


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
