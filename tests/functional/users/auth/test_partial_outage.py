"""A partial outage: reads and single writes work, transactions fail. No failure of the shop's counts as an attempt."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from bodega import deadline
from bodega.errors import InvalidCredentials
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, caller_of, is_let_in, log_in, register
from tests.support.database.in_between import InBetween
from tests.support.faults.fault_kinds import IMPATIENT
from users.auth.login import log_in as rules_log_in
from users.auth.store.attempts import RESERVED_SECONDS

Items = Callable[[str], list[dict[str, Any]]]
Outage = Callable[[], AbstractContextManager[None]]

TRANSACTIONS = {"operation": "TransactWriteItems", "times": 10**9}
FAULTS = {
    "internal errors": Fault("error", status=500, code="InternalServerError", **TRANSACTIONS),
    "refused connections": Fault("refused", **TRANSACTIONS),
    "throttling": Fault("error", code="ThrottlingException", **TRANSACTIONS),
    "conflicts": Fault("error", code="TransactionCanceledException", reasons=("TransactionConflict",), **TRANSACTIONS),
}


@pytest.fixture(params=FAULTS)
def outage(request: pytest.FixtureRequest, recording: Recording) -> Outage:
    """Return a context manager during which all transactions fail."""
    return lambda: failing(recording, replace(FAULTS[request.param]))


@contextmanager
def failing(recording: Recording, *faults: Fault) -> Iterator[None]:
    """Inject the faults. Requests give up soon."""
    recording.faults += faults
    with patch.object(deadline, "BUDGET", IMPATIENT):
        yield
    recording.faults.clear()


def logs_in(shop: Shop, email: str, _context: dict[str, str]) -> Answer:
    return log_in(shop, email)


def changes_password(shop: Shop, _email: str, context: dict[str, str]) -> Answer:
    body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    return shop.put("/users/me/password", body, caller=context)


def erases(shop: Shop, _email: str, context: dict[str, str]) -> Answer:
    return shop.call("DELETE", "/users/me", body={"password": PASSWORD}, caller=context)


@pytest.mark.parametrize("act", [logs_in, changes_password, erases], ids=["log-in", "password", "erasure"])
def test_a_customer_with_the_right_password_is_not_frozen_by_an_outage(
    shop: Shop, outage: Outage, act: Callable[[Shop, str, dict[str, str]], Answer]
) -> None:
    person = register(shop)
    context = caller_of(person.access_token)

    with outage():
        answers = [act(shop, person.email, context) for _ in range(8)]

    assert {(answer.status, answer.code) for answer in answers} == {(503, "storage_unavailable")}
    assert is_let_in(person.access_token)
    assert act(shop, person.email, context).status in {200, 204}


def test_a_wrong_password_during_an_outage_gets_the_answer_of_the_right_one_and_does_not_count(
    shop: Shop, outage: Outage, stored: Items
) -> None:
    """An answer that reveals nothing is not a guess."""
    person = register(shop)

    with outage():
        wrong = [log_in(shop, person.email, OTHER_PASSWORD) for _ in range(8)]
        right = log_in(shop, person.email)

    assert {(answer.status, answer.code) for answer in wrong} == {(503, "storage_unavailable")}
    assert wrong[0] == right
    assert "failed" not in stored("MAILBOX#")[0]
    assert log_in(shop, person.email).status == 200


def test_a_wrong_password_counts_although_its_answer_is_lost(shop: Shop, recording: Recording, stored: Items) -> None:
    """Its sender can find out in other ways that it was wrong, so the attempt must not be free."""
    person = register(shop)

    recording.faults.append(Fault("lost", **TRANSACTIONS))

    assert log_in(shop, person.email, OTHER_PASSWORD).status == 503

    (mailbox,) = stored("MAILBOX#")
    assert len(mailbox["failed"]) == 1
    assert mailbox["attempts"] == mailbox["failed"]


def test_attempts_that_an_outage_left_behind_stop_counting_after_half_a_minute(
    shop: Shop, recording: Recording, monkeypatch: pytest.MonkeyPatch, stored: Items
) -> None:
    """Nothing could be withdrawn: the outage began between the reservation and everything else."""
    person = register(shop)
    for _ in range(5):
        withdrawals = Fault("refused", operation="UpdateItem", skip=1, times=10**9)
        with failing(recording, Fault("refused", **TRANSACTIONS), withdrawals):
            assert log_in(shop, person.email).status == 503
    assert len(stored("MAILBOX#")[0]["attempts"]) == 5

    waiting = log_in(shop, person.email)
    assert (waiting.status, waiting.code) == (429, "too_many_requests")
    seconds = int(waiting.headers["Retry-After"])
    assert seconds <= RESERVED_SECONDS

    later = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: later)
    assert log_in(shop, person.email).status == 200


def test_a_customer_whose_attempt_got_no_answer_gets_in_although_a_stranger_guesses_meanwhile(
    shop: Shop, recording: Recording, in_between: InBetween
) -> None:
    """The repeated reservation must not count against itself."""
    person = register(shop)
    for _ in range(3):
        log_in(shop, person.email, OTHER_PASSWORD)

    def guess() -> None:
        with pytest.raises(InvalidCredentials):
            rules_log_in(person.email, OTHER_PASSWORD, "198.51.100.7", None)

    recording.faults.append(Fault("lost", operation="UpdateItem"))
    guesses = in_between({"UpdateItem"}, guess)
    answer = log_in(shop, person.email)

    assert guesses
    assert answer.status == 200, answer
