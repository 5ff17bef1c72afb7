"""Requests for every route of the store that writes."""

from harness.shop.client import ADMIN, STAFF
from tests.support.requests.write_request import Sent, WriteRequest
from tests.support.shop.environment import ShopEnvironment


def store_requests() -> list[WriteRequest]:
    def replace(_: ShopEnvironment) -> Sent:
        return Sent("/store", {"name": "The corner", "leadMinutes": 20}, ADMIN)

    def patch(env: ShopEnvironment) -> Sent:
        env.shop.put("/store", {"name": "The corner"})
        return Sent("/store", {"leadMinutes": 20}, ADMIN)

    def pause(_: ShopEnvironment) -> Sent:
        return Sent("/store/pause", {"addMinutes": 20}, STAFF)

    return [
        WriteRequest("replace the settings", ("PUT", "/store"), replace, 200),
        WriteRequest("patch the settings", ("PATCH", "/store"), patch, 200),
        WriteRequest("pause the store", ("PUT", "/store/pause"), pause, 200),
    ]
