"""The orders of a day in the demo shop: orderable by its catalogue, placed once, and tidied up on the next day."""

import io
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from demo.catalog.entries import Customization, Product, read_catalog
from demo.client import Refused
from demo.progress import LoadError, Progress
from demo.tickets.entries import Line, Order, read_orders
from demo.tickets.loader import TicketLoader

ORDERS = read_orders()
CATALOG = read_catalog()
NOW = datetime(2026, 11, 30, 17, 3, tzinfo=UTC)
STATUSES = {"placed", "accepted", "preparing", "ready", "completed", "canceled"}


class FakeShop:
    """Answers like the API to the calls of the loader. `sold_out`: IDs of products that cannot be ordered.

    `failing`: how many calls until one fails.
    """

    def __init__(self) -> None:
        self.day = "2026-11-30"
        self.orders: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, str] = {}
        self.sold_out: set[str] = set()
        self.failing = -1
        self.writes = 0
        self.payments = ["counter", "card"]
        self.guests = 0

    def call(
        self, method: str, path: str, body: Any = None, headers: Any = None, *, expected: int
    ) -> Mapping[str, Any]:
        self.failing -= 1
        if self.failing == 0:
            raise Refused(503, b"{}")
        if path == "/store":
            return {"businessDay": self.day, "payments": self.payments}
        if path == "/menu":
            return menu()
        if path == "/orders/quote":
            return {
                "orderable": not {line["productId"] for line in body["lines"]} & self.sold_out,
                "totals": {"total": {"amount": 1000, "currency": "CAD"}},
            }
        order = self.orders[path.split("/")[2]]
        order["unpaid"] = order["payment"]["status"] in {"due", "failed"}
        if method != "GET":
            self.writes += 1
            self.change(order, path.split("/")[3], body)
        return order

    def create(self, kind: str, body: Any, key: str) -> Mapping[str, Any]:
        assert body["expectedTotal"] == {"amount": 1000, "currency": "CAD"}
        self.writes += 1
        if key not in self.keys:
            self.keys[key] = f"ord_{len(self.keys) + 1}"
            order = {"id": self.keys[key], "status": "placed", "payment": {"status": "due"}, "body": body}
            self.orders[self.keys[key]] = order
        return self.orders[self.keys[key]]

    def register(self) -> str:
        self.failing -= 1
        if self.failing == 0:
            raise Refused(503, b"{}")
        self.guests += 1
        return f"guest-{self.guests}"

    def buy(self, guest_token: str, body: Any, key: str, card: str) -> str:
        order = self.create("orders", body, f"{guest_token}/{key}")
        self.failing -= 1
        if self.failing == 0:
            raise Refused(503, b"{}")
        self.orders[order["id"]]["payment"] = {"status": "failed" if card == "pm_card_captureFail" else "paid"}
        self.orders[order["id"]]["card"] = card
        return str(order["id"])

    def change(self, order: dict[str, Any], action: str, body: Any) -> None:
        if action == "cancellation":
            order["status"] = "canceled"
        elif action == "refunds":
            assert order["payment"]["status"] == "paid"
            order["refunded"] = body["lines"][0]["quantity"]
        elif action == "payments" or body.get("paid"):
            order["payment"] = {"status": "paid"}
        if action == "status":
            assert body["status"] != "completed" or order["payment"]["status"] == "paid"
            order["status"] = body["status"]

    def statuses(self) -> Counter[str]:
        return Counter(order["status"] for order in self.orders.values())


def menu() -> dict[str, Any]:
    """Return the demo's menu with names as IDs."""
    products = [
        {
            "name": product.name,
            "id": product.name,
            "customizations": [
                {"name": name, "id": name, "addons": [{"name": addon, "id": addon} for addon in options(name).addons]}
                for name in product.customizations
            ],
        }
        for product in CATALOG["products"]
        if isinstance(product, Product)
    ]
    return {"categories": [{"products": products}]}


def options(name: str) -> Customization:
    found = next(each for each in CATALOG["customizations"] if each.name == name)
    assert isinstance(found, Customization)
    return found


@pytest.fixture
def shop() -> FakeShop:
    return FakeShop()


def load(shop: FakeShop, folder: Path, orders: list[Order] = ORDERS) -> tuple[int, int]:
    client: Any = shop
    tally = TicketLoader(client, Progress(io.StringIO()), folder / "kept", NOW, shop).load(orders)
    return tally.created, tally.kept


class TestTheOrders:
    def test_are_about_twenty_with_every_status(self) -> None:
        counts = Counter(order.status for order in ORDERS)
        assert 18 <= len(ORDERS) <= 24
        assert set(counts) == STATUSES
        assert counts["completed"] > len(ORDERS) / 2

    @pytest.mark.parametrize("line", [line for order in ORDERS for line in order.lines], ids=lambda line: line.product)
    def test_can_be_ordered_from_the_demo_catalogue(self, line: Line) -> None:
        in_stock = {kind: {entry.name for entry in entries if entry.in_stock} for kind, entries in CATALOG.items()}
        assert line.product in in_stock["products"]
        product = next(each for each in CATALOG["products"] if each.name == line.product)
        assert isinstance(product, Product)
        assert set(line.options) <= set(product.customizations)
        for name in product.customizations:
            offered, chosen = options(name), line.options.get(name, [])
            assert set(chosen) <= set(offered.addons) & in_stock["addons"]
            assert (offered.minimum if offered.required else 0) <= len(chosen) <= offered.maximum
            assert max(Counter(chosen).values(), default=0) <= offered.max_per_addon


class TestALoad:
    def test_moves_every_order_to_its_status(self, shop: FakeShop, tmp_path: Path) -> None:
        assert load(shop, tmp_path) == (len(ORDERS), 0)
        assert shop.statuses() == Counter(order.status for order in ORDERS)

    def test_places_orders_for_later_at_the_beginning_of_a_slot(self, shop: FakeShop, tmp_path: Path) -> None:
        load(shop, tmp_path)
        times = {order["body"]["fulfilment"]["at"] for order in shop.orders.values()}
        assert times == {None, "2026-11-30T17:45:00Z", "2026-11-30T18:45:00Z"}

    def test_lets_guests_pay_by_card_and_refunds_some_pieces(self, shop: FakeShop, tmp_path: Path) -> None:
        load(shop, tmp_path)
        paid = [order for order in shop.orders.values() if "card" in order]
        assert sorted(order["card"] for order in paid) == sorted(order.card for order in ORDERS if order.card)
        assert {order["body"]["customer"]["email"] for order in paid} == {"guest@bodega.example"}
        assert (
            sum(order.get("refunded", 0) for order in shop.orders.values()) == sum(each.refund for each in ORDERS) > 1
        )

    def test_pays_at_the_terminal_where_the_shop_takes_no_cards(self, shop: FakeShop, tmp_path: Path) -> None:
        shop.payments = ["counter"]
        assert load(shop, tmp_path) == (len(ORDERS), 0)
        assert not [order for order in shop.orders.values() if "card" in order]
        assert shop.statuses() == Counter(order.status for order in ORDERS)

    def test_leaves_out_what_is_sold_out(self, shop: FakeShop, tmp_path: Path) -> None:
        shop.sold_out = {"Baguette"}
        assert load(shop, tmp_path) == (len(ORDERS) - 1, 0)

    def test_leaves_out_what_the_menu_does_not_have(self, shop: FakeShop, tmp_path: Path) -> None:
        unknown = Order(lines=[Line(product="Pizza")], status="placed", name="Ada")
        assert load(shop, tmp_path, [unknown, ORDERS[0]]) == (1, 0)

    def test_adds_nothing_on_the_same_day(self, shop: FakeShop, tmp_path: Path) -> None:
        load(shop, tmp_path)
        shop.orders["ord_1"]["status"] = "placed"  # as if a developer had changed it
        before = shop.writes

        assert load(shop, tmp_path) == (0, len(ORDERS))
        assert shop.writes == before

    @pytest.mark.parametrize("calls", [2, 3, 7, *range(8, 24), 50])
    def test_that_was_interrupted_is_continued(self, shop: FakeShop, tmp_path: Path, calls: int) -> None:
        shop.failing = calls
        with pytest.raises(LoadError):
            load(shop, tmp_path)

        created, kept = load(shop, tmp_path)

        assert created + kept == len(ORDERS)
        assert shop.statuses() == Counter(order.status for order in ORDERS)

    def test_completes_what_is_left_of_the_last_day(self, shop: FakeShop, tmp_path: Path) -> None:
        load(shop, tmp_path)
        first_day = list(shop.orders.values())
        shop.day = "2026-12-01"

        assert load(shop, tmp_path) == (len(ORDERS), 0)

        assert Counter(order["status"] for order in first_day) == {"completed": len(ORDERS) - 1, "canceled": 1}
        assert len(shop.orders) == 2 * len(ORDERS)
