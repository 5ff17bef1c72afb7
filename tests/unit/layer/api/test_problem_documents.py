"""Problem documents: one form for every failure, with the rule and without the rejected value."""

import importlib
import json
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from bodega.api.problems import PROBLEMS, InternalError, problem
from bodega.errors import (
    FieldError,
    Forbidden,
    InUse,
    MethodNotAllowed,
    ShopError,
    StorageUnavailable,
    Unauthorized,
    ValidationFailed,
    pointer,
)
from bodega.field_types import Name, Prose
from bodega.models import Document, Money, form
from bodega.validation import validated
from scripts.template import ROOT

MARKED = "m4rk3d"


def every_error(base: type[ShopError] = ShopError) -> list[type[ShopError]]:
    return [base] + [error for child in base.__subclasses__() for error in every_error(child)]


def document_of(error: ShopError) -> Any:
    return json.loads(str(problem(error, "request-1").body))


def test_every_code_belongs_to_a_domain_error_or_to_api_gateway() -> None:
    gateways_own = {"bad_gateway", "gateway_timeout"}
    for folder in ("functions", "layers/common"):
        for file in (ROOT / folder).rglob("errors.py"):
            importlib.import_module(".".join(file.relative_to(ROOT / folder).with_suffix("").parts))

    assert PROBLEMS.keys() - gateways_own == {error.code for error in every_error()}
    assert all(400 <= status <= 599 for status, _ in PROBLEMS.values())


def test_a_problem_document_has_the_members_of_rfc_9457_and_a_code() -> None:
    answer = problem(Forbidden("Only an admin may do this."), "request-1")

    assert (answer.status_code, answer.content_type) == (403, "application/problem+json")
    assert answer.headers == {"Cache-Control": "no-store", "Content-Type": "application/problem+json"}
    assert json.loads(str(answer.body)) == {
        "type": "urn:bodega:problem:forbidden",
        "title": "Not allowed",
        "status": 403,
        "detail": "Only an admin may do this.",
        "instance": "request-1",
        "code": "forbidden",
    }


def test_validation_errors_say_where_in_body_query_or_header() -> None:
    error = ValidationFailed(
        [FieldError("/price", "a"), FieldError("limit", "b", "parameter"), FieldError("If-Match", "c", "header")]
    )

    assert document_of(error)["errors"] == [
        {"pointer": "/price", "detail": "a"},
        {"parameter": "limit", "detail": "b"},
        {"header": "If-Match", "detail": "c"},
    ]


def test_an_item_in_use_is_reported_with_its_dependants() -> None:
    assert document_of(InUse("Still used.", ["cus_1", "cus_2"]))["dependants"] == ["cus_1", "cus_2"]


def test_a_wrong_method_is_reported_with_the_allowed_ones() -> None:
    assert problem(MethodNotAllowed(["PUT", "GET"]), "").headers["Allow"] == "GET, OPTIONS, PUT"


def test_a_401_has_a_challenge_and_no_other_problem_has_one() -> None:
    """API Gateway renames the header of functions, so functions use 401 only if no authorizer was asked."""
    assert problem(Unauthorized(""), "").headers["WWW-Authenticate"] == 'Bearer realm="bodega"'
    assert [code for code, (status, _) in PROBLEMS.items() if status == 401] == ["unauthorized"]


def test_an_unavailable_storage_is_reported_with_retry_after() -> None:
    answer = problem(StorageUnavailable(), "")

    assert answer.status_code == 503
    assert int(str(answer.headers["Retry-After"])) > 0


def test_an_internal_error_is_a_500_without_details() -> None:
    answer = problem(InternalError(), "request-1")

    assert (answer.status_code, document_of(InternalError())["code"]) == (500, "internal_error")
    assert "Retry-After" not in answer.headers


@given(st.lists(st.text(max_size=64) | st.integers(0, 500), max_size=6))
def test_a_pointer_is_parsed_back_into_its_path(path: list[str | int]) -> None:
    """RFC 6901 §4: `~1` is decoded before `~0`."""
    segments = [segment.replace("~1", "/").replace("~0", "~") for segment in pointer(path).split("/")[1:]]

    assert segments == [str(segment) for segment in path]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([], ""),
        ([""], "/"),
        (["price", "amount"], "/price/amount"),
        (["addonIds", 0], "/addonIds/0"),
        (["a/b", "m~n", "~1"], "/a~1b/m~0n/~01"),
        (["x" * 10_000, "y"], f"/{'x' * 64}/y"),
        (["/" * 100], "/" + "~1" * 64),
    ],
)
def test_a_pointer_is_escaped_and_truncated(path: list[str | int], expected: str) -> None:
    assert pointer(path) == expected


class Sample(Document):
    display_name: Name = "x"
    note: Prose = ""
    price: Money | None = None
    count: int = Field(0, ge=0, le=9)
    choice: Literal["one", "two"] = "one"
    code: str = form("^[a-z]{2}$", "must be two letters", default="aa")
    tags: list[Annotated[str, Field(max_length=3)]] = Field([], max_length=2)


def refusal(document: Any) -> ShopError:
    """Return the error that bodies and merge patches raise for an invalid document."""
    with pytest.raises(ValidationFailed) as refused:
        validated(Sample, document)
    return refused.value


def errors_of(document: Any) -> list[tuple[str, str]]:
    return [(error["pointer"], error["detail"]) for error in refusal(document).members()["errors"]]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"count": MARKED}, ("/count", "must be a whole number")),
        ({"count": True}, ("/count", "must be a whole number")),
        ({"count": 1.5}, ("/count", "must be a whole number")),
        ({"count": 10}, ("/count", "must be at most 9")),
        ({"count": None}, ("/count", "must be a whole number")),
        ({"choice": MARKED}, ("/choice", "must be one or two")),
        ({"code": MARKED}, ("/code", "must be two letters")),
        ({"tags": ["a", MARKED]}, ("/tags/1", "must have at most 3 characters")),
        ({"tags": {MARKED: 1}}, ("/tags", "must be a list")),
        ({"displayName": ""}, ("/displayName", "must have at least 1 character")),
        ({"displayName": " "}, ("/displayName", "must not be blank")),
        ({"displayName": MARKED + "\n"}, ("/displayName", "must not contain line breaks or control characters")),
        ({"note": MARKED + "\0"}, ("/note", "must not contain control characters other than line breaks and tabs")),
        ({"price": MARKED}, ("/price", "must be an object")),
        ({"price": [MARKED]}, ("/price", "must be an object")),
        ({"price": {"amount": 1}}, ("/price/currency", "is required")),
        ({"price": {"amount": MARKED, "currency": "CAD"}}, ("/price/amount", "must be a whole number")),
        ({"price": {"amount": 1, "currency": "XAU"}}, ("/price/currency", "must be CAD, the shop's currency")),
        ({"display_name": "x"}, ("/display_name", "is not a field of this document")),
        ({"a/b~c": MARKED}, ("/a~1b~0c", "is not a field of this document")),
    ],
    ids=str,
)
def test_a_broken_rule_is_reported_with_its_pointer_and_without_the_value(
    document: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert errors_of(document) == [expected]


@given(
    st.dictionaries(
        st.sampled_from(["displayName", "note", "price", "count", "choice", "code", "tags"]),
        st.recursive(
            st.just(MARKED),
            lambda inner: (
                st.lists(inner, min_size=1)
                | st.dictionaries(st.sampled_from(["amount", "currency"]), inner, min_size=1)
            ),
        ),
        min_size=1,
    ).filter(lambda document: document.keys() - {"displayName", "note"})
)
def test_no_rejected_value_is_echoed(document: dict[str, Any]) -> None:
    assert MARKED not in json.dumps(document_of(refusal(document)))


def test_at_most_fifty_errors_are_reported() -> None:
    assert len(errors_of({f"field{number}": 1 for number in range(500)})) == 50


def test_an_unknown_name_is_truncated() -> None:
    ((place, _),) = errors_of({"n" * 10_000: 1})

    assert place == "/" + "n" * 64
