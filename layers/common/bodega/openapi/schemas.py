"""Types of fields in responses, and the JSON schemas of requests, responses and merge patches."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from bodega.ids import id_pattern
from bodega.models import Document

Schema = dict[str, Any]
Mode = Literal["validation", "serialization"]

WHEN = "2026-01-31T09:30:00.000Z"
REFERENCE = "#/components/schemas/"

Timestamp = Annotated[
    str, Field(description="Time in UTC (RFC 3339)", examples=[WHEN], json_schema_extra={"format": "date-time"})
]
Day = Annotated[str, Field(examples=["2026-01-31"], json_schema_extra={"format": "date"})]
EpochSeconds = Annotated[int, Field(ge=0, description="Seconds since 1970-01-01T00:00:00Z", examples=[1772443800])]
Version = Annotated[
    int, Field(ge=1, description="Increases by one with each change. In quotes, it is the `ETag`.", examples=[1])
]
CurrencyCode = Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217 code", examples=["CAD"])]
CurrencyDigits = Annotated[
    int,
    Field(
        ge=0,
        le=4,
        description="Digits of the currency's minor unit (ISO 4217): with 2, the amount 1299 is 12.99",
        examples=[2],
    ),
]
Count = Annotated[int, Field(ge=0)]


def example_id(prefix: str) -> str:
    return f"{prefix}_01JD4W0Q8V5E2M7T9X3K6B1ZCN"


def id_field(prefix: str) -> Any:
    """Return the type of a response's ids with this prefix."""
    return Annotated[str, Field(pattern=id_pattern(prefix), examples=[example_id(prefix)])]


def page_of(item: type[BaseModel], most: int = 100) -> type[BaseModel]:
    """Return the model of a list's response. `most`: items in one page."""
    return create_model(
        f"{item.__name__}Page",
        __base__=Document,
        items=(list[item], Field(max_length=most)),
        next_cursor=(
            str | None,
            Field(description="Pass it as `cursor` to get the next page. Null on the last page."),
        ),
    )


class _Generator(GenerateJsonSchema):
    """Every field of a response is required: responses also contain the fields that requests may omit."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: FBT001  # pydantic's signature
        return self.mode == "serialization" or super().field_is_required(field, total)


def component_schemas(models: Iterable[type[BaseModel]], mode: Mode) -> dict[str, Schema]:
    """Return the schemas of the models and of all models that they contain, by name.

    `mode`: `validation` for requests, `serialization` for responses.
    """
    wanted = [(model, mode) for model in dict.fromkeys(models)]
    _, definitions = models_json_schema(wanted, ref_template=REFERENCE + "{model}", schema_generator=_Generator)
    schemas: dict[str, Schema] = definitions.get("$defs", {})
    for schema in schemas.values():
        _drop_titles(schema)
    return schemas


def _drop_titles(schema: Any) -> None:
    """Remove the titles that pydantic makes from names (`Createdat`): they say less than the names."""
    if isinstance(schema, list):
        for element in schema:
            _drop_titles(element)
    elif isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        for key, value in schema.items():
            if key not in {"default", "example", "examples", "enum", "const"}:
                _drop_titles(value)


def reference(name: str) -> Schema:
    return {"$ref": REFERENCE + name}


def merge_patch(name: str, schemas: dict[str, Schema]) -> str:
    """Add the schema of a JSON merge patch (RFC 7396) for the request schema `name`; return its name.

    All fields are optional. Null removes a field, so it is allowed where the field has a default. Objects inside are
    patched in the same way, lists are replaced.
    """
    patch_name = f"{name.removesuffix('Fields')}Patch"
    fields = schemas[name]
    required = fields.get("required", [])
    schemas[patch_name] = {
        "type": "object",
        "additionalProperties": False,
        "description": f"Fields to change (RFC 7396). Omitted fields of `{name}` keep their values.",
        "properties": {
            field: _patched_field(schema, schemas, removable=field not in required)
            for field, schema in fields["properties"].items()
        },
    }
    return patch_name


def _patched_field(schema: Schema, schemas: dict[str, Schema], *, removable: bool) -> Schema:
    kept = {key: value for key, value in schema.items() if key != "default"}
    if "anyOf" in kept:
        kept["anyOf"] = [_patched_object(option, schemas) for option in kept["anyOf"]]
    kept = _patched_object(kept, schemas)
    if not removable or {"type": "null"} in kept.get("anyOf", []):
        return kept
    outside: Schema = {key: kept.pop(key) for key in ("description", "examples") if key in kept}
    return {"anyOf": [kept, {"type": "null"}], **outside}


def _patched_object(schema: Schema, schemas: dict[str, Schema]) -> Schema:
    """Return the schema with the merge patch of the object that it refers to, if it refers to one."""
    target = schema.get("$ref", "").removeprefix(REFERENCE)
    if target and schemas[target].get("type") == "object":
        return {**schema, "$ref": REFERENCE + merge_patch(target, schemas)}
    return schema
