"""No output contains a secret: each flow runs with marked values, with success and with failure."""

import io
import logging
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bodega.observability import logger
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import Person, log_in, refresh, register

Mails = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The log lines of the functions, at the level DEBUG."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # The SDK's debug lines contain requests, and are off on Lambda.
    for name in ("botocore", "boto3", "urllib3", "werkzeug"):
        logging.getLogger(name).setLevel(logging.INFO)
    yield output
    root.removeHandler(handler)
    root.setLevel(level)


class Marked:
    """Unique values, and the responses to requests with them."""

    def __init__(self) -> None:
        self.secrets: set[str] = set()
        self.answers: list[Answer] = []

    def new(self, kind: str) -> str:
        value = f"{kind}-{secrets.token_hex(8)}-marked"
        self.secrets.add(value)
        return value

    def keep(self, answer: Answer) -> Answer:
        self.answers.append(answer)
        return answer


def _everything(shop: Shop, mails: Mails, marked: Marked) -> None:
    """Run every flow of an account, with valid and invalid values."""
    email = f"{marked.new('mailbox')}@shop.example"
    marked.secrets.add(email)
    first, second, wrong = (marked.new(f"pass-{name}") for name in ("first", "second", "wrong"))
    person: Person = register(shop, email=email, password=first, firstName="Ada")

    def post(path: str, body: dict[str, Any]) -> Answer:
        return marked.keep(shop.post(path, body, role="nobody"))

    marked.secrets |= {person.access_token, person.refresh_token}
    marked.keep(log_in(shop, email, wrong))
    post("/users/register", {"email": email, "password": wrong, "firstName": "Eve", "lastName": "X"})
    post("/users/register", {"email": marked.new("no-email"), "password": wrong, "firstName": "E", "lastName": "X"})
    post("/users/login", {"email": email, "password": [wrong]})
    post("/users/password/forgot", {"email": email})
    for path in ("disown", "undo"):
        post(f"/users/email/{path}", {"token": marked.new("token")})
    marked.keep(person.call("POST", "/users/me/email/verify", {"token": marked.new("token")}))
    post("/users/password/reset", {"token": marked.new("token"), "newPassword": wrong})
    post("/users/refresh", {"refreshToken": marked.new("refresh")})
    body = {"currentPassword": wrong, "newPassword": second}
    marked.keep(person.call("PUT", "/users/me/password", body))
    mailed = {mail["token"]["purpose"]: token_in(mail) for mail in mails() if "token" in mail}
    marked.secrets |= set(mailed.values())
    marked.keep(person.call("POST", "/users/me/email/verify", {"token": mailed["verify"]}))
    post("/users/password/reset", {"token": mailed["reset"], "newPassword": email})
    # The answer to the owner contains the email and new tokens.
    tokens = shop.post("/users/password/reset", {"token": mailed["reset"], "newPassword": second}, role="nobody").json
    marked.secrets |= {tokens["accessToken"], tokens["refreshToken"]}
    tokens = log_in(shop, email, second).json
    marked.secrets |= {tokens["accessToken"], tokens["refreshToken"]}
    tokens = refresh(shop, tokens["refreshToken"]).json
    marked.secrets |= {tokens["accessToken"], tokens["refreshToken"]}
    _session_in_a_cookie(shop, marked, {"email": email, "password": second})
    for _ in range(6):
        marked.keep(log_in(shop, email, wrong))
    post("/users/refresh", {"refreshToken": person.refresh_token})


def _session_in_a_cookie(shop: Shop, marked: Marked, person: dict[str, str]) -> None:
    def post(path: str, body: dict[str, str] | None = None, cookie: str = "") -> Answer:
        headers = {"X-Bodega-Session": "store", "Cookie": cookie}
        return shop.call("POST", path, body=body, role="nobody", headers=headers)

    cookie = post("/users/login", person).headers["Set-Cookie"].partition(";")[0]
    marked.secrets.add(cookie.partition("=")[2])
    marked.keep(post("/users/refresh", {"refreshToken": marked.new("refresh")}, cookie))
    cookie = post("/users/refresh", cookie=cookie).headers["Set-Cookie"].partition(";")[0]
    marked.secrets.add(cookie.partition("=")[2])
    for wrong in (f"{cookie}; {cookie}", f"__Host-Http-bodega-store={marked.new('refresh')}"):
        marked.keep(post("/users/refresh", cookie=wrong))


def test_no_flow_writes_a_secret_anywhere(
    shop: Shop, mails: Mails, lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    marked = Marked()

    _everything(shop, mails, marked)

    _assert_none_in(marked, lines, capfd)
    for answer in marked.answers:
        assert not [secret for secret in marked.secrets if secret in str(answer)]


@pytest.mark.parametrize("path", ["/users/register", "/users/login", "/users/password/forgot"])
def test_an_internal_error_writes_no_secret(
    shop: Shop, recording: Recording, lines: io.StringIO, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    marked = Marked()
    body = {"email": f"{marked.new('mailbox')}@shop.example", "password": marked.new("pass")}
    extra = {"firstName": marked.new("first"), "lastName": marked.new("last")}
    sent = {"email": body["email"]} if path.endswith("forgot") else body | (extra if "register" in path else {})
    recording.faults.append(Fault("error", code="ValidationException", times=9))

    answer = shop.post(path, sent, role="nobody")

    assert (answer.status, answer.code) == (500, "internal_error")
    assert "Internal error" in lines.getvalue(), "the log was not captured"
    _assert_none_in(marked, lines, capfd)
    assert not [secret for secret in marked.secrets if secret in str(answer)]


def _assert_none_in(marked: Marked, lines: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    logger.handlers[0].flush()
    printed = capfd.readouterr()
    output = printed.out + printed.err + lines.getvalue()
    assert "_aws" in printed.out or "InternalError" in output, "the output was not captured"
    assert not [secret for secret in marked.secrets if secret in output]
