"""docs/openapi.json says what a client needs: access, problems with their codes, required fields, limits."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.template import ROOT, TEMPLATE

DOCUMENT = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
PROBLEM = "application/problem+json"
each_operation = pytest.mark.parametrize("name", sorted(OPERATIONS))


def responses(name: str) -> dict[str, Any]:
    shared = DOCUMENT["components"]["responses"]
    return {
        status: shared[response["$ref"].rpartition("/")[2]] if "$ref" in response else response
        for status, response in OPERATIONS[name][2]["responses"].items()
    }


def names_in(schema: Any) -> Iterator[str]:
    """Yield the names of all component schemas that a schema refers to."""
    for name in re.findall(r"#/components/schemas/(\w+)", json.dumps(schema)):
        yield name
        yield from names_in(SCHEMAS[name])


def parameter(name: str, wanted: str) -> dict[str, Any]:
    (found,) = [each for each in OPERATIONS[name][2]["parameters"] if each["name"] == wanted]
    return dict(found)


@each_operation
def test_an_operation_has_a_summary_a_tag_and_a_description_that_says_who_may_call_it(name: str) -> None:
    _, _, operation = OPERATIONS[name]
    tags = {tag["name"]: tag["description"] for tag in DOCUMENT["tags"]}
    assert operation["summary"]
    assert tags[operation["tags"][0]]
    assert "**Access:**" in operation["description"]
    for header, text in {"If-Match": "`If-Match`", "Idempotency-Key": "**Retries:**", "cursor": "`nextCursor`"}.items():
        if any(each["name"] == header for each in operation.get("parameters", [])):
            assert text in operation["description"]


@each_operation
def test_the_security_of_an_operation_is_explicit(name: str) -> None:
    assert OPERATIONS[name][2]["security"] in ([], [{"bearer": []}])


PARTS = {"FieldProblem", "OrderProblem"}
"""Schemas of members of problem documents."""


@each_operation
def test_a_problem_has_exactly_the_documented_codes_each_with_an_example(name: str) -> None:
    for status, response in responses(name).items():
        if status < "400":
            continue
        content = response["content"][PROBLEM]
        found = list(dict.fromkeys(each for each in names_in(content["schema"]) if each.endswith("Problem")))
        codes = [SCHEMAS[each]["properties"]["code"]["enum"] for each in found if each not in PARTS]
        assert [[code] for code in content["examples"]] == codes
        for code, example in content["examples"].items():
            assert example["value"]["code"] == code
            assert str(example["value"]["status"]) == status
            assert f"`{code}`" in response["description"]


@each_operation
def test_405_is_not_documented_because_api_gateway_answers_unknown_methods_with_404(name: str) -> None:
    assert "405" not in responses(name)


OPTIONAL = {
    "NotAvailable": {"productId", "customizationId", "addonId"},
    "ChoiceTooMany": {"addonId"},
    "ChoiceNotOffered": {"addonId"},
}
"""Fields that are in a response only with some causes of a problem of a cart."""


@each_operation
def test_every_field_of_a_successful_response_is_required(name: str) -> None:
    for status, response in responses(name).items():
        for content in response.get("content", {}).values() if status < "300" else ():
            for each in names_in(content["schema"]):
                schema = SCHEMAS[each]
                if "oneOf" not in schema:
                    assert set(schema["required"]) == set(schema["properties"]) - OPTIONAL.get(each, set())


AS_STORED = {"ExportedOrder", "ExportedRequest"}
"""Parts of an export that are shown as the shop stores them, in whatever form that is."""


def untyped(schema: Any) -> Iterator[Any]:
    """Yield the parts of a schema that accept anything, or objects with any members."""
    if isinstance(schema, list):
        for element in schema:
            yield from untyped(element)
    elif isinstance(schema, dict):
        if schema.get("additionalProperties") is True or (
            schema.get("type") == "object" and "properties" not in schema
        ):
            yield schema
        if schema.get("type") == "array" and not schema.get("items"):
            yield schema
        fields = schema.get("properties", {})
        yield from (name for name, field in fields.items() if not field)
        for part in (*fields.values(), *(schema.get(word) for word in ("items", "anyOf", "oneOf", "allOf"))):
            yield from untyped(part)


@pytest.mark.parametrize("name", sorted(SCHEMAS.keys() - AS_STORED))
def test_a_schema_has_types_for_everything(name: str) -> None:
    assert list(untyped(SCHEMAS[name])) == []


@each_operation
def test_every_body_has_a_schema(name: str) -> None:
    for status, response in responses(name).items():
        contents = response.get("content", {}).values()
        assert all(content["schema"] for content in contents)
        assert contents or status in {"202", "204", "304"}


def test_each_problem_of_a_cart_has_its_own_code() -> None:
    problem = SCHEMAS["OrderProblem"]
    codes = {
        SCHEMAS[reference.rpartition("/")[2]]["properties"]["code"]["const"]: reference
        for reference in (each["$ref"] for each in problem["oneOf"])
    }
    assert codes == problem["discriminator"]["mapping"]
    assert len(codes) == len(problem["oneOf"])


@pytest.mark.parametrize("name", sorted(name for name, (method, _, _) in OPERATIONS.items() if method == "patch"))
def test_a_merge_patch_has_types_and_no_required_field(name: str) -> None:
    schema = OPERATIONS[name][2]["requestBody"]["content"]["application/json"]["schema"]
    patch = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    assert patch["properties"]
    assert "required" not in patch
    assert "default" not in json.dumps(patch["properties"])


def test_null_is_allowed_in_a_patch_where_the_field_has_a_default() -> None:
    fields = SCHEMAS["ProductPatch"]["properties"]
    nullable = {name for name, schema in fields.items() if {"type": "null"} in schema.get("anyOf", [])}
    assert nullable == set(fields) - {"name", "price"}
    assert fields["price"]["$ref"].endswith("/MoneyPatch")


@pytest.mark.parametrize("name", ["redeemPoints", "accruePoints"])
def test_the_idempotency_key_is_required_where_the_route_refuses_to_go_without(name: str) -> None:
    assert parameter(name, "Idempotency-Key")["required"] is True
    assert parameter("createAddress", "Idempotency-Key")["required"] is False


def test_limits_are_in_the_document() -> None:
    key = parameter("createProduct", "Idempotency-Key")["schema"]
    assert (key["minLength"], key["maxLength"]) == (1, 255)
    assert parameter("listProducts", "cursor")["schema"]["maxLength"] == 4096
    for page in ("AddressPage", "PaymentMethodPage"):
        assert SCHEMAS[page]["properties"]["items"]["maxItems"] == 20
    assert SCHEMAS["ProductPage"]["properties"]["items"]["maxItems"] == 100


def test_times_and_days_have_formats() -> None:
    times = {
        f"{name}.{field}": schema.get("format")
        for name, schemas in SCHEMAS.items()
        for field, schema in schemas.get("properties", {}).items()
        # A business day ends at a time of the day.
        if field.endswith("At") and field != "dayEndsAt" and schema.get("type") == "string"
    }
    assert times
    assert set(times.values()) == {"date-time"}
    assert {SCHEMAS["Summary"]["properties"][field]["format"] for field in ("from", "to")} == {"date"}
    assert parameter("getSummary", "from")["schema"]["format"] == "date"


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        ("Unauthorized", "UNAUTHORIZED"),
        ("Forbidden", "ACCESS_DENIED"),
        ("TooManyRequests", "THROTTLED"),
        ("BadGateway", "INTEGRATION_FAILURE"),
        ("GatewayTimeout", "INTEGRATION_TIMEOUT"),
    ],
)
def test_a_problem_of_api_gateway_is_the_one_in_the_template(response: str, kind: str) -> None:
    examples = DOCUMENT["components"]["responses"][response]["content"][PROBLEM]["examples"]
    (example,) = [each["value"] for each in examples.values()]
    answer = TEMPLATE.properties("Api")["GatewayResponses"][kind]
    sent = json.loads(answer["ResponseTemplates"]["application/json"])
    assert {**example, "instance": "$context.requestId"} == sent
