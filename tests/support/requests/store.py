"""Requests for every route of the store that writes."""

from harness.shop.client import ADMIN, STAFF
from tests.support.requests.write_request import Sent, WriteRequest
from tests.support.shop.environment import ShopEnvironment

_FOOD = {"id": "food", "name": "Food"}
_DRINKS = {"id": "drinks", "name": "Drinks"}


def store_requests() -> list[WriteRequest]:
    return [
        WriteRequest("replace the settings", ("PUT", "/store"), _replace, 200),
        WriteRequest("replace the settings for the first time", ("PUT", "/store"), _replace_defaults, 200),
        WriteRequest("change the settings", ("PATCH", "/store"), _change, 200),
        WriteRequest("change settings that have changed", ("PATCH", "/store"), _change_stale, 412),
        WriteRequest("leave out a tax category", ("PATCH", "/store"), _leave_out, 200),
        WriteRequest("leave out a tax category that is used", ("PATCH", "/store"), _leave_out_used, 409),
        WriteRequest("pause the store", ("PUT", "/store/pause"), lambda _: _pause(), 200),
    ]


def _stored(env: ShopEnvironment) -> None:
    assert env.shop.put("/store", {"taxes": {"categories": [_FOOD, _DRINKS]}}).status == 200


def _replace(env: ShopEnvironment) -> Sent:
    _stored(env)
    body = {"name": "Café", "taxes": {"categories": [_DRINKS, _FOOD]}}
    return Sent("/store", body, ADMIN, {"If-Match": '"1"'})


def _replace_defaults(_: ShopEnvironment) -> Sent:
    return Sent("/store", {"name": "Café"}, ADMIN, {"If-Match": '"0"'})


def _change(env: ShopEnvironment) -> Sent:
    _stored(env)
    return Sent("/store", {"leadMinutes": 20}, ADMIN)


def _change_stale(env: ShopEnvironment) -> Sent:
    _stored(env)
    return Sent("/store", {"leadMinutes": 20}, ADMIN, {"If-Match": '"7"'})


def _leave_out(env: ShopEnvironment) -> Sent:
    _stored(env)
    env.shop.add("products", taxCategory="food")
    return Sent("/store", {"taxes": {"categories": [_FOOD]}}, ADMIN)


def _leave_out_used(env: ShopEnvironment) -> Sent:
    _stored(env)
    env.shop.add("products", taxCategory="drinks")
    return Sent("/store", {"taxes": {"categories": [_FOOD]}}, ADMIN)


def _pause() -> Sent:
    return Sent("/store/pause", {"addMinutes": 20}, STAFF)
