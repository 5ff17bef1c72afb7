"""Wrong methods and unknown paths, through the gateway of the local stack and the template's routes."""

import pytest

from scripts.template import TEMPLATE

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
ORIGIN = ("Origin", "https://shop.example")
EXPOSED = "Allow, Content-Disposition, ETag, Idempotency-Replayed, Link, Location, Retry-After, x-amzn-RequestId"

ROUTES = TEMPLATE.routes()
PATHS = sorted({route.path for route in ROUTES} - {"/", "/{path+}"})
UNKNOWN = ["/", "", "/nothing", "/nothing/at/all", "/menu/more", "/addons/add_1/stock/more", "/users/me/nothing", "/é"]
TOKENS = [
    (),
    (("Authorization", "Bearer no.such.token"),),
    (("Authorization", "Basic eDp5"),),
    (("Authorization", ""),),
]


def taken(path):
    return {route.method for route in ROUTES if route.path == path} - {"ANY"}


def code_of(method, answer):
    """Return the code of a problem. The answer to a HEAD has no body, so its status has to do."""
    if method == "HEAD":
        assert answer.body is None
        return {404: "not_found", 405: "method_not_allowed"}[answer.status]
    return answer.code


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_method_is_405_with_the_methods_of_the_path(gateway, path):
    allow = ", ".join(sorted(taken(path) | {"OPTIONS"}))

    for method in METHODS - taken(path):
        for token in TOKENS:
            answer = gateway.send(method, path.replace("{id}", "x"), headers=[ORIGIN, *token])

            assert (answer.status, code_of(method, answer)) == (405, "method_not_allowed"), method
            assert answer.headers["Allow"] == allow
            assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN[1]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_path_is_404_for_a_page_with_or_without_a_token(gateway, path, token):
    for method in METHODS:
        answer = gateway.send(method, path, headers=[ORIGIN, *token])

        assert (answer.status, code_of(method, answer)) == (404, "not_found"), method
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN[1]
        assert answer.headers["Access-Control-Expose-Headers"] == EXPOSED
        assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("path", [*PATHS, *UNKNOWN])
def test_a_preflight_lets_a_page_send_any_method_to_any_path(gateway, path):
    for method in METHODS:
        asked = [ORIGIN, ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization")]

        answer = gateway.send("OPTIONS", path.replace("{id}", "x"), headers=asked)

        assert answer.status == 200
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN[1]
        assert method in answer.headers["Access-Control-Allow-Methods"].split(", ")
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"].split(", ")


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "get"])
def test_a_method_that_api_gateway_does_not_know_is_404(gateway, method):
    assert gateway.send(method, "/menu").status == 404


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_method_reads_no_table(gateway, path, recording):
    for method in METHODS - taken(path):
        gateway.send(method, path.replace("{id}", "x"), b"{}", [("Content-Type", "application/json")])

    assert recording.calls == []


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("route", [route for route in ROUTES if not route.public], ids=str)
def test_a_request_without_a_valid_token_is_401_with_a_challenge(gateway, route, token):
    answer = gateway.send(route.method, route.path.replace("{id}", "x"), headers=[ORIGIN, *token])

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="bodega"'
    assert "WWW-Authenticate" in answer.headers["Access-Control-Expose-Headers"]
