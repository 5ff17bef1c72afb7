"""Transactions: writes have names, and failures are read by name."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.aws import ServiceError
from bodega.dynamodb import (
    ANY,
    Check,
    Delete,
    Key,
    Put,
    Table,
    TransactionFailed,
    Update,
    Write,
    transact,
    transactions,
)

FAILED, HELD, CONFLICT = "ConditionalCheckFailed", "None", "TransactionConflict"
ABSENT = "attribute_not_exists(#pk)"
NAMES = st.lists(st.text("abc/", min_size=1, max_size=6), min_size=1, max_size=20, unique=True)


def check(key: str = "some") -> Check:
    return Check(Key(key, key), ANY)


def cancelled(*reasons: dict[str, Any]) -> ServiceError:
    return ServiceError(400, "TransactionCanceledException", {"CancellationReasons": list(reasons)})


class Answers:
    """A fake of the call to DynamoDB: fails with `errors` in turn, then succeeds. Records the requests."""

    def __init__(self) -> None:
        self.errors: list[ServiceError] = []
        self.requests: list[Any] = []
        self.pauses: list[int] = []

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        assert operation == "TransactWriteItems"
        self.requests.append(request)
        if self.errors:
            raise self.errors.pop(0)
        return {}

    def pause(self, attempt: int, cause: Exception | None = None) -> None:
        self.pauses.append(attempt)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    found = Answers()
    monkeypatch.setattr(transactions, "call", found.call)
    monkeypatch.setattr(transactions, "pause", found.pause)
    monkeypatch.setenv("ORDERS", "orders-dev")
    monkeypatch.setenv("STOCK", "stock-dev")
    return found


@pytest.fixture
def orders() -> Table:
    return Table("ORDERS")


def failure(answers: Answers, run: Callable[[], None], *errors: ServiceError) -> TransactionFailed:
    answers.errors = list(errors)
    with pytest.raises(TransactionFailed) as failed:
        run()
    return failed.value


def test_the_request_has_the_writes_in_order_each_with_its_table(answers: Answers, orders: Table) -> None:
    stock = Table("STOCK")

    transact(
        {
            "order": orders.write(Put({"pk": "o", "sk": "o"}, ABSENT)),
            "stock": stock.write(Update(Key("s", "s"), ANY, add={"count": -1})),
            "cart": orders.write(Delete(Key("c", "c"), ANY)),
            "profile": stock.write(check("p")),
        }
    )

    (request,) = answers.requests
    assert [(action, body["TableName"]) for item in request["TransactItems"] for action, body in item.items()] == [
        ("Put", "orders-dev"),
        ("Update", "stock-dev"),
        ("Delete", "orders-dev"),
        ("ConditionCheck", "stock-dev"),
    ]


def test_a_table_s_own_transaction_is_one_over_a_single_table(answers: Answers, orders: Table) -> None:
    writes: dict[str, Write] = {"order": Put({"pk": "o", "sk": "o"}, ABSENT), "profile": check()}

    orders.transact(writes)
    transact({name: orders.write(write) for name, write in writes.items()})

    short, long = ({**request, "ClientRequestToken": ""} for request in answers.requests)
    assert short == long


def test_a_write_that_is_none_is_omitted(answers: Answers, orders: Table) -> None:
    failed = failure(
        answers,
        lambda: orders.transact({"item": check("a"), "request": None, "profile": check("b")}),
        cancelled({"Code": HELD}, {"Code": FAILED}),
    )

    assert len(answers.requests[0]["TransactItems"]) == 2
    assert failed.names == {"profile"}
    assert not failed.broke("request")
    assert failed.item("request") is None


def test_a_failure_has_the_name_of_its_write_and_the_stored_item(answers: Answers, orders: Table) -> None:
    failed = failure(
        answers,
        lambda: orders.transact({"item": check("a"), "name claim": check("b"), "profile": check("c")}),
        cancelled({"Code": FAILED, "Item": {"pk": {"S": "a"}, "refs": {"N": "3"}}}, {"Code": HELD}, {"Code": FAILED}),
    )

    assert failed.names == {"item", "profile"}
    assert [failed.broke(name) for name in ("item", "name claim", "profile", "another")] == [True, False, True, False]
    assert failed.item("item") == {"pk": "a", "refs": 3}
    assert failed.item("profile") is None
    assert failed.item("name claim") is None
    assert "item, profile" in str(failed)


def test_failures_of_a_group_come_without_the_prefix_in_the_order_of_the_writes(
    answers: Answers, orders: Table
) -> None:
    names = ["reference/z", "reference/a", "item", "reference/m", "token/a"]
    reasons = [{"Code": code} for code in (FAILED, FAILED, FAILED, HELD, FAILED)]

    failed = failure(answers, lambda: orders.transact({name: check(name) for name in names}), cancelled(*reasons))

    assert failed.group("reference/") == ["z", "a"]
    assert failed.group("token/") == ["a"]
    assert failed.group("request/") == []


def _with_codes(names: list[str], failing: set[str]) -> ServiceError:
    return cancelled(*({"Code": FAILED if name in failing else HELD} for name in names))


@given(names=NAMES, data=st.data())
def test_an_inserted_write_does_not_change_the_names_of_failures(names: list[str], data: st.DataObject) -> None:
    failing = set(data.draw(st.lists(st.sampled_from(names), min_size=1)))
    place = data.draw(st.integers(0, len(names)))
    more = [*names[:place], "inserted", *names[place:]]

    for_both = []
    with pytest.MonkeyPatch.context() as patch:
        answers = Answers()
        patch.setattr(transactions, "call", answers.call)
        patch.setenv("ORDERS", "orders-dev")
        for writes in (names, more):
            run = {name: check(name) for name in writes}
            failed = failure(answers, lambda run=run: Table("ORDERS").transact(run), _with_codes(writes, failing))
            for_both.append((failed.names, failed.group("a"), str(failed)))

    assert for_both[0] == for_both[1]
    assert for_both[0][0] == failing


def test_a_conflict_beside_a_failed_condition_is_repeated_with_the_same_token(answers: Answers, orders: Table) -> None:
    failed = failure(
        answers,
        lambda: orders.transact({"item": check("a"), "request": check("b")}),
        cancelled({"Code": FAILED}, {"Code": CONFLICT}),
        cancelled({"Code": FAILED}, {"Code": FAILED}),
    )

    assert failed.names == {"item", "request"}
    assert answers.pauses == [0]
    first, second = answers.requests
    assert first == second


def test_transactions_have_different_tokens(answers: Answers, orders: Table) -> None:
    for _ in range(2):
        orders.transact({"item": check()})

    assert len({request["ClientRequestToken"] for request in answers.requests}) == 2


@pytest.mark.parametrize(
    "error",
    [
        ServiceError(400, "ValidationException", {}),
        cancelled({"Code": "ValidationError"}),
        ServiceError(400, "IdempotentParameterMismatchException", {}),
    ],
    ids=lambda error: error.code,
)
def test_an_error_of_another_kind_is_not_a_failed_condition(
    error: ServiceError, answers: Answers, orders: Table
) -> None:
    answers.errors = [error]

    with pytest.raises(ServiceError) as raised:
        orders.transact({"item": check()})

    assert raised.value is error
