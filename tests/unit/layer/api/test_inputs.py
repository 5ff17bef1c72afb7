"""The inputs of a route: which parameters and bodies its function gets, and which errors the client gets."""

from typing import Annotated, Any

import pytest

from bodega.api.inputs import Body, Inputs
from bodega.api.parameters import Id, IfMatch, Limit, query
from bodega.errors import MalformedBody, ValidationFailed
from bodega.models import Document

Day = Annotated[str, query("from", "The first day")]
Kept = Annotated[str | None, query("keep", "What is kept", maxLength=2)]


class Thing(Document):
    name: str
    count: int = 0


THING = Body(f"{__name__}:Thing")


def change(
    id: Id, fields: Annotated[Thing, THING], first: Day, limit: Limit = 25, keep: Kept = None, if_match: IfMatch = None
) -> None: ...


def remove(fields: Annotated[Thing | None, THING] = None, patch: str = "not an input") -> None: ...


def merge(patch: Annotated[dict[str, Any], Body()]) -> None: ...


def read(function: Any, body: str | None = None, **event: Any) -> dict[str, Any]:
    return Inputs.of(function).read({"body": body, **event}, {"id": "thg_1"})


def errors_of(function: Any, body: str | None = None, **event: Any) -> list[dict[str, str]]:
    with pytest.raises(ValidationFailed) as refused:
        read(function, body, **event)
    return [error.as_dict() for error in refused.value.errors]


def test_arguments_come_from_path_query_headers_and_body() -> None:
    event = {
        "queryStringParameters": {"from": "2026-01-31", "limit": "3", "unknown": "x"},
        "multiValueQueryStringParameters": {"from": ["2026-01-31"], "limit": ["3"], "unknown": ["x"]},
        "headers": {"IF-MATCH": '"1"'},
        "multiValueHeaders": {"IF-MATCH": ['"1"']},
    }

    assert read(change, '{"name": "Tea"}', **event) == {
        "id": "thg_1",
        "fields": Thing(name="Tea"),
        "first": "2026-01-31",
        "limit": 3,
        "keep": None,
        "if_match": '"1"',
    }


def test_omitted_inputs_have_the_defaults_of_the_function() -> None:
    arguments = read(change, '{"name": "Tea"}', queryStringParameters={"from": ""})

    assert (arguments["first"], arguments["limit"], arguments["keep"], arguments["if_match"]) == ("", 25, None, None)
    assert read(remove)["fields"] is None


def test_all_broken_rules_are_reported_at_once() -> None:
    query_parameters = {"limit": ["0"], "keep": ["a", "b"]}
    headers = {"If-Match": ['"1"', '"2"']}

    assert errors_of(
        change, '{"count": "x"}', multiValueQueryStringParameters=query_parameters, multiValueHeaders=headers
    ) == [
        {"parameter": "from", "detail": "is required"},
        {"parameter": "limit", "detail": "should be greater than or equal to 1"},
        {"parameter": "keep", "detail": "should be a valid string"},
        {"header": "if-match", "detail": "should be a valid string"},
        {"pointer": "/name", "detail": "is required"},
        {"pointer": "/count", "detail": "should be a valid integer"},
    ]


@pytest.mark.parametrize("body", [None, ""])
def test_a_missing_body_is_malformed(body: str | None) -> None:
    with pytest.raises(MalformedBody, match="needs a body"):
        read(merge, body)


def test_a_body_without_a_model_is_any_json_object() -> None:
    assert read(merge, '{"name": null, "other": [1]}') == {"patch": {"name": None, "other": [1]}}
    with pytest.raises(MalformedBody):
        read(merge, "[]")


def test_an_optional_body_is_validated_if_it_is_sent() -> None:
    assert read(remove, '{"name": "Tea", "count": 2}')["fields"] == Thing(name="Tea", count=2)
    assert errors_of(remove, '{"count": 2}') == [{"pointer": "/name", "detail": "is required"}]
