"""The demo accounts: an admin, a member of the staff and a customer, registered through the public API.

Their passwords are generated on this machine, and kept in a file that only its owner can read.
"""

import json
import os
import secrets
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

from demo.client import Body, Client, Refused
from demo.progress import Progress

Role = Literal["admin", "staff", "customer"]

LOG_INS = "demo-log-ins.json"
"""The file in the stack's data folder with the passwords of the demo accounts."""

_PASSWORD_BYTES = 18
# The idempotency keys are the same in every run: a run that continues an interrupted one gives no points twice.
_POINTS = uuid.UUID("5f0cbe0a-6a5c-4f3e-9a53-6f1d8f0f7a11")

PEOPLE: dict[Role, dict[str, str]] = {
    "admin": {"email": "admin@bodega.example", "firstName": "Grace", "lastName": "Hopper"},
    "staff": {"email": "staff@bodega.example", "firstName": "Mary", "lastName": "Jackson"},
    "customer": {
        "email": "customer@bodega.example",
        "firstName": "Ada",
        "lastName": "Lovelace",
        "phone": "+15145550123",
    },
}
ADDRESSES: list[Body] = [
    {
        "name": "Ada Lovelace",
        "line1": "12 Rue Saint-Paul Ouest",
        "line2": "Apt 3",
        "city": "Montréal",
        "region": "QC",
        "postalCode": "H2Y 1G9",
        "country": "CA",
        "phone": "+15145550123",
        "instructions": "Second floor, the door with the brass bell.",
        "default": True,
    },
    {
        "name": "Analytical Engines Inc.",
        "line1": "900 Boulevard René-Lévesque Ouest",
        "city": "Montréal",
        "region": "QC",
        "postalCode": "H3B 4A5",
        "country": "CA",
        "instructions": "Leave it at the front desk.",
    },
]
PAYMENT_METHODS: list[Body] = [
    {
        "token": "pm_demo_visa",
        "brand": "visa",
        "last4": "4242",
        "expiryMonth": 12,
        "expiryYear": 2032,
        "default": True,
    }
]
ACCRUALS = ((120, "Welcome to the shop"), (85, "Lunch for six"), (40, "Coffee, ten times"))
REDEMPTION = (50, "A free flat white")


class PeopleError(Exception):
    """A demo account cannot be created, or its password was changed."""


@dataclass(frozen=True)
class LogIn:
    email: str
    password: str = field(repr=False)


def read_log_ins(path: Path) -> dict[Role, LogIn]:
    """Return the log-ins of the demo accounts, or nothing before the demo was loaded."""
    try:
        kept: dict[Role, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {role: LogIn(**log_in) for role, log_in in kept.items()}


def make_log_ins(path: Path) -> dict[Role, LogIn]:
    """Return the log-ins in `path`, after generating the passwords that are missing."""
    log_ins = {
        role: LogIn(person["email"], secrets.token_urlsafe(_PASSWORD_BYTES)) for role, person in PEOPLE.items()
    } | read_log_ins(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({role: vars(log_in) for role, log_in in log_ins.items()}, file, indent=2)
    new.replace(path)
    return log_ins


class People:
    """Creates the demo accounts in the shop at `url`."""

    def __init__(self, url: str, log_ins: dict[Role, LogIn], progress: Progress) -> None:
        self._url = url
        self._log_ins = log_ins
        self._progress = progress

    def register(self) -> None:
        """Register the accounts that are missing. Raises PeopleError, Unreachable."""
        created = 0
        with closing(self._client(None)) as client:
            for role, person in PEOPLE.items():
                body: Body = {**person, "password": self._log_ins[role].password}
                try:
                    client.call("POST", "/users/register", body, expected=201)
                    created += 1
                except Refused as error:
                    if error.status != HTTPStatus.CONFLICT:
                        raise PeopleError(f"Cannot register {person['email']}: {error}") from error
        self._progress.finish("people", created, len(PEOPLE) - created)

    def furnish(self) -> None:
        """Give the staff its role, and the customer addresses, a payment method and points, where there are none yet.

        Raises: PeopleError, Unreachable.
        """
        try:
            with (
                closing(self._client(self.access_token("admin"))) as admin,
                closing(self._client(self.access_token("customer"))) as customer,
            ):
                self._give_role(admin)
                user_id = customer.call("GET", "/users/me", expected=200)["id"]
                self._add_missing(customer, "addresses", ADDRESSES)
                self._add_missing(customer, "payment-methods", PAYMENT_METHODS)
                if not customer.call("GET", "/users/me/loyalty", expected=200)["lifetime"]:
                    self._give_points(admin, user_id)
                    self._enter_points(customer, "/users/me/loyalty/redemptions", user_id, REDEMPTION)
        except Refused as error:
            raise PeopleError(f"The demo accounts are not complete: {error}") from error

    def access_token(self, role: Role) -> str:
        """Log in, and return the access token. Raises PeopleError when the shop rejects the log-in."""
        log_in = self._log_ins[role]
        try:
            with closing(self._client(None)) as client:
                body: Body = {"email": log_in.email, "password": log_in.password}
                return str(client.call("POST", "/users/login", body, expected=200)["accessToken"])
        except Refused as error:
            raise PeopleError(f"{log_in.email} cannot log in: {error}") from error

    def _client(self, token: str | None) -> Client:
        return Client(self._url, token, self._progress.wait)

    def _add_missing(self, customer: Client, kind: str, bodies: list[Body]) -> None:
        present = customer.call("GET", f"/users/me/{kind}", expected=200)["items"]
        if not present:
            for body in bodies:
                customer.call("POST", f"/users/me/{kind}", body, expected=201)
        self._progress.finish(kind, 0 if present else len(bodies), len(present))

    @staticmethod
    def _give_role(admin: Client) -> None:
        query = urlencode({"email": PEOPLE["staff"]["email"]})
        for user in admin.call("GET", f"/users?{query}", expected=200)["items"]:
            if user["role"] != "staff":
                admin.call("PUT", f"/users/{user['id']}/role", {"role": "staff"}, expected=200)

    def _give_points(self, admin: Client, user_id: str) -> None:
        for accrual in ACCRUALS:
            self._enter_points(admin, f"/users/{user_id}/loyalty/accruals", user_id, accrual)
        self._progress.finish("points", len(ACCRUALS) + 1, 0)

    @staticmethod
    def _enter_points(client: Client, path: str, user_id: str, entry: tuple[int, str]) -> dict[str, Any]:
        points, reason = entry
        key = {"Idempotency-Key": str(uuid.uuid5(_POINTS, f"{user_id}/{reason}"))}
        return client.call("POST", path, {"points": points, "reason": reason}, key, expected=201)
