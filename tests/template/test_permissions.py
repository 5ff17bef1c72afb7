"""What each function's role may do: these actions on these partition keys, and nothing else (least privilege)."""

from typing import Any

import pytest

from harness.aws.policy_simulator import PolicySimulator, running
from scripts.template import FUNCTION, TEMPLATE
from scripts.template.roles import LEADING_KEYS, Grant, Role, needs

TABLE = "CatalogTable"
INDEX = "CatalogTable/index/by-name"
ACCOUNTS = "AccountsTable"
ANALYTICS = "AnalyticsTable"
CHANGES = ("PutItem", "DeleteItem", "UpdateItem", "ConditionCheckItem")

# What the users function keeps. Mail it only adds, and erases with its account.
ACCOUNT_KEYS = ("ADMINS", "EMAIL#*", "GUARD#*", "IP#*", "TOKEN#*", "USER#*")
COUNTERS = ("HOUR#*", "DAY#*", "MONTH", "YEAR", "PRODUCTS#*")
IDENTITY = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/"


def catalog(own: str, *others: Grant) -> set[Grant]:
    """What every catalogue function needs: its own items and what stands under `<own>#`, and its list by name."""
    actions = ("GetItem", "PutItem", "UpdateItem", "DeleteItem")
    kept = {(f"dynamodb:{action}", TABLE, key) for action in actions for key in (own, f"{own}#*")}
    return {*kept, ("dynamodb:Query", INDEX, own), secret("CursorKey"), *others}


def secret(name: str) -> Grant:
    return ("secretsmanager:GetSecretValue", name, None)


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
        *(("dynamodb:Query", "AccountsTable/index/users-by-created", key) for key in ("USER", "MAIL#*")),
        secret("PasswordPepper"),
        secret("SigningKey"),
        secret("CursorKey"),
    },
    "MailerFunction": {
        ("ses:SendEmail", IDENTITY + "${MailFrom}", None),
        ("ses:SendEmail", IDENTITY + "${Domain}", None),
        ("sqs:SendMessage", "MailDeadLetters", None),
    },
    "AnalyticsFunction": {
        *(("dynamodb:PutItem", ANALYTICS, key) for key in ("EVENT#*", "INTAKE#*")),
        *(("dynamodb:Query", ANALYTICS, key) for key in COUNTERS),
    },
    "AggregatorFunction": {
        *(("dynamodb:UpdateItem", ANALYTICS, key) for key in ("INTAKE#*", *COUNTERS)),
        ("sqs:SendMessage", "AnalyticsDeadLetters", None),
    },
    "AddonsFunction": catalog("ADDON", ("dynamodb:Query", TABLE, "CUSTOMIZATION")),
    "CustomizationFunction": catalog(
        "CUSTOMIZATION", ("dynamodb:UpdateItem", TABLE, "ADDON"), ("dynamodb:Query", TABLE, "PRODUCT")
    ),
    "ProductsFunction": catalog(
        "PRODUCT",
        ("dynamodb:UpdateItem", TABLE, "CUSTOMIZATION"),
        ("dynamodb:GetItem", TABLE, "CATEGORY"),
        ("dynamodb:BatchGetItem", TABLE, "PRODUCT"),
        ("dynamodb:Query", TABLE, "CATEGORY"),
    ),
    "CategoriesFunction": catalog(
        "CATEGORY",
        ("dynamodb:UpdateItem", TABLE, "PRODUCT"),
        *(("dynamodb:Query", TABLE, kind) for kind in ("CATEGORY", "PRODUCT", "CUSTOMIZATION", "ADDON")),
    ),
}


def test_every_function_is_listed() -> None:
    assert set(EXPECTED) == set(TEMPLATE.of_type(FUNCTION))


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_a_function_may_do_exactly_what_it_is_listed_to_do(function: str) -> None:
    assert Role(function).grants() == EXPECTED[function]


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_permissions_stand_in_the_template_and_not_in_a_role_or_managed_policy(function: str) -> None:
    properties = TEMPLATE.function(function)
    assert not {"Role", "ManagedPolicyArns", "PermissionsBoundary"} & set(properties)
    for policy in properties["Policies"]:
        assert set(policy) == {"Version", "Statement"}
    for statement in Role(function).statements:
        assert set(statement) <= {"Sid", "Effect", "Action", "Resource", "Condition"}
        assert statement["Effect"] == "Allow"


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_no_function_may_scan_or_use_a_wildcard(function: str) -> None:
    for action, resource, _ in Role(function).grants():
        assert "*" not in action + resource
        assert not action.endswith((":Scan", ":PartiQLSelect", ":BatchWriteItem"))


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_what_touches_a_table_is_held_to_partition_keys(function: str) -> None:
    for statement in Role(function).statements:
        if not any(action.startswith("dynamodb:") for action in statement["Action"]):
            continue
        ((operator, test),) = statement["Condition"].items()
        keys = test[LEADING_KEYS]
        assert keys
        # StringEquals takes `ADDON#*` for a key of that spelling; StringLike would be more than is needed elsewhere.
        patterns = any("*" in key for key in keys)
        assert operator == ("ForAllValues:StringLike" if patterns else "ForAllValues:StringEquals")


@pytest.mark.parametrize("function", sorted(EXPECTED))
def test_one_statement_names_all_keys_of_a_write(function: str) -> None:
    """So that a transaction passes also where all its keys are judged together."""
    for action in CHANGES:
        granting = [s for s in Role(function).statements if f"dynamodb:{action}" in s["Action"]]
        assert len(granting) <= 1


def test_mail_is_sent_from_one_address_only() -> None:
    (sending,) = [s for s in Role("MailerFunction").statements if s["Action"] == ["ses:SendEmail"]]
    assert sending["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}
    # The address itself or its domain: whichever SES has verified.
    domain = sending["Resource"][1]["Fn::Sub"][1]
    assert domain == {"Domain": {"Fn::Select": [1, {"Fn::Split": ["@", {"Ref": "MailFrom"}]}]}}


def test_roles_of_the_template_are_the_api_loggings_only() -> None:
    assert TEMPLATE.of_type("AWS::IAM::Role") == ["ApiGatewayLoggingRole"]
    assert not TEMPLATE.of_type("AWS::IAM::Policy") + TEMPLATE.of_type("AWS::IAM::ManagedPolicy")


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
        ("AuthorizerFunction", "BatchGetItem", batch("USER#usr_1", table="accounts")),
        ("AnalyticsFunction", "Query", query("MONTH", "analytics")),
        (
            "AnalyticsFunction",
            "TransactWriteItems",
            transaction(("Put", "EVENT#1"), ("Put", "INTAKE#int_1"), table="analytics"),
        ),
        (
            "AggregatorFunction",
            "TransactWriteItems",
            transaction(("Update", "INTAKE#int_1"), ("Update", "YEAR"), ("Update", "HOUR#2026-11"), table="analytics"),
        ),
        ("UsersFunction", "BatchGetItem", batch("IP#192.0.2.1", "EMAIL#a@b.example", table="accounts")),
        ("UsersFunction", "UpdateItem", one("GUARD#1f", "accounts")),
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
                ("Delete", "GUARD#1f"),
                table="accounts",
            ),
        ),
    ],
)
def test_what_a_function_does_is_allowed(function: str, operation: str, request_: dict[str, Any]) -> None:
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
        ("AnalyticsFunction", "Query", query("USER#usr_1", "accounts")),
        ("AggregatorFunction", "UpdateItem", one("EVENT#1", "analytics")),
        ("AggregatorFunction", "Query", query("MONTH", "analytics")),
        ("AuthorizerFunction", "GetItem", one("ADDON")),
        ("AuthorizerFunction", "BatchGetItem", batch("USER#usr_1", "EMAIL#a@b.example", table="accounts")),
        ("AuthorizerFunction", "UpdateItem", one("USER#usr_1", "accounts")),
        ("MailerFunction", "GetItem", one("OUTBOX#01J", "accounts")),
        ("UsersFunction", "GetItem", one("OUTBOX#01J", "accounts")),
        ("UsersFunction", "UpdateItem", one("OUTBOX#01J", "accounts")),
        ("UsersFunction", "Query", query("TOKEN#1f", "accounts")),
        ("UsersFunction", "Scan", {"TableName": "accounts"}),
        ("UsersFunction", "GetItem", one("PRODUCT")),
        ("CustomizationFunction", "TransactWriteItems", transaction(("Update", "CUSTOMIZATION"), ("Delete", "ADDON"))),
        ("CustomizationFunction", "TransactWriteItems", transaction(("Update", "ADDON"), ("Update", "ADDON#NAME"))),
        ("ProductsFunction", "BatchGetItem", batch("ADDON")),
    ],
)
def test_what_another_function_does_is_refused(function: str, operation: str, request_: dict[str, Any]) -> None:
    assert not all(Role(function).allows(*need) for need in needs(operation, request_))


def test_functional_tests_see_what_a_role_refuses() -> None:
    simulator = PolicySimulator()

    simulator("GetItem", one("USER#usr_1", "accounts-1"))  # a test's own call
    with running("addons"):
        simulator("GetItem", one("ADDON", "catalog-1"))
        simulator("GetItem", one("USER#usr_1", "no-table-of-ours"))
        assert simulator.refused == []
        simulator("GetItem", one("USER#usr_1", "accounts-1"))

    assert simulator.refused == ["AddonsFunction may not GetItem ['USER#usr_1'] of AccountsTable"]
