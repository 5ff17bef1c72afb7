"""A policy simulator: would IAM allow a function's call to DynamoDB, given its role in the template?

DynamoDB Local allows every call. Functional tests check each call with this instead:

    Role("AddonsFunction").check("GetItem", request)

The beginning of a table's name says which table it stands for: `catalog-1` is CatalogTable, `accounts-1` AccountsTable.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from scripts.template import TEMPLATE

TABLES = {table.removesuffix("Table").lower(): table for table in TEMPLATE.of_type("AWS::DynamoDB::Table")}
LEADING_KEYS = "dynamodb:LeadingKeys"
_SINGLE = {"GetItem": "Key", "UpdateItem": "Key", "DeleteItem": "Key", "PutItem": "Item"}

Grant = tuple[str, str, str | None]
"""Action, resource, and the partition key (or its pattern) that the statement is limited to."""

Need = tuple[str, str, frozenset[str]]
"""Action, resource, and all partition keys that one call uses with it."""


class UnknownTable(LookupError):
    """A table that the template does not declare."""


class NotAllowed(Exception):
    """A call that the role does not allow."""


class Role:
    def __init__(self, function: str) -> None:
        self.function = function
        policies = TEMPLATE.properties(TEMPLATE.role(function))["Policies"]
        self.statements = [
            statement for policy in policies for statement in _as_list(policy["PolicyDocument"]["Statement"])
        ]

    def check(self, operation: str, request: dict[str, Any]) -> None:
        """Check a call against the role's statements.

        Raises: NotAllowed, and UnknownTable for a table whose name begins like none of the template's.
        """
        for action, resource, keys in needs(operation, request):
            if not self.allows(action, resource, keys):
                raise NotAllowed(f"{self.function} may not {action} {sorted(keys)} of {resource}")

    def allows(self, action: str, resource: str, keys: Iterable[str]) -> bool:
        """Return whether one statement allows DynamoDB's action on all these partition keys."""
        return any(
            f"dynamodb:{action}" in _as_list(statement["Action"])
            and resource in map(resource_name, _as_list(statement["Resource"]))
            and all(
                any(_matches(operator, key, held) for held in patterns)
                for operator, patterns in _leading_keys(statement)
                for key in keys
            )
            for statement in self.statements
        )

    def grants(self) -> set[Grant]:
        """Return everything that the role's statements allow."""
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
    """Yield the permissions that IAM requires for a call.

    The writes of a transaction that need the same action on the same table are one need, with all their keys.
    """
    if operation in _SINGLE:
        yield operation, _table(request), frozenset([_partition(request[_SINGLE[operation]])])
    elif operation == "Query":
        resource = f"{_table(request)}/index/{request['IndexName']}" if "IndexName" in request else _table(request)
        # The partition comes first, as in `#pk = :pk AND begins_with(#sk, :kind)`.
        placeholder = request["KeyConditionExpression"].split()[2]
        yield operation, resource, frozenset([request["ExpressionAttributeValues"][placeholder]["S"]])
    elif operation == "BatchGetItem":
        for name, asked in request["RequestItems"].items():
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


def resource_name(reference: Any) -> str:
    """Return the logical ID that an ARN in any notation refers to.

    An index of a table is `CatalogTable/index/x`. ARNs of resources outside the template, and the `*` of actions that
    AWS limits to no resource, are returned unchanged.
    """
    match reference:
        case "*":
            return "*"
        case {"Ref": str(name)}:
            return name
        case {"Fn::GetAtt": [str(name), "Arn"]}:
            return name
        case {"Fn::Sub": str(pattern)} | {"Fn::Sub": [str(pattern), _]}:
            return pattern if pattern.startswith("arn:") else pattern.replace("${", "").replace(".Arn}", "")
    raise ValueError(f"not an ARN in a notation that this simulator knows: {reference}")


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
