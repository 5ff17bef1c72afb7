"""Functional tests: real API Gateway events through the handlers, against DynamoDB Local over HTTP."""

import itertools
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import boto3
import jwt
import pytest

from bodega import clock, deadline
from bodega.dynamodb import calls
from bodega.observability import logger
from harness.aws.dynamodb_proxy import Proxy, Recording
from harness.aws.engines import dynamodb_local
from harness.aws.policy_simulator import enforced_policies
from harness.aws.tables import MOST_IN_BATCH, create_table, delete_all, read_all, template
from harness.shop.client import Answer, Shop
from harness.shop.functions import load_app
from harness.shop.kinds import HOLDERS, KINDS
from tests.support.access.token_clock import TokenClock
from tests.support.aws.ses import Ses, ses_server
from tests.support.database.analytics_table import analytics_table
from tests.support.database.catalog_state import CatalogState, clone
from tests.support.database.in_between import InBetween, interrupted_calls
from tests.support.documents.contract import DocumentedShop
from tests.support.faults.awake_clock import awake_clock
from tests.support.faults.fault_injection import run_cleanly
from tests.support.faults.fault_kinds import IMPATIENT
from tests.support.faults.fault_suite import Cleanly
from tests.support.faults.read_timeout import read_timeout
from tests.support.shop.environment import ShopEnvironment, environment_behind
from tests.support.shop.lambda_processes import LambdaProcesses, Request

_REAL_READ_TIMEOUT = calls._READ_TIMEOUT
_PATIENCE = 300.0  # seconds; with the real read timeout, functions on a busy machine would repeat calls
_numbers = itertools.count()


@pytest.fixture(autouse=True)
def _without_metrics() -> None:
    """Ignore the warning about invocations without metrics. pytest resets the filter that bodega.observability sets."""
    warnings.filterwarnings("ignore", message="No application metrics to publish")


@pytest.fixture(scope="session", autouse=True)
def _token_clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jwt.api_jwt, "datetime", TokenClock)
        yield


@pytest.fixture(scope="session", autouse=True)
def _awake_clock() -> Iterator[None]:
    """Let time budgets end by the time in which the tests' process runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deadline, "time", awake_clock())
        yield


@pytest.fixture(scope="session")
def database() -> Iterator[Proxy]:
    """DynamoDB Local behind the recording proxy, which is the functions' endpoint."""
    with dynamodb_local() as port, Proxy(port).running() as proxy, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_DYNAMODB", proxy.url)
        with read_timeout(_PATIENCE):
            yield proxy


@pytest.fixture
def real_read_timeout(database: Proxy) -> Iterator[None]:
    """Give the functions the read timeout that they have on AWS."""
    with read_timeout(_REAL_READ_TIMEOUT):
        yield


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each timestamp be a second after the one before, whatever the machine's speed and clock."""
    begin, seconds = clock.now(), itertools.count()
    monkeypatch.setattr(clock, "now", lambda: begin + timedelta(seconds=next(seconds)))


@pytest.fixture(autouse=True)
def _within_the_role(database: Proxy) -> Iterator[None]:
    with enforced_policies():
        yield


@pytest.fixture(autouse=True)
def _without_errors_of_the_proxy(database: Proxy) -> Iterator[None]:
    yield
    errors, database.errors = database.errors, []
    assert not errors


@pytest.fixture(scope="session")
def dynamodb(database: Proxy) -> Iterator[Any]:
    """A client for the tests, without the proxy."""
    own = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{database.port_behind}")
    yield own
    own.close()


@pytest.fixture(scope="session")
def catalog_definition() -> dict[str, Any]:
    """The keys and indexes of the catalog table in template.yaml."""
    return template().tables["CatalogTable"].definition


@pytest.fixture(scope="session")
def emptied() -> list[str]:
    """Tables of earlier tests. Emptying a small table is faster than creating one."""
    return []


@pytest.fixture
def catalog(
    dynamodb: Any, catalog_definition: dict[str, Any], emptied: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An empty catalog table for the test. Its invariants are checked after the test."""
    if emptied:
        name = emptied.pop()
    else:
        name = f"catalog-{os.getpid()}-{next(_numbers)}"
        create_table(dynamodb, catalog_definition, name)
    monkeypatch.setenv("CATALOG_TABLE", name)
    yield name
    rows = read_all(dynamodb, name)
    if len(rows) <= MOST_IN_BATCH:
        delete_all(dynamodb, name, rows)
        emptied.append(name)
    else:
        dynamodb.delete_table(TableName=name)
    CatalogState(rows).check()


@pytest.fixture(scope="session")
def accounts_definition() -> dict[str, Any]:
    """The keys and indexes of the accounts table in template.yaml."""
    return template().tables["AccountsTable"].definition


@pytest.fixture(scope="session")
def erasures(dynamodb: Any) -> str:
    """The list of erasures of all tests in this process."""
    name = f"erasures-{os.getpid()}-{next(_numbers)}"
    create_table(dynamodb, template().tables["ErasuresTable"].definition, name)
    return name


@pytest.fixture(scope="session")
def no_orders(dynamodb: Any) -> str:
    """The orders table of all tests of accounts in this process that have no orders."""
    name = f"orders-{os.getpid()}-{next(_numbers)}"
    create_table(dynamodb, template().tables["OrdersTable"].definition, name)
    return name


@pytest.fixture
def accounts(
    request: pytest.FixtureRequest,
    dynamodb: Any,
    accounts_definition: dict[str, Any],
    erasures: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """An empty accounts table for the test."""
    monkeypatch.setenv("ERASURES_TABLE", erasures)
    if "orders" not in request.fixturenames:
        monkeypatch.setenv("ORDERS_TABLE", request.getfixturevalue("no_orders"))
    name = f"accounts-{os.getpid()}-{next(_numbers)}"
    create_table(dynamodb, accounts_definition, name)
    monkeypatch.setenv("ACCOUNTS_TABLE", name)
    yield name
    dynamodb.delete_table(TableName=name)


@pytest.fixture
def analytics(dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty analytics table for the test."""
    with analytics_table(dynamodb, monkeypatch) as name:
        yield name


@pytest.fixture(scope="session")
def emptied_orders() -> list[str]:
    """Orders tables of earlier tests."""
    return []


@pytest.fixture
def orders(dynamodb: Any, emptied_orders: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty orders table for the test."""
    if emptied_orders:
        name = emptied_orders.pop()
    else:
        name = f"orders-{os.getpid()}-{next(_numbers)}"
        create_table(dynamodb, template().tables["OrdersTable"].definition, name)
    monkeypatch.setenv("ORDERS_TABLE", name)
    yield name
    rows = read_all(dynamodb, name)
    if len(rows) <= MOST_IN_BATCH:
        delete_all(dynamodb, name, rows)
        emptied_orders.append(name)
    else:
        dynamodb.delete_table(TableName=name)


@pytest.fixture
def ses(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ses]:
    """The fake SES that the mailer sends to."""
    load_app("mailer")
    with ses_server() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", server.url)
        yield server
        sys.modules["mailer.service"]._ses.close()


@pytest.fixture
def recording(database: Proxy) -> Recording:
    """The calls of the functions to DynamoDB during the test."""
    database.recording = Recording()
    return database.recording


@pytest.fixture
def in_between(database: Proxy) -> Iterator[InBetween]:
    """Runs an action right after a call to DynamoDB, before the shop goes on."""
    with interrupted_calls() as arrange:
        yield arrange
    assert not arrange.is_waiting, "the shop made none of these calls"


@pytest.fixture
def shop(catalog: str, recording: Recording, secrets_url: str) -> Shop:
    return DocumentedShop()


@pytest.fixture
def stored(catalog: str, dynamodb: Any) -> Callable[[], list[dict[str, Any]]]:
    """Returns all rows of the table."""
    return lambda: read_all(dynamodb, catalog)


@pytest.fixture
def state(stored: Any) -> Callable[[], CatalogState]:
    """Returns the table as items, name claims and idempotency records."""
    return lambda: CatalogState(stored())


@pytest.fixture
def copies(catalog: str, dynamodb: Any) -> Callable[[dict[str, Any], int], list[str]]:
    """Writes copies of an item directly to the table and returns their IDs."""
    return lambda item, count: clone(dynamodb, catalog, item, count)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of the catalogue in turn."""
    return str(request.param)


@pytest.fixture(params=HOLDERS)
def holder(request: pytest.FixtureRequest) -> str:
    """Each kind that refers to another."""
    return str(request.param)


class _CurrentOutput:
    """The current standard output. pytest replaces it between a test's set-up and its call."""

    def write(self, text: str) -> int:
        return sys.stdout.write(text)

    def flush(self) -> None:
        sys.stdout.flush()


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Returns all output of the functions: log lines, metrics, and anything else."""
    handler = logger.registered_handler
    before = handler.setStream(_CurrentOutput())
    yield lambda: "".join(capsys.readouterr())
    handler.setStream(before)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives requests a short time budget, so that giving up is quick to test."""
    monkeypatch.setattr(deadline, "BUDGET", IMPATIENT)


@pytest.fixture(scope="session")
def processes(database: Proxy, secrets_url: str) -> Iterator[LambdaProcesses]:
    """Functions in several processes, so that requests run concurrently, as on Lambda."""
    past_the_proxy = {"AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{database.port_behind}"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))  # for the fork server
        with LambdaProcesses(past_the_proxy) as started:
            yield started


@pytest.fixture
def at_once(processes: LambdaProcesses, catalog: str) -> Callable[[Iterable[Request]], list[Answer]]:
    """Sends requests concurrently and returns their answers in order."""
    return lambda requests: processes.send({"CATALOG_TABLE": catalog}, list(requests))


@pytest.fixture(scope="module")
def env(database: Proxy, secrets_url: str) -> Iterator[ShopEnvironment]:
    """A shop with tables for all tests of a module."""
    with environment_behind(database, f"{os.getpid()}-{next(_numbers)}") as env:
        yield env


@pytest.fixture(scope="module")
def cleanly(env: ShopEnvironment) -> Cleanly:
    """Runs each request once without faults, for all tests of a module."""
    return cache(lambda request: run_cleanly(env, request))
