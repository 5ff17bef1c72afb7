"""Least privilege: each function's role allows these actions on these partition keys, and nothing else."""

from typing import Any

import pytest

from bodega import stock
from harness.aws.policy_simulator import PolicySimulator, running
from harness.shop.kinds import ENTRIES, HELD_BY, PARTITION
from scripts.template import FUNCTION, TEMPLATE
from scripts.template.roles import LEADING_KEYS, Grant, Role, needs

TABLE = "CatalogTable"
INDEX = "CatalogTable/index/by-name"
ACCOUNTS = "AccountsTable"
ANALYTICS = "AnalyticsTable"
ORDERS = "OrdersTable"
CHANGES = ("PutItem", "DeleteItem", "UpdateItem", "ConditionCheckItem")

# The items of the users function. It only adds mail, and erases it with the account.
ACCOUNT_KEYS = ("ADMINS", "EMAIL#*", "LIMIT#*", "MAILBOX#*", "TOKEN#*", "USER#*")
COUNTERS = ("HOUR#*", "DAY#*", "MONTH", "YEAR", "PRODUCTS#*")
SES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"


def catalog(kind: str) -> set[Grant]:
    """Return the grants of the function of a kind: those of all kinds, for its references, and `MORE_OF_KIND`.

    Each keeps its own partition and those under `<own>#`, and lists by name. It counts the references to the kind that
    it holds, and finds the items that hold its own.
    """
    own, actions = PARTITION[kind], ("GetItem", "PutItem", "UpdateItem", "DeleteItem")
    return {
        *((f"dynamodb:{action}", TABLE, key) for action in actions for key in (own, f"{own}#*")),
        ("dynamodb:Query", INDEX, own),
        secret("CursorKey"),
        *(("dynamodb:UpdateItem", TABLE, PARTITION[held.kind]) for held in [ENTRIES[kind].holds] if held),
        *(("dynamodb:Query", TABLE, PARTITION[holder]) for holder in HELD_BY[kind]),
        *MORE_OF_KIND.get(kind, ()),
    }


def logs_and_traces(function: str) -> set[Grant]:
    group = function.removesuffix("Function") + "LogGroup"
    return {
        *((f"logs:{action}", group, None) for action in ("CreateLogStream", "PutLogEvents")),
        *((f"xray:{action}", "*", None) for action in ("PutTraceSegments", "PutTelemetryRecords")),
    }


def stream(table: str) -> set[Grant]:
    """Return the grants that Lambda needs to read a table's stream."""
    actions = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
    return {(f"dynamodb:{action}", f"{table}/stream/*", None) for action in actions}


def secret(name: str) -> Grant:
    return ("secretsmanager:GetSecretValue", name, None)


READ_CATALOGUE: list[Grant] = [
    ("dynamodb:Query", TABLE, kind) for kind in ("CATEGORY", "PRODUCT", "CUSTOMIZATION", "ADDON")
]
# What routes of their own need: the products of a category, the order of categories, and the menu.
MORE_OF_KIND: dict[str, list[Grant]] = {
    "products": [
        ("dynamodb:GetItem", TABLE, "CATEGORY"),
        *(("dynamodb:BatchGetItem", TABLE, key) for key in ("PRODUCT", "PRODUCT#REQUEST#*")),
    ],
    "categories": [
        *READ_CATALOGUE,
        *((f"dynamodb:{action}", TABLE, "MENU") for action in ("GetItem", "BatchGetItem", "PutItem", "UpdateItem")),
    ],
}
# What orders and their cancellations write besides the orders table.
OF_CHANGED_ORDERS: set[Grant] = {
    ("dynamodb:UpdateItem", TABLE, "PRODUCT"),
    ("dynamodb:PutItem", ACCOUNTS, "OUTBOX#*"),
    *(("dynamodb:PutItem", ANALYTICS, key) for key in ("EVENT#*", "ORDER#*", "INTAKE#*")),
}

# What payments without a caller read and write, and the provider's key.
OF_PAYMENTS: set[Grant] = {
    *(("dynamodb:GetItem", ORDERS, key) for key in ("COMMAND#*", "STORE")),
    ("dynamodb:Query", ORDERS, "ORDER#*"),
    *(("dynamodb:DeleteItem", ORDERS, key) for key in ("COMMAND#*", "USER#*")),
    *(("dynamodb:PutItem", ORDERS, key) for key in ("ORDER#*", "COMMAND#*", "TRACK#*")),
    *(("dynamodb:UpdateItem", ORDERS, key) for key in ("ORDER#*", "COMMAND#*", "SLOT#*")),
    *OF_CHANGED_ORDERS,
    secret("PaymentKey"),
}

EXPECTED: dict[str, set[Grant]] = {
    "AuthorizerFunction": {secret("SigningKey"), ("dynamodb:BatchGetItem", ACCOUNTS, "USER#*")},
    "UsersFunction": {
        *(
            (f"dynamodb:{action}", ACCOUNTS, key)
            for action in ("GetItem", "BatchGetItem", *CHANGES)
            for key in ACCOUNT_KEYS
        ),
        ("dynamodb:PutItem", ACCOUNTS, "OUTBOX#*"),
        ("dynamodb:DeleteItem", ACCOUNTS, "OUTBOX#*"),
        ("dynamodb:Query", ACCOUNTS, "USER#*"),
        ("dynamodb:PutItem", "ErasuresTable", "USER#*"),
        ("dynamodb:Query", f"{ORDERS}/index/by-customer", "CUSTOMER#*"),
        *((f"dynamodb:{action}", ORDERS, key) for action in ("Query", "DeleteItem") for key in ("ORDER#*", "USER#*")),
        *((f"dynamodb:{action}", ORDERS, "ORDER#*") for action in ("BatchGetItem", "UpdateItem")),
        *(("dynamodb:Query", "AccountsTable/index/users-by-created", key) for key in ("USER", "MAIL#*")),
        secret("PasswordPepper"),
        secret("SigningKey"),
        secret("CursorKey"),
        secret("MailTokenKey"),
    },
    "MailerFunction": {
        *stream(ACCOUNTS),
        secret("MailTokenKey"),
        ("ses:SendEmail", SES + "identity/*", None),
        ("ses:SendEmail", SES + "configuration-set/*", None),
        ("sqs:SendMessage", "MailDeadLetters", None),
    },
    "AnalyticsFunction": {
        *(("dynamodb:PutItem", ANALYTICS, key) for key in ("EVENT#*", "ORDER#*", "INTAKE#*")),
        *(("dynamodb:Query", ANALYTICS, key) for key in COUNTERS),
    },
    "AggregatorFunction": {
        *stream(ANALYTICS),
        *(("dynamodb:UpdateItem", ANALYTICS, key) for key in ("INTAKE#*", *COUNTERS)),
        ("sqs:SendMessage", "AnalyticsDeadLetters", None),
    },
    "OrdersFunction": {
        *(("dynamodb:BatchGetItem", TABLE, key) for key in ("PRODUCT", "CUSTOMIZATION", "ADDON")),
        *(
            (f"dynamodb:{action}", ORDERS, key)
            for action in ("GetItem", "BatchGetItem")
            for key in ("STORE", "USER#*", "TRACK#*")
        ),
        *(("dynamodb:Query", ORDERS, key) for key in ("ORDER#*", "SLOT#*")),
        *(
            ("dynamodb:Query", f"OrdersTable/index/{index}", key)
            for index in ("by-day", "by-customer", "queue")
            for key in ("DAY#*", "CUSTOMER#*", "QUEUE")
        ),
        *(("dynamodb:PutItem", ORDERS, key) for key in ("COMMAND#*", "ORDER#*", "TRACK#*", "USER#*")),
        ("dynamodb:DeleteItem", ORDERS, "COMMAND#*"),
        *(("dynamodb:UpdateItem", ORDERS, key) for key in ("MAILBOX#*", "NUMBER#*", "ORDER#*", "SLOT#*", "USER#*")),
        ("dynamodb:BatchGetItem", ACCOUNTS, "USER#*"),
        ("dynamodb:ConditionCheckItem", ACCOUNTS, "USER#*"),
        *OF_CHANGED_ORDERS,
        secret("MailTokenKey"),
        secret("CursorKey"),
    },
    "SweeperFunction": {
        ("dynamodb:Query", "OrdersTable/index/due", "DUE"),
        *((f"dynamodb:{action}", ORDERS, "ORDER#*") for action in ("Query", "PutItem", "UpdateItem")),
        *((f"dynamodb:{action}", ORDERS, "COMMAND#*") for action in ("PutItem", "DeleteItem")),
        ("dynamodb:UpdateItem", ORDERS, "SLOT#*"),
        *OF_CHANGED_ORDERS,
    },
    "PaymentsFunction": {
        ("dynamodb:GetItem", ORDERS, "STORE"),
        ("dynamodb:Query", ORDERS, "ORDER#*"),
        *(("dynamodb:PutItem", ORDERS, key) for key in ("ORDER#*", "COMMAND#*", "TRACK#*")),
        *(("dynamodb:UpdateItem", ORDERS, key) for key in ("ORDER#*", "SLOT#*")),
        *(("dynamodb:DeleteItem", ORDERS, key) for key in ("COMMAND#*", "USER#*")),
        *OF_CHANGED_ORDERS,
        secret("PaymentKey"),
        secret("PaymentWebhookKey"),
    },
    "PaymentsWorkerFunction": {
        *stream(ORDERS),
        *OF_PAYMENTS,
        ("sqs:SendMessage", "PaymentsDeadLetters", None),
    },
    "PaymentsSweeperFunction": {
        ("dynamodb:Query", "OrdersTable/index/due", "DUE#PAYMENTS"),
        *OF_PAYMENTS,
        *(("dynamodb:UpdateItem", ORDERS, key) for key in ("MAILBOX#*", "USER#*")),
    },
    "StoreFunction": {
        *((f"dynamodb:{action}", ORDERS, "STORE") for action in ("GetItem", "UpdateItem", "Query")),
        ("dynamodb:Query", ORDERS, "SLOT#*"),
        ("dynamodb:Query", TABLE, "PRODUCT"),
    },
    "HealthFunction": {("dynamodb:GetItem", TABLE, "HEALTH")},
    "MenuBuilderFunction": {
        *stream(TABLE),
        *READ_CATALOGUE,
        *((f"dynamodb:{action}", TABLE, "MENU") for action in ("GetItem", "PutItem", "UpdateItem")),
    },
    **{f"{entry.function.capitalize()}Function": catalog(kind) for kind, entry in ENTRIES.items()},
}


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
