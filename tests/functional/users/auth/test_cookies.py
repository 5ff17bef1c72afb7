"""Sessions in a cookie: cookies that are missing, old, foreign or broken."""

import re
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop import client
from harness.shop.client import Shop
from harness.shop.people import is_let_in
from tests.functional.users.conftest import Later
from tests.support.access.sessions import CLEARED, STORE, Browser


def test_a_lost_response_to_a_refresh_logs_nobody_out(browser: Browser, later: Later) -> None:
    before = browser.token
    browser.refresh()
    lost = browser.token

    later(59)
    again = browser.refresh(cookie=f"{STORE}={before}")

    # The response sets the cookie again: the browser does not have it.
    assert (again.status, browser.token) == (200, lost)
    assert is_let_in(browser.access_token)
    assert browser.refresh().status == 200


def test_an_old_cookie_whose_successor_was_used_ends_the_session(browser: Browser) -> None:
    stolen = browser.token
    browser.refresh()
    browser.refresh()

    answer = browser.refresh(cookie=f"{STORE}={stolen}")

    assert (answer.status, answer.code, answer.headers["Set-Cookie"]) == (403, "session_ended", CLEARED)
    assert not is_let_in(browser.access_token)


def test_a_page_without_a_cookie_has_no_session(shop: Shop, recording: Recording) -> None:
    answer = Browser(shop).refresh()

    assert (answer.status, answer.code) == (403, "session_ended")
    assert "Set-Cookie" not in answer.headers, "it could delete the cookie of a log-in in another tab"
    assert recording.calls == []


@pytest.mark.parametrize(
    "form",
    [
        '{name}="{token}"',
        "{name}={token}x",
        "{name}=",
        "{name}={token}; {name}={token}",
        "{name}=x; a=b; {name}={token}",
        "{name}=" + 10 * 1024 * "x",
        "{name}=rt_{token}",
    ],
    ids=["quoted", "longer", "empty", "twice", "two values", "10 KB", "another token"],
)
def test_a_cookie_that_is_no_token_is_deleted_and_ends_no_session(
    browser: Browser, recording: Recording, form: str
) -> None:
    cookies = browser.cookies
    recording.calls.clear()

    answer = browser.refresh(cookie=form.format(name=STORE, token=browser.token))

    assert (answer.status, answer.code, answer.headers["Set-Cookie"]) == (403, "session_ended", CLEARED)
    assert recording.calls == []
    browser.cookies = cookies
    assert browser.refresh().status == 200


@pytest.mark.parametrize(
    "form",
    [
        "{other}={token}",
        "x={name}={token}",
        "a=b, {name}={token}",
        'a="b; c, {name}={token}"',
    ],
    ids=["another case", "in a value", "behind a comma", "in quotes behind a comma"],
)
def test_the_value_of_another_cookie_does_not_pass_for_the_cookie(browser: Browser, form: str) -> None:
    """A browser lets other hosts of the domain set cookies without the prefix."""
    token = browser.token

    answer = browser.refresh(cookie=form.format(name=STORE, other=STORE.lower(), token=token))

    assert (answer.status, "Set-Cookie" in answer.headers) == (403, False)
    assert browser.refresh().status == 200


@pytest.mark.parametrize("form", ["a=1; {cookie}; b=2", "{cookie};c", "a;  {cookie}  ;=;;", "{long}; {cookie}"])
def test_other_cookies_do_not_disturb(browser: Browser, form: str) -> None:
    cookie = form.format(cookie=f"{STORE}={browser.token}", long="x=" + 10 * 1024 * "y")

    assert browser.refresh(cookie=cookie).status == 200


def test_several_lines_of_cookies_are_read_one_by_one(
    shop: Shop, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = client.api_event

    def with_lines(*arguments: Any, **options: Any) -> dict[str, Any]:
        event = made(*arguments, **options)
        event["multiValueHeaders"]["cookie"] = ["a=b", event["multiValueHeaders"].pop("Cookie")[0]]
        return event

    monkeypatch.setattr(client, "api_event", with_lines)

    assert browser.refresh().status == 200


def test_an_outage_keeps_the_cookie(browser: Browser, recording: Recording) -> None:
    recording.faults.append(Fault("error", "TransactWriteItems", code="InternalServerError", times=9))

    answer = browser.refresh()

    assert (answer.status, "Set-Cookie" in answer.headers) == (503, False)


def test_the_cookie_has_only_characters_that_need_no_quotes(browser: Browser) -> None:
    assert re.fullmatch(r"[\w-]+", browser.token, re.ASCII)
