"""Metrics: what the functions leave in their output is what CloudWatch takes, and what docs/operations.md lists."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bodega.attributes import from_attributes
from harness import ROOT
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.aws.tables import read_all
from harness.layer import LAYER
from harness.shop.client import Shop
from harness.shop.events import api_event, lambda_context
from harness.shop.functions import load_app
from harness.shop.kinds import CATALOG_FUNCTIONS
from local.template import read_template
from scripts.template import FUNCTION, TEMPLATE
from tests.support.aws.emf import Metric, metrics_of
from tests.support.aws.ses import Ses
from tests.support.database.order_book import OrderBook
from tests.support.documents.operations import documented_metrics
from tests.support.shop.metric_flows import FLOWS, OWN_ORDER, Scene

SERVICES = sorted(
    {TEMPLATE.environment(function)["POWERTOOLS_SERVICE_NAME"] for function in TEMPLATE.of_type(FUNCTION)}
)
UNITS = {"Bytes": "Bytes", "Age": "Seconds"}  # by the end of the name
# Counted by a function only when it fails, see the tests of the resolver and of outages.
FAILURES = {"CallsRefused", "InternalErrors", "StorageUnavailable"}

# Runs one function as Lambda does, in a process of its own: its first call is a cold start.
ONE_INVOCATION = """
import json, sys
from types import SimpleNamespace
import app
handler = getattr(app, sys.argv[2])
context = SimpleNamespace(
    function_name="the-function", memory_limit_in_mb=512, aws_request_id="1", invoked_function_arn="arn",
    get_remaining_time_in_millis=lambda: 10_000,
)
for _ in range(2):
    try:
        handler(json.load(open(sys.argv[1])), context)
    except Exception as error:
        if str(error) != "Unauthorized":
            raise
"""


def counted(metrics: list[Metric]) -> set[str]:
    return {metric.name for metric in metrics} - {"ColdStart"}


def documented(service: str) -> set[str]:
    return {metric.name for metric in documented_metrics() if service in metric.services}


def names_in_code(function: str) -> set[str]:
    """Return the names that the function's package counts and measures, or its module if two functions share it."""
    entry = TEMPLATE.handler_file(function)
    entries = {TEMPLATE.handler_file(other) for other in TEMPLATE.of_type(FUNCTION)} - {entry}
    modules = entry.parent.rglob("*.py") if entry.stem == "app" else [entry]
    return {name for module in modules if module not in entries for name in names_counted_in(module)}


def names_counted_in(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="count" | "measure"), args=[ast.Constant(value=str(name)), *_]):
                yield name
            case ast.Call(func=ast.Name(id="count")) if "observability import count" in module.read_text():
                pytest.fail(f"{module.name}:{node.lineno}: a metric's name stands where it is counted")


@pytest.mark.parametrize("service", SERVICES)
def test_a_flow_through_a_function_writes_all_its_metrics_and_no_others(
    service: str,
    shop: Shop,
    catalog: str,
    accounts: str,
    analytics: str,
    orders: str,
    ses: Ses,
    dynamodb: Any,
    recording: Recording,
    output: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = {"CATALOG_TABLE": catalog, "ACCOUNTS_TABLE": accounts, "ANALYTICS_TABLE": analytics, "ORDERS_TABLE": orders}

    def mails() -> list[dict[str, Any]]:
        return [item for item in map(from_attributes, read_all(dynamodb, accounts)) if item["pk"].startswith("OUTBOX#")]

    assert service in FLOWS, f"add a flow of {service} to FLOWS, which makes it write all its metrics"
    output()

    FLOWS[service](Scene(shop, ses, monkeypatch, mails, recording, OrderBook(dynamodb, names)))

    metrics = metrics_of(output())
    expected = documented(service) | ({"CatalogChanges"} if service in {*CATALOG_FUNCTIONS, "orders"} else set())
    assert counted(metrics) == expected
    units = {metric.name: metric.unit for metric in documented_metrics()}
    assert {(metric.name, metric.unit) for metric in metrics} <= units.items()
    assert {name for metric in metrics for name, _ in metric.dimensions} <= {"service", "function_name"}


@pytest.mark.parametrize("function", TEMPLATE.of_type(FUNCTION))
def test_a_cold_start_is_counted_once_under_the_functions_own_name(
    function: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    template = read_template(ROOT / "template.yaml", {})
    declared = template.functions[function]
    event = first_event(function)
    module, _, handler = declared.handler.rpartition(".")
    code = ONE_INVOCATION.replace("import app\n", f"import {module} as app\n")
    (tmp_path / "event.json").write_text(json.dumps(event))

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "event.json"), handler],
        cwd=declared.folder,
        env={
            **os.environ,
            **template.environment(declared),
            # A sweep without a table fails.
            **({"ORDERS_TABLE": request.getfixturevalue("orders")} if event == {} else {}),
            "PYTHONPATH": os.pathsep.join([str(declared.folder), str(LAYER)]),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    metrics = metrics_of(done.stdout)
    cold_starts = [metric for metric in metrics if metric.name == "ColdStart"]
    service = TEMPLATE.environment(function)["POWERTOOLS_SERVICE_NAME"]
    assert [(metric.values, metric.dimensions) for metric in cold_starts] == [
        ((1,), (("function_name", "the-function"), ("service", service)))
    ]
    assert {dict(metric.dimensions)["service"] for metric in metrics} == {service}
    assert {metric.namespace for metric in metrics} == {"bodega"}  # the stack's name


def first_event(function: str) -> dict[str, Any]:
    """Something that the function answers without a table or a secret."""
    if function == "AuthorizerFunction":
        return {"type": "TOKEN", "methodArn": "arn", "authorizationToken": "Bearer none"}
    if TEMPLATE.events(function, "DynamoDB"):
        return {"Records": []}
    if TEMPLATE.events(function, "Schedule"):
        return {}
    path = next(route.path for route in TEMPLATE.routes() if route.function == function)
    return api_event("OPTIONS", path.replace("{id}", "1"))


def test_the_documents_table_has_the_metrics_that_the_code_counts() -> None:
    in_code = {
        TEMPLATE.environment(function)["POWERTOOLS_SERVICE_NAME"]: names_in_code(function)
        for function in TEMPLATE.of_type(FUNCTION)
    }
    layer = {name for module in (ROOT / "layers/common/bodega").rglob("*.py") for name in names_counted_in(module)}
    counted_anywhere = set().union(layer, *in_code.values())

    listed = documented_metrics()
    assert len({metric.name for metric in listed}) == len(listed)
    assert {metric.name for metric in listed} == counted_anywhere | {"ColdStart"}
    for metric in listed:
        assert metric.unit == next((unit for end, unit in UNITS.items() if metric.name.endswith(end)), "Count")
        assert metric.services or metric.name in FAILURES | {"ColdStart"}, metric
        for service in metric.services - {"catalogue"}:
            assert metric.name in in_code[service], metric


@pytest.mark.parametrize("function", TEMPLATE.routed_functions())
def test_a_function_counts_internal_errors_unavailable_storage_and_refused_calls(
    function: str, shop: Shop, accounts: str, recording: Recording, impatient: None, output: Callable[[], str]
) -> None:
    routes = [route for route in TEMPLATE.routes() if route.function == function]
    reads = [route.path for route in routes if route.method == "GET" and "{" not in route.path]
    method, path, role = ("GET", reads[0], "admin") if reads else ("POST", f"{OWN_ORDER}/payments/refresh", "customer")
    for error, metric in (
        ("ValidationException", "InternalErrors"),
        ("InternalServerError", "StorageUnavailable"),
        ("AccessDeniedException", "CallsRefused"),
    ):
        recording.faults[:] = [Fault("error", code=error, times=99)]
        output()

        assert shop.call(method, path, role=role).status in {500, 503}

        recording.faults.clear()
        assert counted(metrics_of(output())) == {metric}


def test_the_authorizer_counts_internal_errors_and_fails(
    output: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output()
    event = {"type": "TOKEN", "authorizationToken": "Bearer none"}
    app = load_app("authorizer")
    monkeypatch.setattr(app, "_session", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        app.handler(event, lambda_context("authorizer"))

    assert counted(metrics_of(output())) == {"InternalErrors"}


@pytest.mark.parametrize(
    "change",
    [
        {"_aws": {"Timestamp": 1_790_000_000, "CloudWatchMetrics": []}},  # seconds
        {"Sold": "3"},
        {"Sold": None},
        {"service": 7},
        {"service": ""},
    ],
    ids=str,
)
def test_a_line_that_cloudwatch_would_pass_over_is_noticed(change: dict[str, Any]) -> None:
    directive = {"Namespace": "n", "Dimensions": [["service"]], "Metrics": [{"Name": "Sold", "Unit": "Count"}]}
    line = {"_aws": {"Timestamp": 1_790_000_000_000, "CloudWatchMetrics": [directive]}, "service": "s", "Sold": 3}
    assert [metric.values for metric in metrics_of(json.dumps(line))] == [(3,)]

    with pytest.raises(AssertionError):
        metrics_of(json.dumps(line | change))
