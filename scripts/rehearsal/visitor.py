"""Requests to the deployed shop, with the bodies of the API document's examples."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

import boto3

from scripts.deployment.sam import ROOT
from scripts.rehearsal.emulator import call

PASSWORD, OTHER_PASSWORD = "seven quiet umbrellas", "a quite different long sentence"
_PATIENCE = 300.0  # seconds, for a busy machine
_DOCUMENT = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
_SCHEDULED = (ROOT / "events" / "sweeper" / "every-minute.json").read_bytes()
_LONG_AGO = "2026-01-31T09:30:00.000Z"
_OK = range(200, 300)


class Visitor:
    """Sends requests, and remembers the operations that succeeded. Raises: SystemExit if one fails.

    `names`: the physical IDs of the stack's resources.
    """

    def __init__(self, url: str, names: Mapping[str, str], emulator_url: str) -> None:
        self.url, self.visited = url, set[str]()
        self._names, self._mails = names, f"{emulator_url}/_ministack/ses/messages"

    def send(self, operation: str, token: str | None = None, *, body: Any = None, query: str = "", **ids: str) -> Any:
        """Send a request; return the document of the response. `body` replaces members of the example."""
        method, path = operation.split()
        answer_to = f"{self.url}{path.format(**ids)}{query}"
        status, document = call(answer_to, method, self._body(method, path, body or {}), token)
        if status not in _OK:
            raise SystemExit(f"{operation}: status {status}: {document}")
        self.visited.add(operation)
        return document

    def register(self, email: str) -> dict[str, Any]:
        """Return an account and its tokens."""
        registered: dict[str, Any] = self.send("POST /users/register", body={"email": email, "password": PASSWORD})
        return registered

    def log_in(self, email: str, password: str = PASSWORD) -> dict[str, Any]:
        tokens: dict[str, Any] = self.send("POST /users/login", body={"email": email, "password": password})
        return tokens

    def make_admin(self, user: str) -> None:
        boto3.client("dynamodb").update_item(
            TableName=self._names["AccountsTable"],
            Key={"pk": {"S": f"USER#{user}"}, "sk": {"S": "PROFILE"}},
            UpdateExpression="SET #r = :r",
            ExpressionAttributeNames={"#r": "role"},
            ExpressionAttributeValues={":r": {"S": "admin"}},
        )

    def deliver(self, operation: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a webhook as it is."""
        method, path = operation.split()
        request = urllib.request.Request(f"{self.url}{path}", body, dict(headers), method=method)
        try:
            with urllib.request.urlopen(request, timeout=90):
                self.visited.add(operation)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{operation}: status {error.code}: {error.read().decode()}") from None

    def sweep(self, order: str) -> None:
        """Let the time run out in which an order has to be accepted, and run the sweeper."""
        self._let_run_out(order, "acceptBy")
        self._run("SweeperFunction")

    def end_hold(self, order: str) -> None:
        """Let the time run out in which an order has to be paid, and run the sweeper of payments."""
        self._let_run_out(order, "holdUntil")
        self._run("PaymentsSweeperFunction")

    def _let_run_out(self, order: str, attribute: str) -> None:
        boto3.client("dynamodb").update_item(
            TableName=self._names["OrdersTable"],
            Key={"pk": {"S": f"ORDER#{order}"}, "sk": {"S": "ORDER"}},
            UpdateExpression=f"SET {attribute} = :at, dueSk = :due",
            ExpressionAttributeValues={":at": {"S": _LONG_AGO}, ":due": {"S": f"{_LONG_AGO}#{order}"}},
        )

    def _run(self, function: str) -> None:
        """Run a function as its schedule does."""
        answer = boto3.client("lambda").invoke(FunctionName=f"{self._names[function]}:live", Payload=_SCHEDULED)
        if "FunctionError" in answer:
            raise SystemExit(f"{function} fails: {answer['Payload'].read().decode()}")

    def mailed_token(self, to: str, page: str, number: int = 1) -> str:
        """Wait for so many mails with a link to a page of the storefront; return the token in the last one."""
        found: list[str] = []

        def arrived() -> bool:
            with urllib.request.urlopen(self._mails, timeout=60) as answer:
                sent = [mail for mails in json.load(answer)["messages"].values() for mail in mails]
            texts = [mail["BodyText"] for mail in sent if to in mail["To"]]
            found[:] = [token for text in texts for token in re.findall(rf"/{page}[?#]token=([\w.~-]+)", text)]
            return len(found) >= number

        wait_until(arrived, f"{number} mails to {to} with a link to {page}")
        return found[-1]

    @staticmethod
    def _body(method: str, path: str, members: Any) -> Any:
        operation = _DOCUMENT["paths"][path][method.lower()]
        content = operation.get("requestBody", {}).get("content", {})
        examples = [details["examples"]["example"]["value"] for details in content.values() if "examples" in details]
        return {**examples[0], **members} if examples else members or None


def wait_until(is_done: Callable[[], bool], what: str) -> None:
    give_up = time.monotonic() + _PATIENCE
    while not is_done():
        if time.monotonic() > give_up:
            raise SystemExit(f"the shop does not show {what}")
        time.sleep(0.5)
