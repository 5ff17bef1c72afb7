"""The schema of a merge patch follows from the schema of the whole document."""

from typing import Annotated

from pydantic import Field

from bodega.models import Document, Money
from bodega.openapi.schemas import component_schemas, merge_patch, page_of


class ThingFields(Document):
    name: Annotated[str, Field(max_length=9)]
    price: Money
    note: str = Field("", description="Free text")
    size: int | None = None
    colours: list[Money] = []


def patch() -> dict:
    schemas = component_schemas([ThingFields], "validation")
    assert merge_patch("ThingFields", schemas) == "ThingPatch"
    return schemas


def test_no_field_is_required() -> None:
    schema = patch()["ThingPatch"]

    assert "required" not in schema
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == {"name", "price", "note", "size", "colours"}


def test_a_required_field_cannot_be_removed() -> None:
    assert patch()["ThingPatch"]["properties"]["name"] == {"type": "string", "maxLength": 9}


def test_null_removes_a_field_with_a_default() -> None:
    fields = patch()["ThingPatch"]["properties"]

    assert fields["note"] == {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "Free text"}
    assert fields["size"] == {"anyOf": [{"type": "integer"}, {"type": "null"}]}


def test_an_object_is_patched_and_a_list_replaced() -> None:
    schemas = patch()

    assert schemas["ThingPatch"]["properties"]["price"] == {"$ref": "#/components/schemas/MoneyPatch"}
    assert "required" not in schemas["MoneyPatch"]
    assert schemas["ThingPatch"]["properties"]["colours"]["anyOf"][0]["items"] == {"$ref": "#/components/schemas/Money"}


def test_a_response_has_all_fields_and_a_request_those_without_a_default() -> None:
    request = component_schemas([ThingFields], "validation")["ThingFields"]
    response = component_schemas([ThingFields], "serialization")["ThingFields"]

    assert request["required"] == ["name", "price"]
    assert set(response["required"]) == set(response["properties"])


def test_a_page_has_a_cursor_and_at_most_so_many_items() -> None:
    page = component_schemas([page_of(ThingFields, 20)], "serialization")["ThingFieldsPage"]

    assert set(page["required"]) == {"items", "nextCursor"}
    assert page["properties"]["items"]["maxItems"] == 20
