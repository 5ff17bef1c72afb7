"""HEAD on every GET: its status, headers, conditions and calls, without a body."""

import pytest

from tests.support.access.expectations import ACCESS, Route
from tests.support.access.requests import send_to
from tests.support.access.seeded_shop import SeededShop
from tests.support.shop.gateway import InProcessGateway

READS = sorted(route for route in ACCESS if route[0] == "GET")
OF_ONE_REQUEST = {"x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id"}
NAMES_THE_TIME = {("GET", "/users/me/export")}  # so its tag is another each time

each_read = pytest.mark.parametrize("route", READS, ids=" ".join)


@each_read
@pytest.mark.parametrize("query", ["", "{query}&q=latte"])
def test_a_head_has_the_status_and_the_headers_of_the_get_and_no_body(
    seeded: SeededShop, gateway: InProcessGateway, route: Route, query: str
) -> None:
    get = send_to(seeded, gateway, route, query=query)
    head = send_to(seeded, gateway, route, query=query, method="HEAD")

    assert (head.status, head.body) == (get.status, None)
    assert head.headers.keys() == get.headers.keys()
    own = OF_ONE_REQUEST | ({"ETag"} if route in NAMES_THE_TIME else set())
    assert {name: text for name, text in head.headers.items() if name not in own} == {
        name: text for name, text in get.headers.items() if name not in own
    }


@each_read
def test_a_head_makes_the_calls_of_the_get_at_most(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    calls = seeded.env.recording.calls
    send_to(seeded, gateway, route)  # stores the menu
    counted = []
    for method in ("GET", "HEAD"):
        calls.clear()
        send_to(seeded, gateway, route, method=method)
        counted.append([call.operation for call in calls])

    assert counted[0] == counted[1]


@each_read
def test_a_head_has_the_conditions_of_the_get(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    tag = send_to(seeded, gateway, route, method="HEAD").headers["ETag"]
    if route not in NAMES_THE_TIME:
        known = send_to(seeded, gateway, route, [("If-None-Match", tag)], method="HEAD")
        assert (known.status, known.headers["ETag"], known.body) == (304, tag, None)
    assert send_to(seeded, gateway, route, [("If-Match", '"stale"')], method="HEAD").status == 412


@each_read
def test_a_head_needs_the_token_of_the_get(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    path, _, query = seeded.request(ACCESS[route])[0].partition("?")
    for person in ("nobody", "the customer", "a logged-out customer", "a customer whose erasure was interrupted"):
        token = seeded.tokens.get(person)
        headers = [("Authorization", f"Bearer {token}")] if token else []
        get, head = (gateway.send(method, path, b"", headers, query=query) for method in ("GET", "HEAD"))
        assert head.status == get.status, person
