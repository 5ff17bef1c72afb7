"""GET /health: what is deployed, and whether the shop can serve requests."""

import os
import time
import tomllib
from collections.abc import Callable

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.variables import ENVIRONMENT
from scripts.template import ROOT
from tests.support.aws.emf import metrics_of

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
    began = time.monotonic()

    answer = shop.get("/health")

    assert (answer.status, answer.code) == (503, "storage_unavailable")
    assert time.monotonic() - began < 4
    assert os.environ["CATALOG_TABLE"] not in str(answer.body)
    assert ENVIRONMENT["RELEASE"] not in str(answer.body)
    assert metric in {found.name for found in metrics_of(output())}


def test_only_get_and_head_are_allowed(shop: Shop) -> None:
    head = shop.call("HEAD", "/health", role="nobody")
    assert (head.status, head.body) == (200, None)
    for method in ("POST", "PUT", "DELETE"):
        answer = shop.call(method, "/health", role="nobody")
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
