"""Routes of orders that write, with every fault at the decisive call; placing also with faults at all other calls.

The stress test has every fault at every call of all of them, once and permanently.
"""

import pytest

from harness.aws.dynamodb_proxy import Fault
from tests.support.faults.fault_injection import carry_out
from tests.support.faults.fault_suite import LATE, Cleanly, at_call, lost_for_good, quick_look
from tests.support.requests.order_life import order_life_requests
from tests.support.requests.orders import order_requests
from tests.support.shop.environment import ShopEnvironment

REQUESTS = {request.name: request for request in [*order_requests(), *order_life_requests()]}
PLACED = "place a guest's order"
WRITES_OF_AN_ORDER = 15


@pytest.mark.parametrize("name", REQUESTS)
def test_a_fault_changes_neither_the_response_nor_the_stored_items(
    env: ShopEnvironment, cleanly: Cleanly, name: str
) -> None:
    quick_look(env, cleanly(REQUESTS[name]))


@pytest.mark.parametrize("name", REQUESTS)
def test_an_outage_is_a_503_and_leaves_no_partial_write(env: ShopEnvironment, cleanly: Cleanly, name: str) -> None:
    lost_for_good(env, cleanly(REQUESTS[name]))


def test_a_fault_before_the_decisive_call_changes_nothing_either(env: ShopEnvironment, cleanly: Cleanly) -> None:
    clean = cleanly(REQUESTS[PLACED])
    assert clean.operations[0] == "BatchGetItem"
    assert clean.operations[-1] == "TransactWriteItems"

    for call in range(len(clean.operations) - 1):
        for attack in at_call(clean, call, LATE):
            carry_out(env, clean, attack)


@pytest.mark.parametrize("place", range(WRITES_OF_AN_ORDER))
def test_a_conflict_at_any_write_is_retried(env: ShopEnvironment, cleanly: Cleanly, place: int) -> None:
    clean = cleanly(REQUESTS[PLACED])
    env.tables.restore(clean.before)
    recording = env.forget()
    reasons = ["None"] * WRITES_OF_AN_ORDER
    reasons[place] = "TransactionConflict"
    conflict = Fault(
        "error", operation="TransactWriteItems", code="TransactionCanceledException", reasons=tuple(reasons)
    )
    recording.faults = [conflict]

    answer = clean.request.send(env, clean.sent)

    assert conflict.times == 0
    assert answer.status == 201, answer
    assert clean.normal.rows(env.tables.dump()) == clean.states[-1]
    written = [call.request["TransactItems"] for call in recording.calls if call.operation == "TransactWriteItems"]
    assert {len(writes) for writes in written} == {WRITES_OF_AN_ORDER}


@pytest.mark.parametrize("call", range(4))
def test_a_retry_after_a_503_places_one_order(env: ShopEnvironment, cleanly: Cleanly, call: int) -> None:
    """A number may be missing: it was taken for the attempt that failed."""
    clean = cleanly(REQUESTS[PLACED])
    env.tables.restore(clean.before)
    env.forget().faults = [Fault("lost", skip=call, times=10**9)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bodega.deadline.BUDGET", 0.1)
        assert clean.request.send(env, clean.sent).status == 503
    env.forget()

    answers = [clean.request.send(env, clean.sent) for _ in range(2)]

    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    heads = [row for row in env.tables.read("ORDERS_TABLE") if row["sk"]["S"] == "ORDER"]
    assert [head["id"]["S"] for head in heads] == [answers[0].json["id"]]
