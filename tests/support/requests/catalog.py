"""Requests for every route of the catalogue and the intake that writes."""

from typing import Any

from harness.shop.client import ADMIN
from harness.shop.kinds import HELD_BY, HOLDS, KINDS, complete, minimal, referring
from harness.shop.orders import order
from tests.support.requests.write_request import Prepare, Sent, WriteRequest
from tests.support.shop.environment import ShopEnvironment


def catalog_requests() -> list[WriteRequest]:
    return [request for kind in KINDS for request in _of_kind(kind)] + _others()


def _of_kind(kind: str) -> list[WriteRequest]:
    one = f"/{kind}/{{id}}"

    def target(env: ShopEnvironment) -> str:
        """Return the ID of an item that an item of this kind can refer to."""
        return str(env.shop.add(HOLDS[kind][1])["id"])

    def held(env: ShopEnvironment) -> dict[str, Any]:
        return referring(kind, [target(env)]) if kind in HOLDS else {}

    def item(env: ShopEnvironment) -> dict[str, Any]:
        return env.shop.add(kind, **held(env))

    def add(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}", {**complete(kind), **held(env)}, ADMIN)

    def add_once(env: ShopEnvironment) -> Sent:
        sent = add(env)
        return Sent(sent.url, sent.body, ADMIN, {"Idempotency-Key": "one"})

    def add_taken(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}", {**minimal(kind), "name": item(env)["name"]}, ADMIN)

    def replace(env: ShopEnvironment) -> Sent:
        made = item(env)
        same = {name: made[name] for name in complete(kind)}
        return Sent(f"/{kind}/{made['id']}", same | {"description": "New."}, ADMIN, {"If-Match": '"1"'})

    def replace_all(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}/{item(env)['id']}", {**complete(kind), **held(env)}, ADMIN)

    def patch(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}/{item(env)['id']}", {"description": "New."}, ADMIN)

    def rename(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}/{item(env)['id']}", {"name": "Renamed"}, ADMIN, {"If-Match": '"1"'})

    def stock(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}/{item(env)['id']}/stock", {"inStock": False}, ADMIN)

    def stale(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}/{item(env)['id']}/stock", {"inStock": False}, ADMIN, {"If-Match": '"7"'})

    def delete(env: ShopEnvironment) -> Sent:
        return Sent(f"/{kind}/{item(env)['id']}", None, ADMIN)

    def delete_used_by(holder: str) -> Prepare:
        def delete_used(env: ShopEnvironment) -> Sent:
            used = item(env)["id"]
            env.shop.add(holder, **referring(holder, [used]))
            return Sent(f"/{kind}/{used}", None, ADMIN)

        return delete_used

    requests = [
        WriteRequest(f"add to {kind}", ("POST", f"/{kind}"), add, 201),
        WriteRequest(f"add to {kind} with a key", ("POST", f"/{kind}"), add_once, 201, again=True),
        WriteRequest(f"add to {kind} under a taken name", ("POST", f"/{kind}"), add_taken, 409),
        WriteRequest(f"replace one of {kind}", ("PUT", one), replace, 200),
        WriteRequest(f"replace one of {kind}, name and all", ("PUT", one), replace_all, 200),
        WriteRequest(f"patch one of {kind}", ("PATCH", one), patch, 200),
        WriteRequest(f"rename one of {kind}", ("PATCH", one), rename, 200),
        WriteRequest(f"set the stock of one of {kind}", ("PUT", f"{one}/stock"), stock, 200),
        WriteRequest(f"set the stock of one of {kind} that has changed", ("PUT", f"{one}/stock"), stale, 412),
        WriteRequest(f"delete one of {kind}", ("DELETE", one), delete, 204),
    ]
    return requests + [
        WriteRequest(f"delete one of {kind} that is in {holder}", ("DELETE", one), delete_used_by(holder), 409)
        for holder in HELD_BY[kind]
    ]


def _others() -> list[WriteRequest]:
    def reorder(env: ShopEnvironment) -> Sent:
        ids = [env.shop.add("categories")["id"] for _ in range(3)]
        return Sent("/categories/order", {"categoryIds": ids[::-1]}, ADMIN)

    def adjust(env: ShopEnvironment) -> Sent:
        product = env.shop.add("products", quantity=7)
        return adjustment_of(product, 12)

    def adjust_too_far(env: ShopEnvironment) -> Sent:
        product = env.shop.add("products", quantity=7)
        return adjustment_of(product, -8)

    def events(_: ShopEnvironment) -> Sent:
        return Sent("/analytics/events", {"events": [order(), order(refund=True)]}, ADMIN)

    def some_known_events(env: ShopEnvironment) -> Sent:
        known = order()
        assert env.shop.post("/analytics/events", {"events": [known]}).status == 202
        return Sent("/analytics/events", {"events": [known, order()]}, ADMIN)

    adjustments = ("POST", "/products/{id}/stock/adjustments")
    take = ("POST", "/analytics/events")
    return [
        WriteRequest("put the categories in order", ("PUT", "/categories/order"), reorder, 200),
        WriteRequest("adjust the stock of a product", adjustments, adjust, 200, again=True),
        WriteRequest("adjust the stock of a product below zero", adjustments, adjust_too_far, 409),
        WriteRequest("take events", take, events, 202),
        WriteRequest("take events of which some came before", take, some_known_events, 202),
    ]


def adjustment_of(product: dict[str, Any], change: int) -> Sent:
    body = {"change": change, "reason": "count"}
    return Sent(f"/products/{product['id']}/stock/adjustments", body, ADMIN, {"Idempotency-Key": "one"})
