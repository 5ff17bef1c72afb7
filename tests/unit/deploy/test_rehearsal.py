"""The rehearsal: what it tries, and which answers and states are faults."""

import json
import sys
import threading
import urllib.error
import urllib.request
from collections import defaultdict
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import boto3
import pytest
from botocore.exceptions import ClientError
from stripe import WebhookSignature

from scripts.rehearsal import payments, provider, routes
from scripts.rehearsal.keys import evaluate
from scripts.rehearsal.provider import Provider, Webhook
from scripts.rehearsal.recorder import Call, Recorder
from scripts.rehearsal.rights import DENIED, NEVER, Finding, _answer, calls, untried
from scripts.rehearsal.routes import visit_all
from scripts.rehearsal.visitor import Visitor
from scripts.template import FUNCTION, TEMPLATE

DENIAL = Finding("ProductsFunction", "PutItem", "AccountsTable", False, False, "AccessDeniedException")


def failing(code: str) -> Any:
    def call() -> None:
        raise ClientError({"Error": {"Code": code, "Message": "no"}}, "PutItem")

    return call


def test_a_call_that_fails_with_another_error_was_allowed() -> None:
    assert _answer(lambda: None) not in DENIED
    assert _answer(failing("ValidationException")) not in DENIED
    assert _answer(failing("AccessDeniedException")) in DENIED
    assert _answer(failing("AccessDenied")) in DENIED


def test_a_rule_is_proved_only_by_denials() -> None:
    (rule,) = [rule for rule in NEVER if rule.resource == "AccountsTable" and rule.function == "ProductsFunction"]
    read = replace(DENIAL, action="GetItem")
    assert rule.is_proved_by([DENIAL, read])
    # The template and the role allow it: the finding is as expected, and yet the rule is broken.
    assert not rule.is_proved_by([replace(DENIAL, expected=True, allowed=True), read])
    assert not rule.is_proved_by([DENIAL, replace(read, expected=True, allowed=True)])
    # No call was made.
    assert not rule.is_proved_by([replace(DENIAL, resource="CatalogTable"), replace(DENIAL, function="AddonsFunction")])


@pytest.mark.parametrize("rule", NEVER, ids=lambda rule: rule.why)
def test_a_rule_names_a_function_and_a_resource_of_the_template(rule: Any) -> None:
    assert rule.function in TEMPLATE.of_type(FUNCTION)
    assert rule.resource.removesuffix("/stream/*") in TEMPLATE.resources


def test_every_permission_of_the_template_is_tried() -> None:
    session = boto3.Session("key", "secret", region_name="us-east-1")
    findings = [
        Finding(function, action, resource, False, False, "")
        for function in TEMPLATE.of_type(FUNCTION)
        for action, resource, _ in calls(session, defaultdict(lambda: "name"))
    ]

    assert untried(findings) == []


def test_a_permission_that_no_call_tries_is_named() -> None:
    assert "AuthorizerFunction BatchGetItem AccountsTable" in untried([])
    assert "MailerFunction SendEmail SES" in untried([DENIAL])


def test_every_operation_of_the_api_is_requested(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = {"user": {"id": "u"}, "accessToken": "a", "refreshToken": "r"}
    answer = {"id": "x", **accounts, "orders": 1, "open": True, "totals": {"total": 1}, "clientSecret": "s"}
    sessions = {"items": [{"id": "s", "current": False}]}

    class Reader(Visitor):
        def send(self, operation: str, token: str | None = None, **_: Any) -> Any:
            self.visited.add(operation)
            return answer | sessions

        def make_admin(self, user: str) -> None:
            """Do nothing."""

        def mailed_token(self, to: str, page: str, number: int = 1) -> str:
            return "token"

        def sweep(self, order: str) -> None:
            answer["status"] = "canceled"

        def deliver(self, operation: str, body: bytes, headers: Any) -> None:
            self.visited.add(operation)

        def end_hold(self, order: str) -> None:
            answer["status"] = "expired"

    monkeypatch.setattr(routes, "call", lambda *_: (401, {}))
    monkeypatch.setattr(payments, "wait_until", lambda *_: None)
    shop = Reader("http://127.0.0.1", {}, "http://127.0.0.1")

    visit_all(shop, MagicMock(webhooks=lambda: [Webhook(b"{}", {})]))

    assert shop.visited == {f"{route.method} {route.path}" for route in TEMPLATE.routes() if route.is_operation}


def test_a_recorded_request_reaches_the_emulator_unchanged() -> None:
    received: list[tuple[str, bytes]] = []

    class Emulator(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append((self.headers["Host"], self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(400)
            self.send_header("x-amzn-requestid", "1")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    emulator = HTTPServer(("127.0.0.1", 0), Emulator)
    threading.Thread(target=emulator.serve_forever, daemon=True).start()
    try:
        with Recorder(["UsersFunction"], emulator.server_port) as recorder:
            url = recorder.endpoints["UsersFunction"]
            headers = {"X-Amz-Target": "DynamoDB_20120810.GetItem"}
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(urllib.request.Request(url, b'{"TableName": "t"}', headers))
    finally:
        emulator.shutdown()
        emulator.server_close()

    refused.value.close()
    assert refused.value.headers["x-amzn-requestid"] == "1"
    assert received == [(url.removeprefix("http://"), b'{"TableName": "t"}')]
    assert recorder.calls == [Call("UsersFunction", "GetItem", {"TableName": "t"})]


@pytest.mark.real_time
@pytest.mark.usefixtures("mocked_aws")
def test_the_stand_in_has_the_keys_of_the_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "_PYTHON", Path(sys.executable))
    secrets = boto3.client("secretsmanager", region_name="us-east-1")
    for name in ("api", "webhook"):
        secrets.create_secret(Name=name, SecretString=f"key-of-{name}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    with Provider(tmp_path) as running:
        running.start({"PaymentKey": "api", "PaymentWebhookKey": "webhook"})
        form = b"amount=1299&currency=cad&capture_method=manual&metadata[order]=ord_1"
        created = running._request("/v1/payment_intents", form, {"Authorization": "Bearer key-of-api"})
        running.pay(created["client_secret"])
        (*_, webhook) = running.webhooks()

    signature = {name.lower(): value for name, value in webhook.headers.items()}["stripe-signature"]
    assert WebhookSignature.verify_header(webhook.body.decode(), signature, "key-of-webhook", 300)
    assert json.loads(webhook.body)["type"] == "payment_intent.amount_capturable_updated"


TABLES = {table: f"bodega-rehearsal-{table}-1" for table in TEMPLATE.of_type("AWS::DynamoDB::Table")}


def test_a_recorded_call_is_allowed_with_its_keys_and_no_others() -> None:
    read = Call("AuthorizerFunction", "GetItem", {"TableName": TABLES["CatalogTable"], "Key": {"pk": {"S": "ADDON"}}})
    keys = {"pk": {"S": "USER#usr_1"}, "sk": {"S": "PROFILE"}}
    batch = Call("AuthorizerFunction", "BatchGetItem", {"RequestItems": {TABLES["AccountsTable"]: {"Keys": [keys]}}})

    allowed = [item for item in evaluate([batch, batch], TABLES) if item.allowed]
    denied = [item for item in evaluate([batch, read], TABLES) if not item.allowed]

    assert [(item.expected, str(item)) for item in allowed] == [
        (True, "AuthorizerFunction BatchGetItem ['USER#usr_1'] of AccountsTable")
    ]
    assert "AuthorizerFunction BatchGetItem ['REHEARSAL', 'USER#usr_1'] of AccountsTable" in map(str, denied)
    # The emulator allows this call of a function whose role does not.
    assert [str(item) for item in denied if item.expected] == ["AuthorizerFunction GetItem ['ADDON'] of CatalogTable"]
