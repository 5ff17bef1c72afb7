"""DynamoDB throttles, fails, or its response is lost: requests still take effect once and succeed."""

import pytest

from harness.aws.dynamodb_proxy import Fault
from harness.shop.kinds import HOLDS, minimal, referring

TRANSIENT = {
    "throttled": Fault("error", code="ProvisionedThroughputExceededException"),
    "throttled on demand": Fault("error", code="ThrottlingException"),
    "over the account's limit": Fault("error", code="RequestLimitExceeded"),
    "a server error": Fault("error", status=500, code="InternalServerError"),
    "an unavailable service": Fault("error", status=503, code="ServiceUnavailable"),
    "a gateway's page": Fault("error", status=502, code="<html>"),
    "a connection that is refused": Fault("refused"),
    "an answer that is lost": Fault("lost"),
    "an answer that breaks off": Fault("truncated"),
}
AROUND_A_WRITE = {
    name: TRANSIENT[name] for name in ("a server error", "an answer that is lost", "an answer that breaks off")
}
OF_TRANSACTIONS = {
    "a conflict": Fault("error", code="TransactionCanceledException", reasons=("TransactionConflict", "None")),
    "a throttled part": Fault("error", code="TransactionCanceledException", reasons=("None", "ThrottlingError")),
    "a part over capacity": Fault(
        "error", code="TransactionCanceledException", reasons=("ProvisionedThroughputExceeded", "TransactionConflict")
    ),
    "one in progress": Fault("error", code="TransactionInProgressException"),
}


@pytest.fixture
def faulty(recording):
    """Make the next calls of `operation` fail."""

    def arrange(fault, operation="", times=2):
        arranged = Fault(**{**vars(fault), "operation": operation, "times": times})
        recording.faults.append(arranged)
        recording.calls.clear()
        return arranged

    return arrange


@pytest.mark.parametrize("kind", ["products"])
@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT)
class TestTransientFault:
    """Each fault occurs twice in a row."""

    def test_does_not_prevent_a_read(self, shop, kind, faulty, fault):
        item = shop.add(kind)

        for url, expected in ((f"/{kind}/{item['id']}", item), (f"/{kind}", {"items": [item], "nextCursor": None})):
            arranged = faulty(fault)
            answer = shop.get(url)

            assert (answer.status, answer.json) == (200, expected)
            assert arranged.times == 0

    def test_does_not_prevent_or_repeat_a_creation(self, shop, kind, faulty, fault, state):
        used = shop.add(HOLDS[kind][1])
        arranged = faulty(fault)

        answer = shop.post(f"/{kind}", minimal(kind) | referring(kind, [used["id"]]))

        assert arranged.times == 0
        assert (answer.status, answer.json["version"]) == (201, 1)
        assert set(state().items) == {used["id"], answer.json["id"]}
        assert state().refs(used["id"]) == 1

    def test_does_not_prevent_or_repeat_a_creation_with_a_key(self, shop, kind, faulty, fault, state):
        faulty(fault)

        answer = shop.post(f"/{kind}", minimal(kind), headers={"Idempotency-Key": "k"})

        assert answer.status == 201
        assert "Idempotency-Replayed" not in answer.headers
        assert list(state().items) == [answer.json["id"]]


@pytest.mark.parametrize("kind", ["products"])
@pytest.mark.parametrize("fault", AROUND_A_WRITE.values(), ids=AROUND_A_WRITE)
class TestTransientFaultOfAChange:
    """The fault occurs before the write, after the write, or halfway through the response."""

    @pytest.mark.parametrize("condition", [{}, {"If-Match": '"1"'}])
    def test_does_not_prevent_or_repeat_a_change(self, shop, kind, faulty, fault, condition):
        item = shop.add(kind)
        body = minimal(kind) | {"name": item["name"], "description": "New."}
        faulty(fault)

        answer = shop.put(f"/{kind}/{item['id']}", body, headers=condition)

        assert (answer.status, answer.json["version"], answer.json["description"]) == (200, 2, "New.")
        assert shop.get(f"/{kind}/{item['id']}").json == answer.json

    @pytest.mark.parametrize("condition", [{}, {"If-Match": '"1"'}])
    def test_does_not_prevent_or_repeat_a_change_of_the_stock(self, shop, kind, faulty, fault, condition):
        item = shop.add(kind)
        faulty(fault)

        answer = shop.put(f"/{kind}/{item['id']}/stock", {"inStock": False}, headers=condition)

        assert (answer.status, answer.json["version"], answer.json["inStock"]) == (200, 2, False)
        assert shop.get(f"/{kind}/{item['id']}").json == answer.json

    @pytest.mark.parametrize("condition", [{}, {"If-Match": '"1"'}])
    def test_does_not_prevent_or_repeat_a_rename(self, shop, kind, faulty, fault, condition, state):
        item = shop.add(kind)
        faulty(fault, "TransactWriteItems")

        answer = shop.patch(f"/{kind}/{item['id']}", {"name": "Chai"}, headers=condition)

        assert (answer.status, answer.json["version"], answer.json["name"]) == (200, 2, "Chai")
        assert [name for _, name in state().claims] == ["chai"]

    @pytest.mark.parametrize("condition", [{}, {"If-Match": '"1"'}])
    def test_does_not_prevent_or_repeat_a_deletion(self, shop, kind, faulty, fault, condition, state):
        used = shop.add(HOLDS[kind][1])
        item = shop.add(kind, **referring(kind, [used["id"]]))
        faulty(fault, "TransactWriteItems")

        assert shop.delete(f"/{kind}/{item['id']}", headers=condition).status == 204
        assert list(state().items) == [used["id"]]
        assert state().refs(used["id"]) == 0

    def test_does_not_hide_why_a_request_is_rejected(self, shop, kind, faulty, fault):
        item = shop.add(kind)

        faulty(fault)
        assert shop.post(f"/{kind}", minimal(kind) | {"name": item["name"]}).code == "name_taken"
        faulty(fault)
        assert shop.put(f"/{kind}/{item['id']}/stock", {"inStock": True}, headers={"If-Match": '"7"'}).status == 412
        faulty(fault)
        assert shop.delete(f"/{kind}/{item['id']}", headers={"If-Match": '"7"'}).status == 412

    def test_does_not_prevent_ordering_the_categories(self, shop, kind, faulty, fault):
        ids = [shop.add("categories")["id"] for _ in range(3)]
        faulty(fault, "TransactWriteItems")

        answer = shop.put("/categories/order", {"categoryIds": ids[::-1]})

        assert [(item["id"], item["version"]) for item in answer.json["items"]] == [
            (item_id, 2) for item_id in ids[::-1]
        ]
        for item in answer.json["items"]:
            assert shop.get(f"/categories/{item['id']}").json == item

    def test_does_not_prevent_reading_the_menu(self, shop, kind, faulty, fault):
        shop.add("categories", productIds=[shop.add("products")["id"]])
        before = shop.get("/menu")
        faulty(fault, "Query")

        assert shop.get("/menu") == before


@pytest.mark.parametrize("fault", OF_TRANSACTIONS.values(), ids=OF_TRANSACTIONS)
class TestTransientFaultOfATransaction:
    def test_does_not_prevent_a_creation(self, shop, kind, faulty, fault, state):
        arranged = faulty(fault, "TransactWriteItems")

        answer = shop.post(f"/{kind}", minimal(kind))

        assert arranged.times == 0
        assert answer.status == 201
        assert list(state().items) == [answer.json["id"]]

    def test_does_not_prevent_a_deletion(self, shop, kind, faulty, fault, stored):
        item = shop.add(kind)
        faulty(fault, "TransactWriteItems")

        assert shop.delete(f"/{kind}/{item['id']}").status == 204
        assert stored() == []


@pytest.mark.usefixtures("real_read_timeout")
class TestLateResponse:
    def test_is_abandoned_and_requested_again(self, shop, faulty, recording):
        item = shop.add("addons")
        faulty(Fault("late", seconds=2.0), "UpdateItem", times=1)

        answer = shop.put(f"/addons/{item['id']}/stock", {"inStock": False})

        assert (answer.status, answer.json["version"]) == (200, 2)
        assert recording.operations == ["UpdateItem", "UpdateItem"]
