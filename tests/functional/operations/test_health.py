"""GET /health: what is deployed, and whether the shop can serve requests."""

import importlib
import json
import os
import threading
import tomllib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.variables import ENVIRONMENT
from scripts.template import ROOT, TEMPLATE
from tests.support.aws.emf import metrics_of
from tests.support.faults.fake_time import fake_time

FOR_GOOD = 10**9


def test_it_names_the_projects_version_and_the_release(shop: Shop) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    answer = shop.get("/health")

    assert answer.status == 200
    assert answer.json == {"status": "ok", "version": version, "release": ENVIRONMENT["RELEASE"]}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_shop_without_a_deployment_has_no_release(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELEASE", "")

    assert shop.get("/health").json["release"] is None


def test_it_needs_one_read_of_a_key_without_an_item(shop: Shop, recording: Recording) -> None:
    shop.get("/health")

    (call,) = recording.calls
    assert (call.operation, call.request["Key"]) == ("GetItem", {"pk": {"S": "HEALTH"}, "sk": {"S": "HEALTH"}})


@pytest.mark.parametrize(
    ("fault", "metric"),
    [
        (Fault("error", times=FOR_GOOD, code="ThrottlingException"), "StorageUnavailable"),
        (Fault("refused", times=FOR_GOOD), "StorageUnavailable"),
        (Fault("error", times=FOR_GOOD, code="AccessDeniedException"), "CallsRefused"),
        (Fault("error", times=FOR_GOOD, code="ResourceNotFoundException"), "CallsRefused"),
    ],
    ids=["throttled", "unreachable", "denied", "without its table"],
)
def test_it_is_503_while_the_database_does_not_answer_and_names_nothing(
    shop: Shop, recording: Recording, output: Callable[[], str], fault: Fault, metric: str
) -> None:
    recording.faults.append(Fault(**vars(fault)))
    output()

    with fake_time() as time:
        answer = shop.get("/health")

    assert (answer.status, answer.code) == (503, "storage_unavailable")
    assert time.passed < 1
    assert os.environ["CATALOG_TABLE"] not in str(answer.body)
    assert ENVIRONMENT["RELEASE"] not in str(answer.body)
    assert metric in {found.name for found in metrics_of(output())}


def test_only_get_and_head_are_allowed(shop: Shop) -> None:
    head = shop.call("HEAD", "/health", role="nobody")
    assert (head.status, head.body) == (200, None)
    for method in ("POST", "PUT", "DELETE"):
        answer = shop.call(method, "/health", role="nobody")
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


# ---------------------------------------------------------------- the schedule
class _Health(BaseHTTPRequestHandler):
    """Answers each request with the status in its path, and truncates or delays the answer if the path says so."""

    def do_GET(self) -> None:
        status = self.path.strip("/")
        if status.isdigit():
            self.send_response(int(status))
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
        else:
            self.wfile.write(b"not HTTP\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def checked() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Health) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "failed"), [("/200", False), ("/503", True), ("/403", True), ("/429", True), ("/nonsense", True)]
)
def test_the_schedule_counts_each_check_once_and_never_fails_itself(
    checked: str, output: Callable[[], str], path: str, failed: bool
) -> None:
    handler = load_app("health").handler
    output()

    assert handler({"check": checked + path}, lambda_context("health")) == {"failed": failed}

    written = output()
    counted = {metric.name: metric.values for metric in metrics_of(written)}
    (value,) = counted["HealthChecksFailed"]
    assert (value, isinstance(value, bool)) == (int(failed), False)  # CloudWatch takes no booleans
    assert ("The health check failed" in written) is failed


def test_a_failure_without_a_text_counts_as_one(monkeypatch: pytest.MonkeyPatch, output: Callable[[], str]) -> None:
    handler = load_app("health").handler
    canary = importlib.import_module("health.canary")

    def abort(*_: object, **__: object) -> None:
        raise ConnectionAbortedError

    monkeypatch.setattr(canary._OPENER, "open", abort)

    assert handler({"check": "https://127.0.0.1"}, lambda_context("health")) == {"failed": True}
    assert "ConnectionAbortedError" in output()


def test_a_request_cannot_be_taken_for_an_event_of_the_schedule(shop: Shop, output: Callable[[], str]) -> None:
    output()
    for event in ({"query": "check=http://127.0.0.1:1/"}, {"headers": {"check": "http://127.0.0.1:1/"}}):
        url = "/health?" + event.pop("query", "")
        shop.get(url.rstrip("?"), **event)
    assert "HealthChecksFailed" not in output()


def test_the_rule_checks_the_public_url() -> None:
    (rule,) = TEMPLATE.of_type("AWS::Events::Rule")
    assert {TEMPLATE.resources[name]["Condition"] for name in (rule, "HealthCheckPermission", "HealthCheckAlarm")} == {
        "CheckHealth"
    }
    (target,) = TEMPLATE.properties(rule)["Targets"]
    text, variables = target["Input"]["Fn::Sub"]
    assert json.loads(text) == {"check": "${Url}/health"}
    assert target["Arn"] == {"Ref": "HealthFunction.Alias"}
    own, default = variables["Url"]["Fn::If"][1:]
    outputs = TEMPLATE.document["Outputs"]
    assert own == outputs["DomainUrl"]["Value"]
    assert default == outputs["ApiUrl"]["Value"]
    assert TEMPLATE.document["Parameters"]["HealthCheck"]["Default"] == "off"
