"""Expressions: every name and value is a placeholder, and every placeholder is defined."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.attributes import from_attributes
from bodega.dynamodb import Delete, Key, Put, Query, Update, Write

KEY = Key("PRODUCT", "prd_1")
KEYWORDS = {
    "SET",
    "ADD",
    "AND",
    "OR",
    "NOT",
    "BETWEEN",
    "IN",
    "attribute_exists",
    "attribute_not_exists",
    "begins_with",
    "DELETE",
}
# Some reserved words of DynamoDB, and names that contain one another.
ATTRIBUTES = st.sampled_from(
    ["name", "status", "position", "order", "set", "add", "values", "n", "na", "na_me", "set_name", "ADD"]
)
NUMBERS = st.integers(-100, 100)


def expressions(members: dict[str, Any]) -> str:
    return " ".join(text for name, text in members.items() if name.endswith("Expression"))


def assert_complete(members: dict[str, Any]) -> None:
    """Assert that all placeholders are defined and used, as DynamoDB requires, and that no name is bare."""
    text = expressions(members)
    assert set(re.findall(r"#\w+", text)) == members["ExpressionAttributeNames"].keys()
    assert set(re.findall(r":\w+", text)) == members.get("ExpressionAttributeValues", {}).keys()
    assert all(alias == f"#{name}" for alias, name in members["ExpressionAttributeNames"].items())
    assert set(re.findall(r"\w+", re.sub(r"[#:]\w+", "", text))) <= KEYWORDS


def changes(members: dict[str, Any]) -> tuple[dict[str, int], dict[str, int]]:
    """Parse an update expression like DynamoDB and return what it sets and adds."""
    names, values = members["ExpressionAttributeNames"], from_attributes(members["ExpressionAttributeValues"])
    sets, *adds = re.split(r"(?<![#:\w])ADD ", members["UpdateExpression"])
    return (
        {names[name]: values[value] for name, value in re.findall(r"(#\w+) = (:\w+)", sets)},
        {names[name]: values[value] for name, value in re.findall(r"(#\w+) (:\w+)", "".join(adds))},
    )


@given(
    set_=st.dictionaries(ATTRIBUTES, NUMBERS, min_size=1),
    add=st.dictionaries(ATTRIBUTES, NUMBERS),
    compared=st.dictionaries(ATTRIBUTES.filter(lambda name: not name.startswith(("set_", "add_"))), NUMBERS),
)
def test_an_update_sets_adds_and_compares_exactly_the_given_values(
    set_: dict[str, int], add: dict[str, int], compared: dict[str, int]
) -> None:
    condition = " AND ".join(["attribute_exists(#pk)", *(f"#{name} = :{name}" for name in compared)])

    members = Update(KEY, condition, set=set_, add=add, values=compared).members()

    assert_complete(members)
    assert changes(members) == (set_, add)
    values = from_attributes(members["ExpressionAttributeValues"])
    assert {name: values[f":{name}"] for name in compared} == compared


def test_an_update_is_written_as_dynamodb_reads_it() -> None:
    update = Update(
        KEY, "#version = :version", set={"name": "Tea", "version": 2}, add={"refs": 1}, values={"version": 1}
    )

    assert update.members() == {
        "Key": {"pk": {"S": "PRODUCT"}, "sk": {"S": "prd_1"}},
        "UpdateExpression": "SET #name = :set_name, #version = :set_version ADD #refs :add_refs",
        "ConditionExpression": "#version = :version",
        "ExpressionAttributeNames": {"#name": "name", "#version": "version", "#refs": "refs"},
        "ExpressionAttributeValues": {
            ":version": {"N": "1"},
            ":set_name": {"S": "Tea"},
            ":set_version": {"N": "2"},
            ":add_refs": {"N": "1"},
        },
    }


def test_an_update_adds_to_sets_and_deletes_from_them() -> None:
    marks = frozenset({"a"})

    members = Update(KEY, "attribute_exists(#pk)", add={"failed": marks}, delete={"attempts": marks}).members()

    assert_complete(members)
    assert members["UpdateExpression"] == "ADD #failed :add_failed DELETE #attempts :delete_attempts"
    assert members["ExpressionAttributeValues"][":delete_attempts"] == {"SS": ["a"]}


def test_an_update_may_add_without_setting() -> None:
    members = Update(KEY, "attribute_exists(#pk)", add={"refs": -1}).members()

    assert_complete(members)
    assert members["UpdateExpression"] == "ADD #refs :add_refs"


@pytest.mark.parametrize(
    "write",
    [
        Put({"pk": "A", "sk": "B", "name": "Tea"}, "attribute_not_exists(#pk)"),
        Put({"pk": "A", "sk": "B"}, "attribute_not_exists(#pk) OR #expiresAt <= :now", {"now": 1}),
        Delete(KEY, "attribute_exists(#pk)"),
        Delete(KEY, "#version = :version AND #refs = :none", {"version": 3, "none": 0}),
    ],
    ids=["put", "put with values", "delete", "delete with values"],
)
def test_every_write_has_its_condition_and_placeholders(write: Write) -> None:
    members = write.members()

    assert members["ConditionExpression"] == write.condition
    assert_complete(members)
    # DynamoDB rejects an empty map of values.
    assert ("ExpressionAttributeValues" in members) == bool(write.values)


def test_a_put_writes_the_item_and_a_delete_names_its_key() -> None:
    put = Put({"pk": "A", "sk": "B", "n": 1, "l": [True]}, "attribute_not_exists(#pk)")

    assert put.members()["Item"] == {"pk": {"S": "A"}, "sk": {"S": "B"}, "n": {"N": "1"}, "l": {"L": [{"BOOL": True}]}}
    assert Delete(KEY, "attribute_exists(#pk)").members()["Key"] == {"pk": {"S": "PRODUCT"}, "sk": {"S": "prd_1"}}


def test_a_query_has_only_the_given_members() -> None:
    assert Query("#pk = :pk", {"pk": "PRODUCT"}).members() == {
        "KeyConditionExpression": "#pk = :pk",
        "ExpressionAttributeNames": {"#pk": "pk"},
        "ExpressionAttributeValues": {":pk": {"S": "PRODUCT"}},
    }


def test_a_query_with_everything_is_written_as_dynamodb_reads_it() -> None:
    query = Query(
        "#pk = :pk AND begins_with(#nameKey, :prefix)",
        {"pk": "PRODUCT", "prefix": "tea", "inStock": True},
        index_name="by-name",
        filter="#inStock = :inStock",
        fields=("sk", "name"),
        limit=25,
        start={"pk": "PRODUCT", "sk": "prd_1"},
        consistent=True,
    )
    members = query.members()

    assert_complete(members)
    assert members["ExpressionAttributeNames"].keys() == {"#pk", "#nameKey", "#inStock", "#sk", "#name"}
    assert {name: value for name, value in members.items() if not name.startswith("ExpressionAttribute")} == {
        "KeyConditionExpression": "#pk = :pk AND begins_with(#nameKey, :prefix)",
        "FilterExpression": "#inStock = :inStock",
        "ProjectionExpression": "#sk, #name",
        "IndexName": "by-name",
        "Limit": 25,
        "ExclusiveStartKey": {"pk": {"S": "PRODUCT"}, "sk": {"S": "prd_1"}},
        "ConsistentRead": True,
    }


def test_equal_writes_do_not_share_their_members() -> None:
    first = Delete(KEY, "attribute_exists(#pk)").members()
    first["ExpressionAttributeNames"] = {}

    assert Delete(KEY, "attribute_exists(#pk)").members()["ExpressionAttributeNames"] == {"#pk": "pk"}
