"""Customers of the running shop: registered over HTTP, with their mail and a check of the shop's output."""

import os
import re
import secrets
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from harness import ROOT
from harness.local_stack import Answer, Stack, wait_until
from local.modules import SEARCH_PATH

T = TypeVar("T")

# Parts of the subjects of mails.
WELCOME, RESET, FROZEN = "Welcome to", "Choose a new password", "account is locked"

_SECRET = frozenset({"email", "password", "newPassword", "currentPassword", "token", "accessToken", "refreshToken"})


class Shop:
    """A stack, and the secrets sent to it or returned by it, which no output may contain."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.secrets: set[str] = set()

    def call(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        answer = self.stack.call(method, path, body, headers)
        self._note(body)
        if answer.body:
            self._note(answer.json())
        return answer

    def post(self, path: str, **body: Any) -> Answer:
        return self.call("POST", path, body)

    def register(self, **changes: Any) -> "Customer":
        person = registration(**changes)
        answer = self.post("/users/register", **person)
        assert answer.status == 201, answer.body
        return Customer(self, person["email"], person["password"], answer.json())

    def log_in(self, email: str, password: str) -> Answer:
        return self.post("/users/login", email=email, password=password)

    def refresh(self, token: str) -> Answer:
        return self.post("/users/refresh", refreshToken=token)

    def mails(self, email: str, subject: str) -> list[dict[str, Any]]:
        """Return the mails that have arrived so far."""
        listed: list[dict[str, Any]] = self.stack.call("GET", "/mailbox.json", root=True).json()
        return [mail for mail in listed if mail["to"] == [email] and subject in mail["subject"]]

    def mailed_token(self, email: str, subject: str) -> str:
        wait_until(lambda: bool(self.mails(email, subject)), lambda: self.stack.output)
        (mail,) = self.mails(email, subject)
        found = re.search(r"#token=(\S+)", mail["text"])
        assert found
        self.secrets.add(found[1])
        return found[1]

    def make_admin(self, email: str) -> None:
        """Do what `make admin EMAIL=...` does."""
        places = ["--data", str(self.stack.data), "--template", str(self.stack.template)]
        command = [sys.executable, "-m", "scripts.make_admin", email, *places]
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": SEARCH_PATH}, check=True, capture_output=True
        )

    def assert_that_the_output_tells_nothing(self) -> None:
        output = self.stack.output
        assert "/v1/users/register" in output, "the output was not looked at"
        assert not [secret for secret in self.secrets if secret in output]
        assert "Traceback" not in output

    def _note(self, document: Any) -> None:
        if isinstance(document, dict):
            self.secrets |= {value for name, value in document.items() if name in _SECRET and isinstance(value, str)}
            document = list(document.values())
        if isinstance(document, list):
            for member in document:
                self._note(member)


class Customer:
    """A customer with an account and the tokens of one session."""

    def __init__(self, shop: Shop, email: str, password: str, signed_in: dict[str, Any]) -> None:
        self.shop = shop
        self.email = email
        self.password = password
        self.id: str = signed_in["user"]["id"]
        self.access_token: str = signed_in["accessToken"]
        self.refresh_token: str = signed_in["refreshToken"]

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.shop.call(method, path, body, {"Authorization": f"Bearer {self.access_token}", **named})

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.status == 200, answer.body
        return answer.json()

    def add(self, path: str, body: Any, **headers: str) -> Any:
        answer = self.call("POST", path, body, **headers)
        assert answer.status == 201, answer.body
        return answer.json()

    def elsewhere(self) -> "Customer":
        """Log the same customer in on another device."""
        answer = self.shop.log_in(self.email, self.password)
        assert answer.status == 200, answer.body
        return Customer(self.shop, self.email, self.password, answer.json())

    def sent_mails(self) -> list[str]:
        """Return the templates of all mail to the customer, including pending mail, in alphabetical order."""
        return sorted(mail["template"] for mail in self.get("/users/me/export")["mails"])

    def is_let_in(self) -> bool:
        status = self.call("GET", "/users/me").status
        assert status in {200, 401}
        return status == 200


def registration(**changes: Any) -> dict[str, Any]:
    """Return the body of a registration with a unique email and password."""
    person = {
        "email": f"{uuid.uuid4().hex}@shop.example",
        "password": f"turnips, boats and {secrets.token_hex(6)}",
        "firstName": "Ada",
        "lastName": "Lovelace",
    }
    return person | changes


def at_once(number: int, act: Callable[[int], T]) -> list[T]:
    """Call `act` in `number` threads at the same moment and return the results."""
    together = threading.Barrier(number)

    def one(place: int) -> T:
        together.wait()
        return act(place)

    with ThreadPoolExecutor(number) as people:
        return list(people.map(one, range(number)))
