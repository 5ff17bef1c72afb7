"""The books of a shop with orders: everything that orders reserved and recorded has to agree, in all tables."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bodega.attributes import from_attributes
from tests.support.database.tables import Dump

Item = dict[str, Any]
OPEN = frozenset({"placed", "accepted", "preparing", "ready"})
ENDED = frozenset({"canceled", "expired"})
"""The statuses of orders that hold nothing."""
_KEPT = frozenset({"authorized", "paid", "partially_refunded", "refunded"})
_FIRST_MAILS = {"placed": "order-received", "accepted": "order-accepted", "expired": "order-expired"}
_PERSONAL = ("callName", "queuePk", "queueSk")


class OrderBooks:
    """What the tables say of orders, while no request is in progress.

    `orders`: the heads, by ID. `parts`: the other items of each order, by ID and the beginning of the sort key.
    """

    def __init__(self, dump: Dump) -> None:
        self._rows = {variable: [from_attributes(row) for row in rows] for variable, rows in dump.items()}
        self.orders: dict[str, Item] = {}
        self.parts: dict[tuple[str, str], list[Item]] = {}
        for row in self._rows["ORDERS_TABLE"]:
            group, _, order_id = row["pk"].partition("#")
            if group == "ORDER" and row["sk"] == "ORDER":
                self.orders[order_id] = row
            elif group == "ORDER":
                self.parts.setdefault((order_id, row["sk"].partition("#")[0]), []).append(row)

    @property
    def live(self) -> list[Item]:
        return [head for head in self.orders.values() if head["status"] not in ENDED]

    def rows(self, variable: str) -> list[Item]:
        """Return the items of a table."""
        return self._rows[variable]

    @property
    def revenue(self) -> int:
        """Return the sum of the net amounts of the orders whose money the shop gets, or keeps, less their refunds."""
        return sum(self._net(head) for head in self.orders.values())

    def _net(self, head: Item) -> int:
        """Return what the reports have of an order."""
        if not self.was_placed(head) or (head["status"] == "canceled" and not self.is_kept(head)):
            return 0
        (part,) = self.parts[head["id"], "LINES"]
        returned = sum(taken["net"] for refund in self._refunds(head) for taken in refund.get("reported", ()))
        return int(sum(line["net"] for line in part["lines"]) - returned)

    def was_placed(self, head: Item) -> bool:
        """Return whether the shop ever got the order: an order that waits for a card is not placed yet."""
        return any(entry["to"] in OPEN for entry in self.parts[head["id"], "HISTORY"])

    def is_kept(self, head: Item) -> bool:
        """Return whether the order was canceled when it was ready, and the shop keeps the money for now."""
        ends = [entry for entry in self.parts[head["id"], "HISTORY"] if entry["to"] == "canceled" != entry["from"]]
        return bool(ends and ends[0]["from"] == "ready" and head["payment"]["status"] in _KEPT)

    def _refunds(self, head: Item) -> list[Item]:
        return self.parts.get((head["id"], "REFUND"), [])

    def check(self, stock: Mapping[str, int], capacity: int | None = None) -> None:
        """Check that the books agree. `stock`: the pieces of each product without its orders. `capacity`: of a slot.

        Raises: AssertionError.
        """
        self._check_stock(stock)
        self._check_slots(capacity)
        self._check_numbers_and_keys()
        for head in self.orders.values():
            self._check_parts(head)
            self._check_indexes(head)
        self._check_mails()
        self._check_sales()

    def _check_stock(self, stock: Mapping[str, int]) -> None:
        """Reserved − released = what was there − what is left, and nothing is below 0."""
        taken = Counter[str]()
        for head in self.orders.values():
            if head["status"] != "expired" and not (head["status"] == "canceled" and head["restocked"]):
                for pieces in head["taken"]:
                    taken[pieces["productId"]] += pieces["quantity"]
                for refund in self._refunds(head):
                    for pieces in refund.get("restocked", ()):
                        taken[pieces["productId"]] -= pieces["quantity"]
        products = (row for row in self._rows["CATALOG_TABLE"] if row["pk"] == "PRODUCT")
        left = {row["id"]: row["quantity"] for row in products if row["id"] in stock}
        assert left == {product: pieces - taken[product] for product, pieces in stock.items()}
        assert min(left.values(), default=0) >= 0
        assert set(taken) <= set(stock)

    def _check_slots(self, capacity: int | None) -> None:
        units = Counter[tuple[str, str]]()
        for head in self.live:
            if slot := head.get("slot"):
                units[f"SLOT#{slot['day']}", slot["from"]] += slot["units"]
        slots = [row for row in self._rows["ORDERS_TABLE"] if row["pk"].startswith("SLOT#")]
        counted = Counter({(row["pk"], row["sk"]): row["taken"] for row in slots})
        assert +counted == units
        assert capacity is None or max(counted.values(), default=0) <= capacity

    def _check_numbers_and_keys(self) -> None:
        """One order has one number of its day, and one idempotency record."""
        rows = self._rows["ORDERS_TABLE"]
        numbers = [(head["day"], head["number"]) for head in self.orders.values()]
        assert len(set(numbers)) == len(numbers)
        last = {row["pk"]: row["last"] for row in rows if row["pk"].startswith("NUMBER#")}
        assert all(int(number) <= last[f"NUMBER#{day}"] for day, number in numbers)
        records = Counter(row["orderId"] for row in rows if row["sk"].startswith("REQUEST#") and "orderId" in row)
        assert records == dict.fromkeys(self.orders, 1)

    def _check_parts(self, head: Item) -> None:
        order_id = head["id"]
        assert len(self.parts[order_id, "LINES"]) == len(self.parts[order_id, "PERSON"]) == 1, order_id
        history = sorted(self.parts[order_id, "HISTORY"], key=lambda entry: entry["sk"])
        moves = [(entry["from"], entry["to"]) for entry in history]
        assert moves[0][0] is None, moves
        assert [target for _, target in moves[:-1]] == [source for source, _ in moves[1:]], moves
        assert moves[-1][1] == head["status"], moves
        # An attempt to pay by card is a change of its own.
        assert head["version"] == len(history) + head["payment"].get("attempt", 0), moves

    def _check_indexes(self, head: Item) -> None:
        assert ("queuePk" in head) is (head["status"] in OPEN), head
        payment = head["payment"]
        waits = head["status"] == "placed" and (payment["method"] == "card" or payment["status"] != "paid")
        assert ("acceptBy" in head) is waits, head
        assert ("holdUntil" in head) is (head["status"] == "pending"), head
        assert ("duePk" in head) is (waits or head["status"] == "pending"), head
        assert ("customerPk" in head) is ("customerId" in head), head
        if head["status"] not in {*OPEN, "pending"}:
            assert not [name for name in _PERSONAL if name in head], head
            assert not [line for line in head["ticket"] if "note" in line], head

    def _check_mails(self) -> None:
        """Each order has the mails of its moves once, unless it has no email or too many orders had."""
        expected = Counter[str]()
        tracked = Counter(row["orderId"] for row in self._rows["ORDERS_TABLE"] if row["pk"].startswith("TRACK#"))
        for order_id, head in self.orders.items():
            (person,) = self.parts[order_id, "PERSON"]
            mailed = bool(person.get("email")) and person.get("mailed", True)
            assert tracked[order_id] == (mailed and self.was_placed(head)), order_id
            if mailed:
                for entry in self.parts[order_id, "HISTORY"]:
                    if template := _mail_of(entry):
                        expected[template] += 1
                for refund in self._refunds(head):
                    # A cancellation says in its own mail what happens with the money.
                    if "reported" in refund and refund["reason"] != "canceled":
                        expected["order-refunded"] += 1
        outbox = [row for row in self._rows["ACCOUNTS_TABLE"] if row["pk"].startswith("OUTBOX#")]
        sent = Counter(mail["template"] for mail in outbox if mail["template"].startswith("order-"))
        assert sent == expected

    def _check_sales(self) -> None:
        """Each placed order is reported once, and each of its refunds, unless the shop keeps the money."""
        rows = self._rows["ANALYTICS_TABLE"]
        events = [event for row in rows if row["sk"] == "EVENTS" for event in row["events"]]
        assert len({event["eventId"] for event in events}) == len(events)
        claims = {row["pk"] for row in rows if row["pk"].startswith("EVENT#")}
        assert claims == {f"EVENT#{event['eventId']}" for event in events}
        placed = {event["orderId"] for event in events if event["type"] == "order.placed"}
        assert placed == {order_id for order_id, head in self.orders.items() if self.was_placed(head)}
        net = Counter[str]()
        for event in events:
            net[event["orderId"]] += event["total"] * (1 if event["type"] == "order.placed" else -1)
        for order_id, head in self.orders.items():
            assert net[order_id] == self._net(head), (head, [each for each in events if each["orderId"] == order_id])


def _mail_of(entry: Item) -> str | None:
    """Return the template of the mail that a move sends to the buyer."""
    if entry["from"] == entry["to"]:
        return None
    if entry["from"] in {None, "pending", "expired"}:
        return _FIRST_MAILS.get(entry["to"])
    return {"accepted": "order-accepted", "ready": "order-ready", "canceled": "order-canceled"}.get(entry["to"])
