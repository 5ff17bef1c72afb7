"""Sessions of pages: the refresh token is in a cookie, and a request that lacks the header does not use it."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.dynamodb import Update
from bodega.sessions import profile_key
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.mails import token_in
from harness.shop.people import (
    OTHER_PASSWORD,
    PASSWORD,
    caller_of,
    is_let_in,
    refresh,
    register,
    registration,
)
from tests.functional.users.conftest import Later
from tests.support.access.sessions import ATTRIBUTES, CLEARED, STORE, Browser
from users.storage.accounts import table

Mails = Callable[[], list[dict[str, Any]]]

DAY = 24 * 60 * 60


def set_cookie(token: str, seconds: int = 30 * DAY, name: str = STORE) -> str:
    return f"{name}={token}; {ATTRIBUTES}{seconds}"


@pytest.mark.usefixtures("later")
def test_registration_log_in_and_guest_put_the_refresh_token_into_a_cookie_only(shop: Shop) -> None:
    person, page = registration(), Browser(shop)
    requests = [
        ("/users/register", person, 201),
        ("/users/login", {"email": person["email"], "password": PASSWORD}, 200),
        ("/users/guests", None, 201),
    ]

    for path, body, status in requests:
        answer = page.send("POST", path, body)

        assert answer.status == status
        assert set(answer.json) == {"user", "accessToken", "expiresIn"}
        assert answer.headers["Set-Cookie"] == set_cookie(page.token)
        assert answer.headers["Cache-Control"] == "no-store"
        assert refresh(shop, page.token).status == 200


@pytest.mark.usefixtures("later")
def test_a_refresh_costs_one_transaction_and_puts_the_next_token_into_the_cookie(
    browser: Browser, recording: Recording
) -> None:
    first, caller = browser.token, caller_of(browser.access_token)
    recording.calls.clear()

    answer = browser.refresh()

    assert recording.capacities == [("TransactWriteItems", 2, 0)]
    assert (answer.status, set(answer.json)) == (200, {"accessToken", "expiresIn"})
    assert answer.headers["Set-Cookie"] == set_cookie(browser.token)
    assert browser.token != first
    assert caller_of(browser.access_token) == caller
    assert browser.refresh().status == 200


def test_the_cookie_lives_until_the_session_ends(shop: Shop, later: Later) -> None:
    guest, customer = Browser(shop), Browser(shop)
    guest.send("POST", "/users/guests")
    customer.send("POST", "/users/register", registration())

    def seconds(browser: Browser) -> int:
        return int(browser.refresh().headers["Set-Cookie"].rpartition("=")[2])

    later(10 * DAY)
    assert seconds(guest) == 20 * DAY
    for days in range(25, 180, 25):
        later(days * DAY)
        left = seconds(customer)
        assert left == min(30, 180 - days) * DAY


def test_store_and_console_have_a_cookie_each(shop: Shop) -> None:
    person = registration()
    store, console = Browser(shop), Browser(shop, "console")
    store.send("POST", "/users/register", person)
    console.send("POST", "/users/login", {"email": person["email"], "password": PASSWORD})
    both = "; ".join(f"{name}={value}" for name, value in (store.cookies | console.cookies).items())

    for browser in (store, console):
        session = caller_of(browser.access_token)["sessionId"]

        assert browser.refresh(cookie=both).status == 200

        assert caller_of(browser.access_token)["sessionId"] == session
    assert list(console.cookies) == ["__Host-Http-bodega-console"]
    assert console.refresh(cookie=f"{STORE}={store.token}").code == "session_ended"


def test_a_request_of_another_site_has_the_cookie_without_the_header_and_is_refused(
    shop: Shop, browser: Browser
) -> None:
    """A form can only send three media types, and no headers of its own."""
    cookie = {"Cookie": f"{STORE}={browser.token}"}

    for media_type in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"):
        answer = shop.call(
            "POST", "/users/refresh", role="nobody", headers=cookie, raw_body="x={}", content_type=media_type
        )
        assert (answer.status, answer.code) == (415, "unsupported_media_type")
    answer = shop.call("POST", "/users/refresh", role="nobody", headers=cookie)
    assert (answer.status, answer.code) == (400, "malformed_body")
    assert answer.json["detail"] == "The request needs a body: a JSON object."
    assert "Set-Cookie" not in answer.headers
    assert browser.refresh().status == 200


def test_no_preflight_allows_another_origin_to_send_cookies(shop: Shop) -> None:
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-bodega-session"}

    answer = shop.call("OPTIONS", "/users/refresh", headers={"Origin": "https://evil.example", **wanted})

    # A request with cookies needs the first header, and the name in the second: `*` does not stand for it then.
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "x-bodega-session" not in answer.headers["Access-Control-Allow-Headers"].lower()


def test_without_the_header_the_token_in_the_body_counts_and_the_cookie_is_ignored(
    shop: Shop, browser: Browser
) -> None:
    other = register(shop)
    cookie = {"Cookie": f"{STORE}={browser.token}"}

    answer = shop.call(
        "POST", "/users/refresh", role="nobody", headers=cookie, body={"refreshToken": other.refresh_token}
    )

    assert set(answer.json) == {"accessToken", "refreshToken", "expiresIn"}
    assert "Set-Cookie" not in answer.headers
    assert caller_of(answer.json["accessToken"]) == caller_of(other.access_token)


def test_a_token_in_the_body_together_with_the_header_is_refused(shop: Shop, browser: Browser) -> None:
    other = register(shop)

    answer = browser.refresh(body={"refreshToken": other.refresh_token})

    assert (answer.status, answer.code) == (400, "malformed_body")
    assert answer.json["detail"] == "With X-Bodega-Session, the refresh token is in a cookie. Send no body."
    assert "Set-Cookie" not in answer.headers
    assert browser.refresh().status == refresh(shop, other.refresh_token).status == 200


@pytest.mark.parametrize("value", ["shop", "Store", "", "store, store", "store;console"])
def test_another_value_of_the_header_is_refused_before_anything_is_read(
    shop: Shop, recording: Recording, value: str
) -> None:
    for path, body in (("login", {"email": "ada@shop.example", "password": PASSWORD}), ("refresh", None)):
        answer = Browser(shop, value).send("POST", f"/users/{path}", body)

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.json["errors"] == [{"header": "x-bodega-session", "detail": "must be store or console"}]
    assert recording.calls == []


def test_a_log_out_ends_the_session_and_deletes_the_cookie(shop: Shop, browser: Browser) -> None:
    token = browser.token

    answer = browser.send_signed_in("POST", "/users/logout")

    assert (answer.status, answer.headers["Set-Cookie"]) == (204, CLEARED)
    assert refresh(shop, token).code == "session_ended"
    assert not is_let_in(browser.access_token)


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_log_out_without_the_header_leaves_the_cookie_to_the_next_refresh(
    shop: Shop, browser: Browser, everywhere: bool
) -> None:
    answer = shop.post("/users/logout", {"everywhere": everywhere}, caller=caller_of(browser.access_token))

    assert (answer.status, "Set-Cookie" in answer.headers) == (204, False)
    assert browser.refresh().headers["Set-Cookie"] == CLEARED


def test_an_erasure_deletes_the_cookie_and_a_refused_one_does_not(browser: Browser) -> None:
    refused = browser.send_signed_in("DELETE", "/users/me", {"password": OTHER_PASSWORD})
    assert (refused.status, "Set-Cookie" in refused.headers) == (403, False)

    answer = browser.send_signed_in("DELETE", "/users/me", {"password": PASSWORD})

    assert (answer.status, answer.headers["Set-Cookie"]) == (204, CLEARED)


@pytest.mark.usefixtures("later")
def test_a_changed_password_continues_the_session_with_another_cookie(browser: Browser) -> None:
    old = browser.token

    answer = browser.send_signed_in(
        "PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    )

    assert (answer.status, set(answer.json)) == (200, {"accessToken", "expiresIn"})
    assert answer.headers["Set-Cookie"] == set_cookie(browser.token)
    assert is_let_in(browser.access_token)
    assert browser.refresh(cookie=f"{STORE}={old}").code == "session_ended"


@pytest.mark.usefixtures("later")
def test_a_password_reset_opens_a_session_with_a_cookie(shop: Shop, mails: Mails) -> None:
    person, browser = register(shop), Browser(shop)
    shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
    token = token_in(mails()[-1])

    answer = browser.send("POST", "/users/password/reset", {"token": token, "newPassword": OTHER_PASSWORD})

    assert set(answer.json) == {"user", "accessToken", "expiresIn", "removed"}
    assert answer.headers["Set-Cookie"] == set_cookie(browser.token)
    assert browser.refresh().status == 200


def test_a_password_reset_of_a_frozen_account_sets_no_cookie(shop: Shop, mails: Mails) -> None:
    person, browser = register(shop), Browser(shop)
    shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
    table.update(Update(profile_key(person.id), "attribute_exists(#pk)", set={"status": "frozen"}))

    answer = browser.send(
        "POST", "/users/password/reset", {"token": token_in(mails()[-1]), "newPassword": OTHER_PASSWORD}
    )

    assert (answer.status, "Set-Cookie" in answer.headers) == (204, False)
