"""Events that API Gateway never sends but tests, consoles and mistakes do: the resolver never raises."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.shop.client import CALLERS
from harness.shop.events import api_event
from tests.unit.layer.api.sample_api import answered

HEADERS = st.none() | st.dictionaries(
    st.sampled_from(["Content-Type", "origin", "Origin", "Authorization", "If-None-Match", ""]), st.text(max_size=9)
)
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "path": st.none()
        | st.sampled_from(["/things", "/things/a", "/things/storage/errors", "/", ""])
        | st.text(max_size=9),
        "httpMethod": st.none() | st.sampled_from(["GET", "POST", "PUT", "OPTIONS", "HEAD"]) | st.text(max_size=9),
        "headers": HEADERS,
        "multiValueHeaders": st.none() | st.just({}),
        "queryStringParameters": st.none() | st.just({}) | st.just({"limit": "x"}),
        "multiValueQueryStringParameters": st.none()
        | st.just({})
        | st.just({"limit": ["1", "2"]})
        | st.just({"limit": []}),
        "pathParameters": st.none(),
        "requestContext": st.none()
        | st.fixed_dictionaries(
            {},
            optional={"authorizer": st.sampled_from([None, {}, *CALLERS.values()]), "requestId": st.none() | st.text()},
        ),
        "body": st.none() | st.text() | st.sampled_from(["{}", "[", '{"name": "x"}', "e30="]),
        "isBase64Encoded": st.none() | st.booleans(),
    },
)


@given(EVENTS)
def test_no_event_makes_the_resolver_raise(event: dict[str, Any]) -> None:
    answer = answered(event)

    assert 200 <= answer.status <= 599
    if answer.status >= 400:
        if event.get("httpMethod") == "HEAD":
            assert answer.body is None
            return
        assert answer.json["status"] == answer.status
        assert answer.code


@pytest.mark.parametrize(
    "event", [{}, {"headers": None, "body": None}, {"requestContext": None}, {"path": "/things"}], ids=str
)
def test_an_almost_empty_event_is_an_internal_error(event: dict[str, Any]) -> None:
    assert answered(event).code == "internal_error"


def test_an_event_whose_optional_members_are_null_is_handled() -> None:
    event = dict.fromkeys(api_event("GET", "/things")) | {"path": "/things", "httpMethod": "GET"}

    assert answered(event).status == 200
