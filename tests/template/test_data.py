"""The tables and the secrets are protected against accidental deletion and access."""

import pytest

from scripts.template import TEMPLATE

TABLES = TEMPLATE.of_type("AWS::DynamoDB::Table")
RETAINED = [name for name, resource in TEMPLATE.resources.items() if "DeletionPolicy" in resource]
SECRETS = TEMPLATE.of_type("AWS::SecretsManager::Secret")


def test_there_is_a_table_for_each_of_catalogue_accounts_orders_analytics_and_erasures() -> None:
    assert sorted(TABLES) == ["AccountsTable", "AnalyticsTable", "CatalogTable", "ErasuresTable", "OrdersTable"]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_protected_against_deletion(table: str) -> None:
    resource, properties = TEMPLATE.resources[table], TEMPLATE.properties(table)
    assert resource["DeletionPolicy"] == "RetainExceptOnCreate"
    assert resource["UpdateReplacePolicy"] == "Retain"
    assert properties["DeletionProtectionEnabled"] == {"Fn::If": ["ProtectTables", True, False]}
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_encrypted_has_a_ttl_and_scales_on_demand(table: str) -> None:
    properties = TEMPLATE.properties(table)
    assert properties["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}
    assert properties["TimeToLiveSpecification"] == {"AttributeName": "expiresAt", "Enabled": True}
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert "ProvisionedThroughput" not in properties


def test_the_catalogs_keys() -> None:
    properties = TEMPLATE.properties("CatalogTable")
    types = {attribute["AttributeName"]: attribute["AttributeType"] for attribute in properties["AttributeDefinitions"]}
    assert keys(properties["KeySchema"]) == {"HASH": "pk", "RANGE": "sk"}
    (index,) = properties["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "by-name"
    assert keys(index["KeySchema"]) == {"HASH": "pk", "RANGE": "nameKey"}
    assert index["Projection"] == {"ProjectionType": "ALL"}
    assert types == {"pk": "S", "sk": "S", "nameKey": "S"}


def test_the_accounts_keys() -> None:
    properties = TEMPLATE.properties("AccountsTable")
    types = {attribute["AttributeName"]: attribute["AttributeType"] for attribute in properties["AttributeDefinitions"]}
    assert keys(properties["KeySchema"]) == {"HASH": "pk", "RANGE": "sk"}
    (index,) = properties["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "users-by-created"
    assert keys(index["KeySchema"]) == {"HASH": "listPk", "RANGE": "listSk"}
    assert index["Projection"] == {"ProjectionType": "ALL"}
    assert types == {"pk": "S", "sk": "S", "listPk": "S", "listSk": "S"}


def test_the_analytics_keys() -> None:
    properties = TEMPLATE.properties("AnalyticsTable")
    types = {attribute["AttributeName"]: attribute["AttributeType"] for attribute in properties["AttributeDefinitions"]}
    assert keys(properties["KeySchema"]) == {"HASH": "pk", "RANGE": "sk"}
    assert types == {"pk": "S", "sk": "S"}
    assert "GlobalSecondaryIndexes" not in properties


def test_tables_that_a_function_follows_have_a_stream_and_personal_data_has_no_old_images() -> None:
    streams = {table: TEMPLATE.properties(table).get("StreamSpecification") for table in TABLES}
    # An old image would pass replaced or erased data on to readers of the stream.
    new = {"StreamViewType": "NEW_IMAGE"}
    # The menu builder compares the images of public data, to ignore changes that the menu does not show.
    both = {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert streams == {
        "AccountsTable": new,
        "AnalyticsTable": new,
        "CatalogTable": both,
        "ErasuresTable": None,
        "OrdersTable": new,
    }


def test_the_orders_keys() -> None:
    properties = TEMPLATE.properties("OrdersTable")
    indexes = {index["IndexName"]: keys(index["KeySchema"]) for index in properties["GlobalSecondaryIndexes"]}
    assert keys(properties["KeySchema"]) == {"HASH": "pk", "RANGE": "sk"}
    assert indexes == {
        "by-day": {"HASH": "dayPk", "RANGE": "daySk"},
        "by-customer": {"HASH": "customerPk", "RANGE": "customerSk"},
        "queue": {"HASH": "queuePk", "RANGE": "queueSk"},
        "due": {"HASH": "duePk", "RANGE": "dueSk"},
    }
    assert {attribute["AttributeType"] for attribute in properties["AttributeDefinitions"]} == {"S"}


def test_lists_of_orders_contain_no_names() -> None:
    indexes = {
        index["IndexName"]: index["Projection"]
        for index in TEMPLATE.properties("OrdersTable")["GlobalSecondaryIndexes"]
    }
    of_lists = indexes["by-day"]["NonKeyAttributes"]
    assert indexes["by-customer"]["NonKeyAttributes"] == of_lists
    assert not {"callName", "ticket", "customerId"} & {*of_lists}
    assert indexes["due"] == {"ProjectionType": "KEYS_ONLY"}


def test_the_erasures_keys() -> None:
    properties = TEMPLATE.properties("ErasuresTable")
    assert keys(properties["KeySchema"]) == {"HASH": "pk", "RANGE": "sk"}
    assert "GlobalSecondaryIndexes" not in properties


def test_there_is_a_secret_for_each_purpose() -> None:
    assert sorted(SECRETS) == [
        "CursorKey",
        "MailTokenKey",
        "PasswordPepper",
        "PaymentKey",
        "PaymentWebhookKey",
        "SigningKey",
    ]


def test_tables_are_protected_unless_a_parameter_says_otherwise() -> None:
    parameter = TEMPLATE.document["Parameters"]["TableProtection"]
    assert (parameter["Default"], parameter["AllowedValues"]) == ("true", ["true", "false"])
    assert TEMPLATE.document["Conditions"]["ProtectTables"] == {"Fn::Equals": [{"Ref": "TableProtection"}, "true"]}


def test_the_pepper_is_retained() -> None:
    """No password can be checked without the pepper, not even in a table restored from a backup."""
    assert "PasswordPepper" in RETAINED


def test_what_is_retained_does_not_outlive_a_failed_creation() -> None:
    """A rollback of the deployment that creates a resource deletes it. A replaced resource stays."""
    # The last three are settings of the account and region, which other stacks may use.
    shared = {"ApiGatewayAccount", "ApiGatewayLoggingRole", "MailSender"}
    assert set(RETAINED) == {*TABLES, "PasswordPepper"} | shared
    for resource in RETAINED:
        assert TEMPLATE.resources[resource]["DeletionPolicy"] == "RetainExceptOnCreate"
        assert TEMPLATE.resources[resource]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_generated_by_aws_and_long_enough(secret: str) -> None:
    properties = TEMPLATE.properties(secret)
    assert "SecretString" not in properties
    assert "Name" not in properties  # a name stays reserved for a week after its stack is deleted
    assert properties["GenerateSecretString"]["PasswordLength"] >= 64
    assert properties["GenerateSecretString"]["ExcludePunctuation"] is True


def keys(schema: list[dict[str, str]]) -> dict[str, str]:
    return {key["KeyType"]: key["AttributeName"] for key in schema}
