"""The demo's admin, staff and customer are created once through the public API, also if the command runs again."""

import json
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from demo.people.__main__ import main
from demo.people.accounts import PEOPLE, LogIn, PeopleError, make_log_ins, read_log_ins
from harness.shop.client import Shop
from harness.shop.people import caller_of, log_in
from tests.functional.users.conftest import Items


@pytest.fixture
def url(shop: Shop) -> Iterator[str]:
    """The users function and the authorizer behind an HTTP server."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            event: dict[str, Any] = {"raw_body": body.decode() or None, "headers": dict(self.headers)}
            event |= {"caller": caller_of(bearer)} if bearer else {"role": "nobody"}
            answer = shop.call(self.command, self.path.removeprefix("/v1"), **event)
            payload = (answer.body or "").encode()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        do_GET = do_POST = do_PUT = answer  # noqa: N815  # names of http.server

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def log_ins(tmp_path: Path) -> Path:
    return tmp_path / "data" / "demo-log-ins.json"


def run(step: str, url: str, log_ins: Path) -> int:
    return main([step, "--url", url, "--log-ins", str(log_ins)])


def load(shop: Shop, url: str, log_ins: Path) -> None:
    """Create the demo accounts as `make run` does in an empty shop."""
    assert run("register", url, log_ins) == 0
    (admin,) = shop.get(f"/users?email={PEOPLE['admin']['email']}", role="admin").json["items"]
    shop.put(f"/users/{admin['id']}/role", {"role": "admin"})
    assert run("furnish", url, log_ins) == 0


def test_the_demo_customer_has_addresses_a_payment_method_and_points(shop: Shop, url: str, log_ins: Path) -> None:
    load(shop, url, log_ins)

    customer = read_log_ins(log_ins)["customer"]
    me = caller_of(log_in(shop, customer.email, customer.password).json["accessToken"])
    assert [item["default"] for item in shop.call("GET", "/users/me/addresses", caller=me).json["items"]] == [
        True,
        False,
    ]
    assert len(shop.call("GET", "/users/me/payment-methods", caller=me).json["items"]) == 1
    balance = shop.call("GET", "/users/me/loyalty", caller=me).json
    assert balance == {"balance": 195, "lifetime": 245, "redeemed": 50}


def test_the_demo_staff_has_its_role(shop: Shop, url: str, log_ins: Path) -> None:
    load(shop, url, log_ins)

    staff = read_log_ins(log_ins)["staff"]
    assert log_in(shop, staff.email, staff.password).json["user"]["role"] == "staff"


def test_a_second_run_changes_nothing(shop: Shop, url: str, log_ins: Path, stored: Items) -> None:
    load(shop, url, log_ins)
    before = [item for item in stored("USER#") if not item["sk"].startswith("SESSION#")]

    load(shop, url, log_ins)

    assert [item for item in stored("USER#") if not item["sk"].startswith("SESSION#")] == before


def test_passwords_are_generated_once_and_readable_only_by_their_owner(log_ins: Path) -> None:
    made = make_log_ins(log_ins)

    assert make_log_ins(log_ins) == read_log_ins(log_ins) == made
    assert stat.S_IMODE(log_ins.stat().st_mode) == 0o600
    assert len({log_in.password for log_in in made.values()}) == 3
    assert all(len(log_in.password) >= 24 for log_in in made.values())
    assert all(log_in.password not in repr(log_in) for log_in in made.values())


def test_a_changed_password_is_reported(
    shop: Shop, url: str, log_ins: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("register", url, log_ins) == 0
    kept = json.loads(log_ins.read_text())
    log_ins.write_text(json.dumps({**kept, "customer": vars(LogIn(kept["customer"]["email"], "another password"))}))

    assert run("furnish", url, log_ins) == 1

    said = capsys.readouterr().err
    assert "customer@bodega.example cannot log in: 403 invalid_credentials" in said
    assert "another password" not in said
    assert PeopleError.__name__ not in said
