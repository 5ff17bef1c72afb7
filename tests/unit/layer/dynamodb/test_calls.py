"""Calls to DynamoDB: which errors are retried, how often, and for how long."""

from collections.abc import Mapping
from contextlib import nullcontext
from contextvars import Context, ContextVar
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodega import deadline
from bodega.aws import DYNAMODB, Client, ServiceError, TransportError
from bodega.dynamodb import calls
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.jitter import jitter
from tests.support.aws.errors import service_error
from tests.unit.layer.conftest import Clock

THROTTLED = "ThrottlingException"
FAILED_CONDITION = "ConditionalCheckFailedException"
UNANSWERED = TransportError("ConnectionResetError")


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A fake clock that advances only when the code sleeps or an operation takes time."""
    found = Clock()
    monkeypatch.setattr(deadline, "time", found)
    monkeypatch.setattr(calls, "time", found)
    # An earlier test's request left its deadline, which is a time of another clock.
    monkeypatch.setattr(deadline, "_deadline", ContextVar("deadline", default=None))
    return found


class Operation:
    """A client that fails with `errors` in turn, then succeeds; each attempt takes `seconds`."""

    def __init__(self, clock: Clock, errors: list[Exception], seconds: float = 0.0) -> None:
        self.clock, self.errors, self.seconds = clock, errors, seconds
        self.attempts = 0

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.attempts += 1
        self.clock.now += self.seconds
        if self.attempts <= len(self.errors):
            raise self.errors[self.attempts - 1]
        return {"Items": [operation, request]}


def in_a_request(client: Any) -> Any:
    def request() -> Any:
        deadline.start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(calls, "client", lambda: client)
            return calls.call("Query", {"TableName": "catalog"})

    return Context().run(request)


@pytest.mark.parametrize("error", [UNANSWERED, service_error(THROTTLED)], ids=lambda error: type(error).__name__)
def test_a_transient_error_is_retried_until_a_call_succeeds(error: Exception, ticking: Clock) -> None:
    operation = Operation(ticking, [error] * 3)

    assert in_a_request(operation) == {"Items": ["Query", {"TableName": "catalog"}]}
    assert operation.attempts == 4


@pytest.mark.parametrize(
    "error", [service_error(FAILED_CONDITION), KeyError("AWS_ACCESS_KEY_ID")], ids=lambda error: type(error).__name__
)
def test_another_error_is_not_retried(error: Exception, ticking: Clock) -> None:
    operation = Operation(ticking, [error])

    with pytest.raises(type(error)):
        in_a_request(operation)

    assert operation.attempts == 1


REFUSALS = [
    *("AccessDeniedException", "ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException"),
    *("InvalidSignatureException", "IncompleteSignatureException", "IncompleteSignature", "SignatureDoesNotMatch"),
    *("MissingAuthenticationTokenException", "MissingAuthenticationToken", "InvalidClientTokenId"),
    *("KMSAccessDeniedException", "KMSDisabledException", "KMSNotFoundException", "KMSInvalidStateException"),
    *("ResourceNotFoundException", "OptInRequired", "RequestTimeTooSkewed", "RequestInTheFuture"),
]


@pytest.mark.parametrize(
    "error",
    [*map(service_error, REFUSALS), service_error("SomethingNew", 403), service_error("SomethingNew", 401)],
    ids=str,
)
def test_a_refused_call_is_not_repeated_and_names_its_reason(error: ServiceError, ticking: Clock) -> None:
    operation = Operation(ticking, [error])

    with pytest.raises(StorageRefused) as refused:
        in_a_request(operation)

    assert operation.attempts == 1
    assert refused.value.reason == f"Query: {error.code}"
    assert refused.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [UNANSWERED, service_error("InternalServerError", 500), service_error("RequestTimeout"), service_error("x", 502)],
    ids=str,
)
def test_a_service_that_fails_gets_four_attempts(error: Exception, ticking: Clock) -> None:
    operation = Operation(ticking, [error] * 1000)

    with pytest.raises(StorageUnavailable) as unavailable:
        in_a_request(operation)

    assert operation.attempts == 4
    assert unavailable.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        service_error(THROTTLED),
        service_error("SomethingNew", 429),
        service_error("TransactionConflictException"),
        service_error("TransactionCanceledException", reasons=["TransactionConflict"]),
    ],
    ids=str,
)
def test_contention_gets_more_attempts_than_a_failure(error: Exception, ticking: Clock) -> None:
    operation = Operation(ticking, [error] * 8)

    assert in_a_request(operation) == {"Items": ["Query", {"TableName": "catalog"}]}
    assert operation.attempts == 9


def test_failures_between_throttled_attempts_count_for_themselves(ticking: Clock) -> None:
    throttled = service_error(THROTTLED)
    operation = Operation(ticking, [throttled, UNANSWERED, throttled, UNANSWERED, throttled, UNANSWERED, throttled])

    assert in_a_request(operation) == {"Items": ["Query", {"TableName": "catalog"}]}

    operation = Operation(ticking, [throttled, UNANSWERED, throttled, *[UNANSWERED] * 3])
    with pytest.raises(StorageUnavailable):
        in_a_request(operation)
    assert operation.attempts == 6


class Answering:
    """A client that gives `answers` in turn."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = list(answers)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        return self.answers.pop(0)


@pytest.mark.parametrize(
    ("operation", "whole"),
    [
        ("Query", {"Items": []}),
        ("Scan", {"Items": []}),
        ("BatchGetItem", {"Responses": {}}),
        ("UpdateItem", {"Attributes": {}}),
    ],
)
def test_an_answer_without_its_member_is_asked_for_again(
    operation: str, whole: dict[str, Any], ticking: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Answering({}, {"ConsumedCapacity": {}}, whole, {}, {}, {}, {}, whole)
    monkeypatch.setattr(calls, "client", lambda: client)

    assert calls.call(operation, {}) == whole
    with pytest.raises(StorageUnavailable) as unavailable:
        calls.call(operation, {})

    assert len(client.answers) == 1, "4 attempts"
    assert isinstance(unavailable.value.__cause__, TransportError)
    assert "the answer has no " in str(unavailable.value.__cause__)


@pytest.mark.parametrize("operation", ["GetItem", "TransactWriteItems", "PutItem"])
def test_an_answer_that_may_be_empty_is_whole(operation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "client", lambda: Answering({}))

    assert calls.call(operation, {}) == {}


def test_a_permanent_error_is_an_unavailable_storage_with_its_cause(ticking: Clock) -> None:
    error = service_error(THROTTLED)
    operation = Operation(ticking, [error] * 1000)

    with pytest.raises(StorageUnavailable) as unavailable:
        in_a_request(operation)

    assert unavailable.value.__cause__ is error
    assert 3 <= operation.attempts <= 20


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seconds=st.floats(0, deadline.ATTEMPT))
def test_a_call_ends_within_eight_seconds_however_slow_each_attempt_is(ticking: Clock, seconds: float) -> None:
    started = ticking.now

    with pytest.raises(StorageUnavailable):
        in_a_request(Operation(ticking, [service_error(THROTTLED)] * 1000, seconds))

    assert ticking.now - started < 8


def test_pauses_grow_and_differ(ticking: Clock) -> None:
    """Full jitter keeps callers that collided once from colliding again."""
    pauses: list[list[float]] = [[], []]
    for attempt, found in ((0, pauses[0]), (6, pauses[1])):
        for _ in range(200):
            before = ticking.now
            calls.pause(attempt)
            found.append(ticking.now - before)

    assert max(pauses[0]) <= 0.0251
    assert 0.4 < max(pauses[1]) <= 0.801
    assert all(len(set(found)) > 190 for found in pauses)


def test_pauses_double_up_to_their_maximum(ticking: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "jitter", lambda longest: longest)
    pauses = []
    for attempt in range(8):
        before = ticking.now
        calls.pause(attempt)
        pauses.append(round(ticking.now - before, 6))

    assert pauses == [0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 0.8, 0.8]


def test_a_busy_service_gets_thirteen_attempts_however_short_the_pauses_are(
    ticking: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "jitter", lambda _: 0.0)
    operation = Operation(ticking, [service_error(THROTTLED)] * 1000)

    with pytest.raises(StorageUnavailable):
        in_a_request(operation)

    assert operation.attempts == 13


@pytest.mark.parametrize(("seconds", "waits"), [(0.025, False), (0.026, True)])
def test_a_pause_is_made_only_if_there_is_time_after_it(
    seconds: float, waits: bool, ticking: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "jitter", lambda longest: longest)
    ticking.now = 0.0  # so that sums are exact

    with deadline.at_most(seconds), nullcontext() if waits else pytest.raises(StorageUnavailable):
        calls.pause(0)

    assert ticking.now == (0.025 if waits else 0.0)


@pytest.mark.parametrize(("random", "seconds"), [(b"\x00" * 4, 0.0), (b"\xff" * 4, 0.8)])
def test_a_random_wait_has_any_length_up_to_the_longest(
    random: bytes, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bodega.jitter.os.urandom", lambda _: random)

    assert jitter(0.8) == seconds


def test_an_unreachable_server_is_an_unavailable_storage(
    ticking: Clock, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{closed_port}")

    with pytest.raises(StorageUnavailable) as unavailable:
        in_a_request(Client(DYNAMODB, connect_timeout=1, read_timeout=1))

    assert isinstance(unavailable.value.__cause__, TransportError)
