"""CORS: only pages of the shop's own origins may read responses, and never with credentials."""

import pytest

from bodega.api.cors import is_preflight, origin_headers, preflight_headers, varies_by_origin

EXPOSED = {
    *("Allow", "Content-Disposition", "ETag", "Idempotency-Replayed", "Link", "Location", "Retry-After"),
    "x-amzn-RequestId",
}


@pytest.mark.parametrize(
    ("allowed", "origin", "answered"),
    [
        ("*", "https://anywhere.example", "*"),
        ("*", None, "*"),
        ("https://shop.example,*", "https://anywhere.example", "*"),
        ("https://shop.example", "https://shop.example", "https://shop.example"),
        ("https://shop.example,http://localhost:3000", "http://localhost:3000", "http://localhost:3000"),
        ("https://shop.example", "https://evil.example", None),
        ("https://shop.example", "http://shop.example", None),
        ("https://shop.example", "https://shop.example:8443", None),
        ("https://shop.example", "https://shop.example.evil.example", None),
        ("https://shop.example", "https://evil.example/https://shop.example", None),
        ("https://shop.example", "https://sub.shop.example", None),
        ("https://shop.example", "HTTPS://SHOP.EXAMPLE", None),
        ("https://shop.example,https://b.example", "https://shop.example,https://b.example", None),
        ("https://shop.example", "null", None),
        ("https://shop.example", "*", None),
        ("https://shop.example", "", None),
        ("https://shop.example", None, None),
    ],
)
def test_only_a_listed_origin_is_allowed(
    allowed: str, origin: str | None, answered: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", allowed)

    headers = origin_headers({} if origin is None else {"origin": origin})

    assert headers.get("Access-Control-Allow-Origin") == answered
    assert "Access-Control-Allow-Credentials" not in headers
    exposed = headers.get("Access-Control-Expose-Headers", "")
    assert set(filter(None, exposed.split(", "))) == (EXPOSED if answered else set())


@pytest.mark.parametrize(
    ("allowed", "varies"), [("*", False), ("https://shop.example", True), ("https://a.example,https://b.example", True)]
)
def test_a_response_that_depends_on_the_origin_has_a_vary_header(
    allowed: str, varies: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", allowed)

    assert varies_by_origin() is varies


@pytest.mark.parametrize(
    "name",
    [
        *("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"),
        *("traceparent", "tracestate", "baggage", "sentry-trace"),
        *("X-Requested-With", "X-Request-ID", "Cache-Control", "Pragma"),
        "*",
    ],
)
def test_a_preflight_allows_the_headers_of_the_api_and_of_common_libraries(name: str) -> None:
    assert name.lower() in str(preflight_headers()["Access-Control-Allow-Headers"]).lower().split(", ")


def test_a_preflight_names_all_methods_and_its_lifetime() -> None:
    headers = preflight_headers()

    assert headers["Access-Control-Allow-Methods"] == "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
    assert 0 < int(str(headers["Access-Control-Max-Age"])) <= 7200
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize(
    ("method", "headers", "preflight"),
    [
        ("OPTIONS", {"origin": "https://a.example", "access-control-request-method": "PUT"}, True),
        ("OPTIONS", {"origin": "https://a.example"}, False),
        ("GET", {"access-control-request-method": "PUT"}, False),
    ],
)
def test_a_preflight_is_an_options_request_that_names_a_method(
    method: str, headers: dict[str, str], preflight: bool
) -> None:
    assert is_preflight(method, headers) is preflight
