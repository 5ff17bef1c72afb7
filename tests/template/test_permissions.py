"""Least privilege: each function's role allows these actions on these partition keys, and nothing else."""

from typing import Any

import pytest

from bodega import stock
from harness.aws.policy_simulator import PolicySimulator, running
from scripts.template import FUNCTION, TEMPLATE
from scripts.template.roles import LEADING_KEYS, Role, needs
from tests.support.aws.expected_grants import CHANGES, EXPECTED, TABLE, logs_and_traces


def test_every_function_is_listed() -> None:
    missing, gone = set(TEMPLATE.of_type(FUNCTION)) - set(EXPECTED), set(EXPECTED) - set(TEMPLATE.of_type(FUNCTION))
    assert not missing, f"list the permissions of {sorted(missing)} in EXPECTED"
    assert not gone, f"template.yaml has no function {sorted(gone)}: remove it from EXPECTED"


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_a_function_has_exactly_the_listed_permissions(function: str) -> None:
    granted, expected = Role(function).grants(), EXPECTED[function] | logs_and_traces(function)
    missing, unexpected = expected - granted, granted - expected
    assert not missing, f"{function} in template.yaml lacks {sorted(missing, key=str)}"
    assert not unexpected, f"{function} in template.yaml may do more than it needs: {sorted(unexpected, key=str)}"


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_no_function_may_scan_or_use_a_wildcard(function: str) -> None:
    for action, resource, _ in Role(function).grants():
        # X-Ray has no resources to name, and AWS chooses the name of a table's stream. A condition limits the sender of
        # mail (test_mail_is_sent_from_one_address_only).
        if not action.startswith(("xray:", "ses:")):
            assert "*" not in resource.removesuffix("/stream/*")
        assert "*" not in action
        assert not action.endswith((":Scan", ":PartiQLSelect", ":BatchWriteItem"))


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_access_to_a_table_is_limited_to_partition_keys(function: str) -> None:
    for statement in Role(function).statements:
        if not any(action.startswith("dynamodb:") for action in statement["Action"]) or "stream" in str(statement):
            continue
        ((operator, test),) = statement["Condition"].items()
        keys = test[LEADING_KEYS]
        assert keys
        # StringEquals would compare with `ADDON#*` literally. For other keys, StringLike would allow more than needed.
        patterns = any("*" in key for key in keys)
        assert operator == ("ForAllValues:StringLike" if patterns else "ForAllValues:StringEquals")


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_one_statement_names_all_keys_of_a_write(function: str) -> None:
    """A transaction is allowed even if IAM checks all its keys together."""
    for action in CHANGES:
        granting = [s["Resource"] for s in Role(function).statements if f"dynamodb:{action}" in s["Action"]]
        assert all(granting.count(table) == 1 for table in granting)


@pytest.mark.parametrize(
    "function",
    ["OrdersFunction", "PaymentsFunction", "PaymentsSweeperFunction", "PaymentsWorkerFunction", "SweeperFunction"],
)
def test_orders_change_nothing_of_a_product_but_its_stock(function: str) -> None:
    (change,) = [
        statement
        for statement in Role(function).statements
        if statement["Resource"] == {"Fn::GetAtt": [TABLE, "Arn"]} and "dynamodb:UpdateItem" in statement["Action"]
    ]
    allowed = set(change["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"])
    assert allowed == {"pk", "sk", "quantity", "version", "updatedAt", "price", "inStock"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CATALOG_TABLE", "catalog")
        writes = stock.take({"id": "prd_1", "price": 1}, 1) | stock.give_back("prd_2", 1)
    used = {name for _, write in writes.values() for name in write.members()["ExpressionAttributeNames"].values()}
    assert used <= allowed


def test_mail_is_sent_from_one_address_only() -> None:
    (sending,) = [s for s in Role("MailerFunction").statements if s["Action"] == ["ses:SendEmail"]]
    assert sending["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}


def one(key: str, table: str = "catalog") -> dict[str, Any]:
    return {"TableName": table, "Key": {"pk": {"S": key}}}


def put(key: str, table: str = "catalog") -> dict[str, Any]:
    return {"TableName": table, "Item": {"pk": {"S": key}}}


def query(key: str, table: str = "catalog", **index: str) -> dict[str, Any]:
    values = {":pk": {"S": key}}
    return {"TableName": table, "KeyConditionExpression": "#pk = :pk", "ExpressionAttributeValues": values, **index}


def batch(*keys: str, table: str = "catalog") -> dict[str, Any]:
    return {"RequestItems": {table: {"Keys": [{"pk": {"S": key}} for key in keys]}}}


def transaction(*writes: tuple[str, str], table: str = "catalog") -> dict[str, Any]:
    return {"TransactItems": [{kind: put(key, table) if kind == "Put" else one(key, table)} for kind, key in writes]}


BY_NAME = {"IndexName": "by-name"}
BY_CREATED = {"IndexName": "users-by-created"}


@pytest.mark.parametrize(
    ("function", "operation", "request_"),
    [
        ("AddonsFunction", "GetItem", one("ADDON")),
        ("AddonsFunction", "PutItem", put("ADDON#REQUEST#1f")),
        ("AddonsFunction", "Query", query("CUSTOMIZATION")),
        ("CustomizationFunction", "Query", query("CUSTOMIZATION", **BY_NAME)),
        ("CustomizationFunction", "TransactWriteItems", transaction(("Update", "CUSTOMIZATION"), ("Update", "ADDON"))),
        ("ProductsFunction", "BatchGetItem", batch("PRODUCT")),
        ("CategoriesFunction", "BatchGetItem", batch("MENU")),
        ("CategoriesFunction", "TransactWriteItems", transaction(("Update", "MENU"), ("Put", "MENU"))),
        ("MenuBuilderFunction", "Query", query("PRODUCT")),
        ("MenuBuilderFunction", "TransactWriteItems", transaction(("Update", "MENU"), ("Put", "MENU"))),
        ("AuthorizerFunction", "BatchGetItem", batch("USER#usr_1", table="accounts")),
        ("AnalyticsFunction", "Query", query("MONTH", "analytics")),
        (
            "AnalyticsFunction",
            "TransactWriteItems",
            transaction(("Put", "EVENT#1"), ("Put", "ORDER#1"), ("Put", "INTAKE#int_1"), table="analytics"),
        ),
        (
            "AggregatorFunction",
            "TransactWriteItems",
            transaction(("Update", "INTAKE#int_1"), ("Update", "YEAR"), ("Update", "HOUR#2026-11"), table="analytics"),
        ),
        ("StoreFunction", "UpdateItem", one("STORE", "orders")),
        ("StoreFunction", "Query", query("SLOT#2026-11-30", "orders")),
        ("UsersFunction", "BatchGetItem", batch("LIMIT#192.0.2.1", "EMAIL#a@b.example", table="accounts")),
        ("UsersFunction", "UpdateItem", one("MAILBOX#1f", "accounts")),
        ("UsersFunction", "Query", query("USER", "accounts", **BY_CREATED)),
        ("UsersFunction", "Query", query("MAIL#1f", "accounts", **BY_CREATED)),
        ("UsersFunction", "TransactWriteItems", transaction(("Delete", "OUTBOX#01J"), table="accounts")),
        (
            "UsersFunction",
            "TransactWriteItems",
            transaction(
                ("Put", "USER#usr_1"),
                ("Put", "OUTBOX#01J"),
                ("Put", "TOKEN#1f"),
                ("ConditionCheck", "USER#usr_1"),
                ("Update", "EMAIL#a@b.example"),
                ("Update", "ADMINS"),
                ("Delete", "MAILBOX#1f"),
                table="accounts",
            ),
        ),
    ],
)
def test_a_call_of_the_function_is_allowed(function: str, operation: str, request_: dict[str, Any]) -> None:
    assert all(Role(function).allows(*need) for need in needs(operation, request_))


@pytest.mark.parametrize(
    ("function", "operation", "request_"),
    [
        ("AddonsFunction", "GetItem", one("PRODUCT")),
        ("AddonsFunction", "GetItem", one("ADDONX")),
        ("AddonsFunction", "GetItem", one("USER#usr_1", "accounts")),
        ("AddonsFunction", "Query", query("CUSTOMIZATION", **BY_NAME)),
        ("AddonsFunction", "Scan", {"TableName": "catalog"}),
        ("AnalyticsFunction", "UpdateItem", one("DAY#2026", "analytics")),
        ("AnalyticsFunction", "PutItem", put("DAY#2026", "analytics")),
        ("AnalyticsFunction", "Query", query("EVENT#1", "analytics")),
        ("AnalyticsFunction", "Query", query("ORDER#1", "analytics")),
        ("AnalyticsFunction", "Query", query("USER#usr_1", "accounts")),
        ("AggregatorFunction", "UpdateItem", one("EVENT#1", "analytics")),
        ("AggregatorFunction", "Query", query("MONTH", "analytics")),
        ("AuthorizerFunction", "GetItem", one("ADDON")),
        ("AuthorizerFunction", "BatchGetItem", batch("USER#usr_1", "EMAIL#a@b.example", table="accounts")),
        ("AuthorizerFunction", "UpdateItem", one("USER#usr_1", "accounts")),
        ("StoreFunction", "UpdateItem", one("SLOT#2026-11-30", "orders")),
        ("StoreFunction", "GetItem", one("ORDER#ord_1", "orders")),
        ("StoreFunction", "Query", query("ORDER#ord_1", "orders")),
        ("StoreFunction", "UpdateItem", one("PRODUCT")),
        ("ProductsFunction", "GetItem", one("MENU")),
        ("ProductsFunction", "UpdateItem", one("MENU")),
        ("MenuBuilderFunction", "UpdateItem", one("PRODUCT")),
        ("MenuBuilderFunction", "GetItem", one("CATEGORY#REQUEST#1f")),
        ("MailerFunction", "GetItem", one("OUTBOX#01J", "accounts")),
        ("UsersFunction", "GetItem", one("OUTBOX#01J", "accounts")),
        ("UsersFunction", "UpdateItem", one("OUTBOX#01J", "accounts")),
        ("UsersFunction", "Query", query("TOKEN#1f", "accounts")),
        ("UsersFunction", "Scan", {"TableName": "accounts"}),
        ("UsersFunction", "PutItem", put("ORDER#ord_1", "orders")),
        ("UsersFunction", "UpdateItem", one("STORE", "orders")),
        ("UsersFunction", "DeleteItem", one("SLOT#2026-11-30", "orders")),
        ("UsersFunction", "Query", query("QUEUE", "orders", IndexName="queue")),
        ("UsersFunction", "GetItem", one("PRODUCT")),
        ("CustomizationFunction", "TransactWriteItems", transaction(("Update", "CUSTOMIZATION"), ("Delete", "ADDON"))),
        ("CustomizationFunction", "TransactWriteItems", transaction(("Update", "ADDON"), ("Update", "ADDON#NAME"))),
        ("ProductsFunction", "BatchGetItem", batch("ADDON")),
    ],
)
def test_a_call_of_another_function_is_denied(function: str, operation: str, request_: dict[str, Any]) -> None:
    assert not all(Role(function).allows(*need) for need in needs(operation, request_))


def test_functional_tests_find_calls_that_a_role_denies() -> None:
    simulator = PolicySimulator()

    simulator("GetItem", one("USER#usr_1", "accounts-1"))  # a test's own call
    with running("addons"):
        simulator("GetItem", one("ADDON", "catalog-1"))
        simulator("GetItem", one("USER#usr_1", "no-table-of-ours"))
        assert simulator.refused == []
        simulator("GetItem", one("USER#usr_1", "accounts-1"))

    assert simulator.refused == ["AddonsFunction may not GetItem ['USER#usr_1'] of AccountsTable"]
