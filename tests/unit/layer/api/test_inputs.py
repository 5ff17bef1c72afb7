"""The inputs of a route: which parameters and bodies its function gets, and which errors the client gets."""

from typing import Annotated, Any

import pytest

from bodega.api.inputs import Body, ExpectedVersions, Inputs, joined_headers
from bodega.api.parameters import Id, IdempotencyKey, Limit, query
from bodega.errors import MalformedBody, ValidationFailed
from bodega.items import Versions
from bodega.models import Document

Day = Annotated[str, query("from", "The first day")]
Kept = Annotated[str | None, query("keep", "What is kept", maxLength=2)]


class Thing(Document):
    name: str
    count: int = 0


THING = Body(f"{__name__}:Thing")


def change(
    id: Id,
    fields: Annotated[Thing, THING],
    first: Day,
    limit: Limit = 25,
    keep: Kept = None,
    key: IdempotencyKey = None,
    versions: ExpectedVersions = None,
) -> None: ...


def remove(fields: Annotated[Thing | None, THING] = None, patch: str = "not an input") -> None: ...


def merge(patch: Annotated[dict[str, Any], Body()]) -> None: ...


def get(id: Id) -> None: ...


def read(function: Any, body: str | None = None, **event: Any) -> dict[str, Any]:
    return Inputs.of(function).read({"body": body, "headers": {}, **event}, {"id": "thg_1"})


def errors_of(function: Any, body: str | None = None, **event: Any) -> list[dict[str, str]]:
    with pytest.raises(ValidationFailed) as refused:
        read(function, body, **event)
    return [error.as_dict() for error in refused.value.errors]


def test_arguments_come_from_path_query_headers_and_body() -> None:
    event = {
        "queryStringParameters": {"from": "2026-01-31", "limit": "3"},
        "multiValueQueryStringParameters": {"from": ["2026-01-31"], "limit": ["3"]},
        "headers": {"idempotency-key": "k", "if-match": '"1"'},
    }

    assert read(change, '{"name": "Tea"}', **event) == {
        "id": "thg_1",
        "fields": Thing(name="Tea"),
        "first": "2026-01-31",
        "limit": 3,
        "keep": None,
        "key": "k",
        "versions": Versions(frozenset({"1"})),
    }


def test_omitted_inputs_have_the_defaults_of_the_function() -> None:
    arguments = read(change, '{"name": "Tea"}', queryStringParameters={"from": ""})

    assert (arguments["first"], arguments["limit"], arguments["keep"]) == ("", 25, None)
    assert (arguments["key"], arguments["versions"]) == (None, None)
    assert read(remove)["fields"] is None


def test_all_broken_rules_are_reported_at_once() -> None:
    query_parameters = {"limit": ["0"], "keep": ["a", "b"], "q": ["latte"]}
    headers = {"if-match": "1"}

    assert errors_of(change, '{"count": "x"}', multiValueQueryStringParameters=query_parameters, headers=headers) == [
        {"parameter": "q", "detail": "is not a query parameter of this route, which takes from, keep and limit"},
        {"parameter": "from", "detail": "is required"},
        {"parameter": "limit", "detail": "must be a whole number from 1 to 100"},
        {"parameter": "keep", "detail": "must be sent only once"},
        {"header": "if-match", "detail": 'must be * or a list of ETags in quotes, for example "3"'},
        {"pointer": "/name", "detail": "is required"},
        {"pointer": "/count", "detail": "must be a whole number"},
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


@pytest.mark.parametrize("value", ["1", "1,2"])
def test_a_parameter_may_be_sent_only_once_also_with_the_same_value(value: str) -> None:
    repeated = {"limit": ["1", value]}

    assert errors_of(change, '{"name": "Tea"}', multiValueQueryStringParameters={"from": ["x"], **repeated}) == [
        {"parameter": "limit", "detail": "must be sent only once"}
    ]


@pytest.mark.parametrize(
    ("function", "known"),
    [(get, "none"), (merge, "none"), (change, "from, keep and limit")],
)
@pytest.mark.parametrize("name", ["q", "Limit", "limit ", "limit[]", "", "x" * 70])
def test_an_unknown_parameter_is_named_with_those_that_the_route_takes(function: Any, known: str, name: str) -> None:
    errors = errors_of(function, '{"name": "Tea"}' if function is not get else None, queryStringParameters={name: "1"})

    rule = f"is not a query parameter of this route, which takes {known}"
    assert errors[0] == {"parameter": name[:64], "detail": rule}


def test_at_most_fifty_errors_are_reported() -> None:
    assert len(errors_of(get, queryStringParameters={f"q{number}": "" for number in range(60)})) == 50


@pytest.mark.parametrize("body", ["{}", " { } ", "", None])
def test_a_route_without_a_body_takes_an_empty_one(body: str | None) -> None:
    assert read(get, body) == {"id": "thg_1"}


def test_a_route_without_a_body_rejects_fields() -> None:
    assert errors_of(get, '{"everywhere": true}') == [
        {"pointer": "", "detail": "must be empty, because this route takes no body"}
    ]
    with pytest.raises(MalformedBody):
        read(get, "[1]")


@pytest.mark.parametrize(
    ("lines", "headers"),
    [
        ({"If-Match": ['"1"', '"2"']}, {"if-match": '"1", "2"'}),
        ({"If-Match": ['"1"'], "if-match": ['"2"'], "Accept": ["*/*"]}, {"if-match": '"1", "2"', "accept": "*/*"}),
        ({"X": [""]}, {"x": ""}),
    ],
    ids=str,
)
def test_several_lines_of_a_header_are_one_list(lines: dict[str, list[str]], headers: dict[str, str]) -> None:
    assert joined_headers({"headers": {"Ignored": "x"}, "multiValueHeaders": lines}) == headers


@pytest.mark.parametrize("event", [{}, {"headers": None, "multiValueHeaders": None}])
def test_an_event_can_have_no_headers(event: dict[str, Any]) -> None:
    assert joined_headers(event) == {}
    assert joined_headers({**event, "headers": {"If-Match": "*"}}) == {"if-match": "*"}
