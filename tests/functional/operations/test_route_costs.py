"""What a request of each route of the catalogue costs: the figures of docs/operations.md."""

import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from harness.aws.metering import size
from harness.aws.tables import put_all, read_all
from harness.shop.client import Answer, Shop
from harness.shop.kinds import HOLDS, KINDS, minimal, referring
from tests.support.database.catalog_state import clone
from tests.support.database.route_costs import Meter, routes_below
from tests.support.shop.menu import rebuild

Request = Callable[[], Answer]
KEY = {"Idempotency-Key": "key"}


class Grown:
    """A shop that copies what it has, past the functions."""

    def __init__(self, shop: Shop, dynamodb: Any, table: str) -> None:
        self.shop = shop
        self._dynamodb = dynamodb
        self._table = table

    def add(self, kind: str, count: int) -> list[str]:
        """Ids of so many things of half a KB each."""
        name = kind.removesuffix("s")
        thing = self.shop.add(kind, name=name, description="")
        (row,) = [row for row in read_all(self._dynamodb, self._table) if row["sk"]["S"] == thing["id"]]
        more = 512 - size(row) - 2 * len(" 00000")  # copies are numbered, in their name and in its sort key
        self.shop.patch(f"/{kind}/{thing['id']}", {"description": "-" * more})
        ids = clone(self._dynamodb, self._table, thing, count)
        self.shop.delete(f"/{kind}/{thing['id']}")
        return ids

    def rows(self) -> list[dict[str, Any]]:
        return read_all(self._dynamodb, self._table)

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        put_all(self._dynamodb, self._table, rows)


@pytest.fixture
def grown(shop: Shop, dynamodb: Any, catalog: str) -> Grown:
    return Grown(shop, dynamodb, catalog)


@pytest.fixture
def meter(recording: Any, dynamodb: Any, catalog: str) -> Meter:
    return Meter(recording, lambda: {catalog: read_all(dynamodb, catalog)})


def holding(shop: Shop, kind: str) -> dict[str, Any]:
    """The fields with which one of `kind` refers to one other, where it may."""
    return referring(kind, [shop.add(HOLDS[kind][1])["id"]]) if kind in HOLDS else {}


def one(grown: Grown, kind: str) -> Request:
    (thing,) = grown.add(kind, 1)
    return lambda: grown.shop.get(f"/{kind}/{thing}")


def page(grown: Grown, kind: str) -> Request:
    grown.add(kind, 100)
    return lambda: grown.shop.get(f"/{kind}?limit=25")


def create(grown: Grown, kind: str) -> Request:
    body = minimal(kind) | holding(grown.shop, kind)
    return lambda: grown.shop.post(f"/{kind}", body, headers=KEY)


def replace(grown: Grown, kind: str) -> Request:
    thing = grown.shop.add(kind)
    body = minimal(kind) | {"name": thing["name"], "description": "New."}
    return lambda: grown.shop.put(f"/{kind}/{thing['id']}", body)


def patch(grown: Grown, kind: str) -> Request:
    thing = grown.shop.add(kind)
    return lambda: grown.shop.patch(f"/{kind}/{thing['id']}", {"description": "New."})


def delete(grown: Grown, kind: str) -> Request:
    thing = grown.shop.add(kind, **holding(grown.shop, kind))
    return lambda: grown.shop.delete(f"/{kind}/{thing['id']}")


def stock(grown: Grown, kind: str) -> Request:
    thing = grown.shop.add(kind)
    return lambda: grown.shop.put(f"/{kind}/{thing['id']}/stock", {"inStock": False})


def adjust(grown: Grown, _kind: str) -> Request:
    thing = grown.shop.add("products", quantity=7)
    body = {"change": 12, "reason": "delivery"}
    return lambda: grown.shop.post(f"/products/{thing['id']}/stock/adjustments", body, headers=KEY)


def order(grown: Grown, _kind: str) -> Request:
    ids = [grown.shop.add("categories", position=position)["id"] for position in range(10)]
    return lambda: grown.shop.put("/categories/order", {"categoryIds": ids[::-1]})


def menu(grown: Grown, _kind: str) -> Request:
    menu_of_200(grown)
    grown.shop.get("/menu")
    return lambda: grown.shop.get("/menu")


def menu_of_200(grown: Grown) -> None:
    """A shop whose menu shows all of its 200 items, described in different words."""
    chance = random.Random(1)
    ids = {kind: grown.add(kind, 50) for kind in KINDS}
    rows = {row["sk"]["S"]: row for row in grown.rows()}
    for kind in KINDS:
        for place, own in enumerate(ids[kind]):
            row = rows[own]
            length = len(row["description"]["S"])
            words = " ".join("".join(chance.choices("aeilnrstu", k=chance.randint(3, 8))) for _ in range(length))
            row["description"] = {"S": words[:length]}
            if kind in HOLDS:
                field, held = HOLDS[kind]
                row[field] = {"L": [{"S": ids[held][place]}]}
                rows[ids[held][place]]["refs"] = {"N": "1"}
    grown.write(rows.values())


def health(grown: Grown, _kind: str) -> Request:
    return lambda: grown.shop.get("/health")


PREPARED = {
    "GET /KIND": page,
    "POST /KIND": create,
    "GET /KIND/{id}": one,
    "PUT /KIND/{id}": replace,
    "PATCH /KIND/{id}": patch,
    "DELETE /KIND/{id}": delete,
    "PUT /KIND/{id}/stock": stock,
    "POST /products/{id}/stock/adjustments": adjust,
    "PUT /categories/order": order,
    "GET /menu": menu,
    "GET /health": health,
}


def test_a_build_of_the_menu_costs_what_the_document_says(grown: Grown, meter: Meter) -> None:
    menu_of_200(grown)

    meter.check("menu_builder", rebuild)


@pytest.mark.parametrize("route", routes_below(*KINDS, "menu", "health"))
def test_a_request_costs_what_the_document_says(route: str, grown: Grown, meter: Meter) -> None:
    kind = route.split("/")[1]
    prepare = PREPARED.get(route) or PREPARED.get(route.replace(f"/{kind}", "/KIND", 1))
    assert prepare, f"add a function to PREPARED that prepares a request to {route}"

    meter.check(route, prepare(grown, kind))
