"""Requests for every route of the catalogue and of analytics that writes."""

from typing import Any

from tests.support.analytics.orders import order
from tests.support.catalog.kinds import HOLDS, KINDS, complete, referring
from tests.support.requests.write_request import Sent, WriteRequest
from tests.support.shop.client import ADMIN, minimal
from tests.support.shop.environment import World


def catalog_requests() -> list[WriteRequest]:
    return [request for kind in KINDS for request in _of_kind(kind)] + _others()


def _of_kind(kind: str) -> list[WriteRequest]:
    one = f"/{kind}/{{id}}"

    def target(world: World) -> str:
        """The id of something that one of this kind can refer to."""
        return str(world.shop.add(HOLDS[kind][1])["id"])

    def held(world: World) -> dict[str, Any]:
        return referring(kind, [target(world)]) if kind in HOLDS else {}

    def item(world: World) -> dict[str, Any]:
        return world.shop.add(kind, **held(world))

    def add(world: World) -> Sent:
        return Sent(f"/{kind}", {**complete(kind), **held(world)}, ADMIN)

    def add_once(world: World) -> Sent:
        sent = add(world)
        return Sent(sent.url, sent.body, ADMIN, {"Idempotency-Key": "one"})

    def add_taken(world: World) -> Sent:
        return Sent(f"/{kind}", {**minimal(kind), "name": item(world)["name"]}, ADMIN)

    def replace(world: World) -> Sent:
        made = item(world)
        same = {name: made[name] for name in complete(kind)}
        return Sent(f"/{kind}/{made['id']}", same | {"description": "New."}, ADMIN, {"If-Match": '"1"'})

    def replace_all(world: World) -> Sent:
        return Sent(f"/{kind}/{item(world)['id']}", {**complete(kind), **held(world)}, ADMIN)

    def patch(world: World) -> Sent:
        return Sent(f"/{kind}/{item(world)['id']}", {"description": "New."}, ADMIN)

    def rename(world: World) -> Sent:
        return Sent(f"/{kind}/{item(world)['id']}", {"name": "Renamed"}, ADMIN, {"If-Match": '"1"'})

    def stock(world: World) -> Sent:
        return Sent(f"/{kind}/{item(world)['id']}/stock", {"inStock": False}, ADMIN)

    def stale(world: World) -> Sent:
        return Sent(f"/{kind}/{item(world)['id']}/stock", {"inStock": False}, ADMIN, {"If-Match": '"7"'})

    def delete(world: World) -> Sent:
        return Sent(f"/{kind}/{item(world)['id']}", None, ADMIN)

    def delete_used(world: World) -> Sent:
        holder = next(name for name, (_, held_kind) in HOLDS.items() if held_kind == kind)
        used = item(world)["id"]
        world.shop.add(holder, **referring(holder, [used]))
        return Sent(f"/{kind}/{used}", None, ADMIN)

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
    if kind != "categories":
        requests.append(WriteRequest(f"delete one of {kind} that is used", ("DELETE", one), delete_used, 409))
    return requests


def _others() -> list[WriteRequest]:
    def reorder(world: World) -> Sent:
        ids = [world.shop.add("categories")["id"] for _ in range(3)]
        return Sent("/categories/order", {"categoryIds": ids[::-1]}, ADMIN)

    def events(_: World) -> Sent:
        return Sent("/analytics/events", {"events": [order(), order(refund=True)]}, ADMIN)

    def some_known_events(world: World) -> Sent:
        known = order()
        assert world.shop.post("/analytics/events", {"events": [known]}).status == 202
        return Sent("/analytics/events", {"events": [known, order()]}, ADMIN)

    take = ("POST", "/analytics/events")
    return [
        WriteRequest("put the categories in order", ("PUT", "/categories/order"), reorder, 200),
        WriteRequest("take events", take, events, 202),
        WriteRequest("take events of which some came before", take, some_known_events, 202),
    ]
