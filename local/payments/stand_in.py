"""The stand-in without HTTP: its books, its clock and its operations."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from local.payments.clock import Clock
from local.payments.errors import Invalid, StripeError, internal, invalid
from local.payments.events import Events
from local.payments.faults import Faults
from local.payments.forms import Parameters
from local.payments.idempotency import Keys, Stored
from local.payments.intents import LAPSE, Intents
from local.payments.ledger import Document, Ledger
from local.payments.refunds import FAIL, SUCCEED, Refunds
from local.payments.shapes import new_id

EXPANDABLE = {"latest_charge": "charge", "charge": "charge", "payment_intent": "payment_intent"}


@dataclass(frozen=True)
class ProviderKeys:
    """The keys of the shop's account at the provider."""

    secret: str
    publishable: str
    webhook: str


class Call(NamedTuple):
    """One request that changes something. `fault`: "error" or "error_after"."""

    path: str
    values: dict[str, Any]
    key: str | None
    fault: str | None = None


class Result(NamedTuple):
    status: int
    body: str
    request_id: str
    replayed: bool = False


class StandIn:
    """Everything that one stand-in has. It is used by one thread."""

    def __init__(self, path: Path | str, keys: ProviderKeys) -> None:
        self.keys = keys
        self.ledger = Ledger(path)
        self.clock = Clock(self.ledger)
        self.faults = Faults()
        self.stored = Keys(self.ledger, self.clock)
        self.events = Events(self.ledger, self.clock, keys.webhook)
        self.intents = Intents(self.ledger, self.clock, self.events)
        self.refunds = Refunds(self.ledger, self.clock, self.events, self.intents)

    def execute(self, call: Call, operation: Callable[[dict[str, Any]], Document]) -> Result:
        """Run an operation once for its idempotency key, in one transaction, and return the response.

        The key stays in use until `answered`. Raises: Invalid for a key that is in use, or has other parameters.
        """
        if call.key:
            stored = self.stored.begin(call.key, call.path, call.values)
            if stored:
                return Result(*stored, replayed=True)
        try:
            with self.ledger.transaction():
                return self._execute(call, operation)
        except BaseException:
            self.answered(call)
            raise

    def answered(self, call: Call) -> None:
        """The response has been sent, or its connection cut."""
        if call.key:
            self.stored.end(call.key)

    def pass_time(self) -> None:
        """Do what is due by the clock: authorizations lapse, and refunds succeed or fail."""
        with self.ledger.transaction():
            self._pass_time()

    def reset(self) -> None:
        """Start again with empty books, the real time and no faults."""
        self.ledger.clear()
        self.stored.end_all()
        self.faults.arm([])
        self.faults.down = False

    def expanded(self, document: Document, expand: list[str]) -> Document:
        """Return an object with members that are IDs replaced by their objects."""
        found = {name: self.ledger.find(EXPANDABLE[name], document[name]) for name in expand if document.get(name)}
        return document | found

    def _execute(self, call: Call, operation: Callable[[dict[str, Any]], Document]) -> Result:
        self._pass_time()
        self.events.request_key = call.key
        status, document, is_executed = self._run(call, operation)
        self.events.request_key = None
        response = Stored(status, json.dumps(document, indent=2), new_id("req"))
        if call.key and is_executed:
            self.stored.store(call.key, call.path, call.values, response)
        return Result(*response)

    def _run(self, call: Call, operation: Callable[[dict[str, Any]], Document]) -> tuple[int, Document, bool]:
        """Return status and body of an operation, and whether it began."""
        if call.fault == "error":
            return HTTPStatus.INTERNAL_SERVER_ERROR, internal().document, True
        values = dict(call.values)
        try:
            expand = take_expand(values)
            document = self.expanded(operation(values), expand)
        except Invalid as error:
            return error.status, error.document, False
        except StripeError as error:
            return error.status, error.document, True
        if call.fault == "error_after":
            return HTTPStatus.INTERNAL_SERVER_ERROR, internal().document, True
        return HTTPStatus.OK, document, True

    def _pass_time(self) -> None:
        actions = {LAPSE: self.intents.lapse, SUCCEED: self.refunds.succeed, FAIL: self.refunds.fail}
        for action, name in self.ledger.due(self.clock.now()):
            actions[action](name)


def take_expand(values: dict[str, Any]) -> list[str]:
    """Remove the parameter `expand` and return the names of the members. Raises: Invalid for an unknown one."""
    names = Parameters({"expand": values.pop("expand", None)}, "expand").texts("expand")
    members = [name.removeprefix("data.") for name in names]
    for name in members:
        if name not in EXPANDABLE:
            raise invalid(f"This property cannot be expanded ({name}).", param="expand")
    return members
