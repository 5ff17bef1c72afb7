"""What an erasure does with the orders of an account. Orders are stored as their placing writes them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bodega.attributes import from_attributes, to_attributes
from bodega.clock import now, timestamp
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.mails import token_in
from harness.shop.people import caller_of
from tests.functional.users.conftest import Items
from tests.functional.users.profile.conftest import MARK, MARKS, Store, request_of
from tests.functional.users.profile.test_erasure import CONFIRMED, away_after
from tests.support.database.in_between import InBetween
from tests.support.shop.accounts import Account, customer, guest, member
from tests.support.shop.stored_orders import stored_lines

OPEN = ("placed", "accepted", "preparing", "ready")


@pytest.fixture
def ada(shop: Shop) -> Account:
    return customer(shop)


def dump(dynamodb: Any, *tables: str) -> str:
    return json.dumps([read_all(dynamodb, table) for table in tables], default=str)


class TestErasure:
    @pytest.mark.parametrize("status", OPEN)
    def test_an_open_order_prevents_it(
        self, shop: Shop, ada: Account, place: Store, status: str, rows: Any, stored: Items
    ) -> None:
        place(ada.id, "completed", status, "canceled")
        before = rows(), stored("USER#")

        answer = ada.call("DELETE", "/users/me", CONFIRMED)

        assert (answer.status, answer.code) == (409, "open_orders")
        assert (rows(), stored("USER#")) == before

    @pytest.mark.parametrize(("hours", "status"), [(23, 409), (25, 204)])
    def test_an_order_that_was_never_ended_prevents_it_for_a_day(
        self, ada: Account, place: Store, rows: Any, hours: int, status: int
    ) -> None:
        place(ada.id, "ready", due_to=timestamp(now() - timedelta(hours=hours)))
        assert ada.call("DELETE", "/users/me", CONFIRMED).status == status
        assert (ada.id in str(rows())) is (status == 409)

    def test_it_leaves_nothing_about_the_person_in_any_table(
        self,
        shop: Shop,
        place: Store,
        put: Any,
        dynamodb: Any,
        accounts: str,
        orders: str,
        erasures: str,
        rows: Any,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        person = customer(shop, email=MARKS["email"], firstName=MARK, phone=MARKS["phone"])
        ids = place(person.id, "completed", "canceled")
        put(request_of(person.id, ids[0]))
        put({"pk": f"USER#{person.id}", "sk": "MAILS#20000", "mails": 2, "expiresAt": 2_111_000_000})
        assert MARK in dump(dynamodb, accounts, orders)

        assert person.call("DELETE", "/users/me", CONFIRMED).status == 204

        left = dump(dynamodb, accounts, orders)
        assert not [mark for mark in (MARK, MARKS["phone"], person.id) if mark in left]
        assert MARK not in dump(dynamodb, erasures)
        assert MARK not in capsys.readouterr().out
        assert {item["sk"].partition("#")[0] for item in rows()} == {"ORDER", "LINES", "HISTORY"}

    def test_the_order_itself_stays_as_it_was(self, ada: Account, place: Store, rows: Any) -> None:
        (order_id,) = place(ada.id, "completed")
        before = {item["sk"]: item for item in rows()}

        assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

        after = {item["sk"]: item for item in rows()}
        personal = {"customerId", "customerPk", "customerSk"}
        kept = {name: value for name, value in before["ORDER"].items() if name not in personal}
        assert after["ORDER"] == {**kept, "version": before["ORDER"]["version"] + 1}
        assert after["LINES"] == before["LINES"] == from_attributes(to_attributes(stored_lines(order_id)))

    def test_the_orders_of_others_stay(self, shop: Shop, ada: Account, place: Store, put: Any, rows: Any) -> None:
        eve = customer(shop)
        others = place(eve.id, "completed", "placed") + place(None, "completed", first=50)
        put(request_of(eve.id, others[0]))
        before = rows()
        place(ada.id, "completed", first=100)

        assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

        others_now = [item for item in rows() if "0000100" not in item["pk"]]
        assert sorted(map(str, others_now)) == sorted(map(str, before))

    def test_an_order_that_the_index_does_not_show_yet_is_found(
        self, ada: Account, place: Store, put: Any, rows: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (order_id,) = place(ada.id, "placed")
        put(request_of(ada.id, order_id))
        monkeypatch.setattr("users.storage.orders.customer_partition", lambda _: "CUSTOMER#nobody")

        assert ada.call("DELETE", "/users/me", CONFIRMED).code == "open_orders"

        place(ada.id, "completed")
        assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
        assert MARK not in str(rows())

    def test_staff_who_leave_take_no_personal_data_of_buyers_with_them(
        self, shop: Shop, place: Store, put: Any, rows: Any
    ) -> None:
        joan = member(shop, "staff")
        (order_id,) = place(None, "accepted")
        put(request_of(joan.id, order_id))
        before = rows("ORDER#")

        assert joan.get("/users/me/export")["orders"] == []
        assert MARK not in str(joan.get("/users/me/export"))
        assert joan.call("DELETE", "/users/me", CONFIRMED).status == 204

        assert rows("ORDER#") == before
        assert rows("USER#") == []

    def test_many_orders_take_a_transaction_per_fifty(
        self, ada: Account, place: Store, rows: Any, recording: Recording
    ) -> None:
        place(ada.id, *["completed"] * 120)
        recording.calls.clear()

        assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

        assert MARK not in str(rows())
        assert recording.operations.count("BatchGetItem") == 3 + 1  # and the rate limit of the password
        assert rows("ORDER#")
        assert not [item for item in rows() if "customerId" in item]

    def test_an_interrupted_erasure_is_continued(
        self, shop: Shop, ada: Account, place: Store, put: Any, rows: Any, recording: Recording, stored: Items
    ) -> None:
        ids = place(ada.id, *["completed"] * 70)
        put(request_of(ada.id, ids[0]))
        recording.faults += away_after(transactions=2)  # closed, and fifty orders
        assert ada.call("DELETE", "/users/me", CONFIRMED).status == 503
        recording.faults.clear()
        assert str(rows()).count("'name': 'm4rk3d'") == 20 + 1
        context = caller_of(ada.person.access_token)

        assert shop.call("DELETE", "/users/me", body=CONFIRMED, caller=context).status == 204

        assert MARK not in str(rows())
        assert stored("USER#") == []

    def test_an_order_that_changes_meanwhile_is_separated_as_it_is_then(
        self, ada: Account, place: Store, dynamodb: Any, orders: str, rows: Any, in_between: InBetween
    ) -> None:
        (order_id,) = place(ada.id, "completed")
        key = to_attributes({"pk": f"ORDER#{order_id}", "sk": "ORDER"})

        def change() -> None:
            dynamodb.update_item(
                TableName=orders,
                Key=key,
                UpdateExpression="SET ticket[0].quantity = :changes ADD version :one",
                ExpressionAttributeValues={":one": {"N": "1"}, ":changes": {"N": str(10 + len(done))}},
            )

        done = in_between({"BatchGetItem"}, change, times=2)
        assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
        assert done
        (head,) = (row for row in rows() if row["sk"] == "ORDER")
        assert head["ticket"][0]["quantity"] == 12
        assert "customerId" not in str(rows())
        assert MARK not in str(rows())

    def test_an_order_that_is_placed_before_the_account_closes_stays_for_the_kitchen(
        self, ada: Account, place: Store, put: Any, rows: Any, in_between: InBetween
    ) -> None:
        """Open orders are looked for before the password is checked, and found again after the account is closed."""

        def order() -> None:
            (order_id,) = place(ada.id, "placed")
            put(request_of(ada.id, order_id))

        assert in_between({"UpdateItem"}, order) == []  # the attempt at the password
        assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

        (head,) = [item for item in rows() if item["sk"] == "ORDER"]
        assert (head["status"], head["queuePk"], head["duePk"]) == ("placed", "QUEUE", "DUE")
        assert MARK not in str(rows())
        assert ada.id not in str(rows())

    def test_a_guest_is_separated_from_the_orders(self, shop: Shop, place: Store, rows: Any) -> None:
        visitor = guest(shop)
        place(visitor.id, "placed")
        assert visitor.call("DELETE", "/users/me").code == "open_orders"
        place(visitor.id, "completed")

        assert visitor.call("DELETE", "/users/me").status == 204

        assert MARK not in str(rows())
        assert visitor.id not in str(rows())


@pytest.mark.parametrize("status", ["completed", "preparing"])
def test_a_removal_by_the_owner_of_the_mailbox_does_not_wait_for_open_orders(
    shop: Shop, ada: Account, place: Store, rows: Any, mails: Any, status: str
) -> None:
    place(ada.id, status)

    assert shop.post("/users/email/disown", {"token": token_in(mails()[0])}, role="nobody").status == 204

    (head,) = [item for item in rows() if item["sk"] == "ORDER"]
    assert head["status"] == status
    assert ("queuePk" in head) is (status == "preparing"), "the kitchen still prepares it"
    assert MARK not in str(rows())
    assert ada.id not in str(rows())


@pytest.mark.parametrize("kind", ["error", "lost"])
@pytest.mark.parametrize("transactions", [0, 1, 2, 3])
def test_a_fault_at_each_transaction_leaves_an_erasure_that_can_be_repeated(
    kind: str, transactions: int, shop: Shop, ada: Account, place: Store, rows: Any, recording: Recording, stored: Items
) -> None:
    place(ada.id, "completed")
    # The first transaction is the attempt's at the password.
    recording.faults.append(Fault("none", "TransactWriteItems", times=transactions))
    recording.faults.append(Fault(kind, "TransactWriteItems", times=1, status=500, code="InternalServerError"))

    answer = ada.call("DELETE", "/users/me", CONFIRMED)

    assert answer.status == 204
    assert MARK not in str(rows())
    assert stored("USER#") == []
