"""Pages of other origins in a browser: those of an allowed origin read every response, those of a foreign one none."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from harness import ROOT
from harness.local_stack import FAST_HASHES, Stack, running_stack
from tests.support.pages.empty_page import serving_empty_page

Ask = Callable[..., Any]
PERSON = {"email": "ada@shop.example", "password": "seven quiet umbrellas", "firstName": "Ada", "lastName": "Lovelace"}
LIMIT = 5  # failed log-ins of a client IP

# What libraries for tracing and AJAX add to every request.
ADDED = {
    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "tracestate": "a=b",
    "baggage": "c=d",
    "sentry-trace": "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    "X-Requested-With": "XMLHttpRequest",
    "X-Of-A-Library": "1",
}
JSON = {"Content-Type": "application/json"}
FETCH = """
async ([url, method, headers, body, fill]) => {
  try {
    const answer = await fetch(url, { method, headers, body: fill ? "x".repeat(fill) : body, cache: "no-store" });
    const text = await answer.text();
    const problem = answer.headers.get("Content-Type")?.includes("problem");
    return { status: answer.status, code: problem ? JSON.parse(text).code : "", headers: [...answer.headers] };
  } catch (error) {
    return String(error);
  }
}
"""
UNREADABLE = "TypeError: Failed to fetch"


@pytest.fixture(scope="module")
def origins() -> Iterator[list[str]]:
    """Two origins with a page. Another port is another origin."""
    with serving_empty_page() as one, serving_empty_page() as other:
        yield [f"http://127.0.0.1:{port}" for port in (one, other)]


@pytest.fixture(scope="module")
def shop(origins: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    parameters = [f"AllowedOrigins={origins[0]}", f"ClientIpLimit={LIMIT}"]
    options = [*FAST_HASHES, *(word for parameter in parameters for word in ("--parameter", parameter))]
    with running_stack(tmp_path_factory.mktemp("origins"), ROOT / "template.yaml", "--no-demo", *options) as running:
        yield running


def page_of(browser: Browser, origin: str, shop: Stack) -> Ask:
    page = browser.new_page()
    page.goto(origin)

    def ask(
        method: str, path: str, headers: dict[str, str] | None = None, body: str | None = None, fill: int = 0
    ) -> Any:
        return page.evaluate(FETCH, [f"{shop.base_url}{path}", method, headers or {}, body, fill])

    return ask


@pytest.fixture(scope="module")
def token(shop: Stack) -> dict[str, str]:
    """The header of a customer."""
    answer = shop.call("POST", "/users/register", PERSON)
    assert answer.status == 201, answer.body
    return {"Authorization": f"Bearer {answer.json()['accessToken']}"}


def requests(token: dict[str, str]) -> dict[tuple[int, str], tuple[Any, ...]]:
    """Return a request for each kind of response, by status and code."""
    wrong = {"Authorization": "Bearer no.such.token"}
    taken = str(PERSON).replace("'", '"')
    return {
        (200, ""): ("GET", "/menu"),
        (401, "unauthorized"): ("GET", "/users/me", wrong),
        (403, "forbidden"): ("GET", "/users", token),
        (403, "invalid_credentials"): ("DELETE", "/users/me", token | JSON, '{"password": "not this one"}'),
        (404, "not_found"): ("GET", "/nothing/at/all", token),
        (405, "method_not_allowed"): ("PUT", "/menu", token),
        (409, "email_taken"): ("POST", "/users/register", JSON, taken),
        (412, "version_conflict"): ("PATCH", "/users/me", token | JSON | {"If-Match": '"9"'}, '{"firstName": "Eve"}'),
        (413, "payload_too_large"): ("POST", "/users/login", JSON, None, 300_000),
        (415, "unsupported_media_type"): ("POST", "/users/login", {"Content-Type": "text/plain"}, "x"),
        (422, "validation_failed"): ("POST", "/users/login", JSON, "{}"),
    }


def test_a_page_of_an_allowed_origin_reads_every_response(
    browser: Browser, origins: list[str], shop: Stack, token: dict[str, str]
) -> None:
    ask = page_of(browser, origins[0], shop)

    for (status, code), (method, path, *rest) in requests(token).items():
        headers, *body = rest or [{}]
        for added in ({}, ADDED):
            answer = ask(method, path, headers | added, *body)

            assert (answer["status"], answer["code"]) == (status, code), answer
            assert "x-amzn-requestid" in dict(answer["headers"])
    assert ask("PUT", "/menu")["headers"].count(["allow", "GET, HEAD, OPTIONS"]) == 1
    assert "etag" in dict(ask("GET", "/menu")["headers"])
    assert "www-authenticate" in dict(ask("GET", "/users/me")["headers"])


def test_a_page_of_an_allowed_origin_reads_what_the_gateway_answers_to_11_mb(
    browser: Browser, origins: list[str], shop: Stack
) -> None:
    answer = page_of(browser, origins[0], shop)("POST", "/users/login", JSON, None, 11 * 1024 * 1024)

    assert (answer["status"], answer["code"]) == (413, "payload_too_large")


def test_a_page_of_a_foreign_origin_reads_nothing(
    browser: Browser, origins: list[str], shop: Stack, token: dict[str, str]
) -> None:
    ask = page_of(browser, origins[1], shop)

    for method, path, *rest in requests(token).values():
        headers, *body = rest or [{}]
        assert ask(method, path, headers, *body) == UNREADABLE, (method, path)
    for path in ("/users/me", "/nothing"):  # without a preflight
        assert ask("GET", path) == UNREADABLE


def test_a_page_reads_how_long_to_wait_after_too_many_attempts(
    browser: Browser, origins: list[str], shop: Stack
) -> None:
    ask = page_of(browser, origins[0], shop)
    wrong = [f'{{"email": "nobody{number}@shop.example", "password": "not this one"}}' for number in range(LIMIT + 1)]

    *_, last = [ask("POST", "/users/login", JSON, body) for body in wrong]

    assert (last["status"], last["code"]) == (429, "too_many_requests")
    assert int(dict(last["headers"])["retry-after"]) > 0
