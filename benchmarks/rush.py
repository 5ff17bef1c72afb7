"""Places 1,000 orders in 60 seconds at the local stack, and checks that none is lost and all books are exact.

    python -m benchmarks.rush [orders] [seconds]

Each order has three lines, two of them of counted products that all orders share. Guests place them, each with an
email of its own, at even intervals and without waiting for one another. A request that gets 503 is sent again with its
key. Exits with 1 if an order is lost or placed twice, or if stock, numbers or reports differ from the orders.
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks import ROOT
from benchmarks.load.__main__ import percentile, succeed, wait_until_counted
from benchmarks.load.requests import idempotent
from harness.local_stack import Stack, running_stack

_ORDERS, _SECONDS = 1_000, 60.0
_OF_A_GUEST = 10  # the shop sends no more mails about orders of one guest a day
_STOCK = 100_000
_KINDS = 5  # of each counted product
_PRICE = 300
_CONNECTIONS = 64
_PAUSE = 0.2  # seconds before a request is sent again


@dataclass
class Rush:
    """`orders`: the documents of the orders that were placed. `seconds`: of each request, its repetitions included."""

    orders: list[dict[str, Any]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    repeated: int = 0
    refused: list[str] = field(default_factory=list)
    took: float = 0


def main(orders: int, seconds: float) -> int:
    options = ("--no-demo", "--quiet", "--parameter", "ClientIpLimit=10000")
    with (
        tempfile.TemporaryDirectory(prefix="bodega-rush-") as folder,
        running_stack(Path(folder), ROOT / "template.yaml", *options) as stack,
    ):
        admin = stack.token("admin")
        products = [
            _add_products(stack, admin, *kind) for kind in (("Coffee", None), ("Cake", _STOCK), ("Tea", _STOCK))
        ]
        rush = asyncio.run(_place(stack, products, orders, seconds))
        print(
            f"{len(rush.orders)} of {orders} orders placed in {rush.took:.1f} s. "
            f"p50 {percentile(rush.seconds, 0.5) * 1000:.0f} ms, p99 {percentile(rush.seconds, 0.99) * 1000:.0f} ms. "
            f"{rush.repeated} requests were sent again."
        )
        faults = [*rush.refused[:5], *_faults(stack, admin, products, rush, orders)]
        delay = wait_until_counted(stack, admin, len(rush.orders))
    print(f"The reports had all of them {delay:.1f} s later, each once.")
    print("\n".join(faults) if faults else "Nothing is lost, and all books are exact.")
    return 1 if faults else 0


def _add_products(stack: Stack, admin: str, kind: str, quantity: int | None) -> list[str]:
    bodies = [
        {
            "name": f"{kind} {number}",
            "price": {"amount": _PRICE, "currency": "CAD"},
            "quantity": quantity,
        }
        for number in range(_KINDS)
    ]
    return [succeed(stack, "POST", "/products", body, idempotent(admin))["id"] for body in bodies]


async def _place(stack: Stack, products: list[list[str]], orders: int, seconds: float) -> Rush:
    """Place the orders at even intervals."""
    guests = [
        f"Bearer {succeed(stack, 'POST', '/users/guests')['accessToken']}" for _ in range(-(-orders // _OF_A_GUEST))
    ]
    rush, began = Rush(), time.perf_counter()
    connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
    async with aiohttp.ClientSession(stack.base_url + "/", connector=connector) as session:

        async def buy(number: int) -> None:
            await asyncio.sleep(max(0.0, began + number * seconds / orders - time.perf_counter()))
            body = _body([kinds[number % _KINDS] for kinds in products], number)
            await _send(session, body, idempotent(guests[number // _OF_A_GUEST]), rush)

        await asyncio.gather(*(buy(number) for number in range(orders)))
    rush.took = time.perf_counter() - began
    return rush


async def _send(session: aiohttp.ClientSession, body: dict[str, Any], headers: dict[str, str], rush: Rush) -> None:
    """Send the order until it is answered."""
    began = time.perf_counter()
    while True:
        async with session.post("orders", json=body, headers=headers) as answer:
            status, document = answer.status, await answer.json(content_type=None)
        if status != HTTPStatus.SERVICE_UNAVAILABLE:
            break
        rush.repeated += 1
        await asyncio.sleep(_PAUSE)
    rush.seconds.append(time.perf_counter() - began)
    if status == HTTPStatus.CREATED:
        rush.orders.append(document)
    else:
        rush.refused.append(f"{status}: {document}")


def _body(products: list[str], number: int) -> dict[str, Any]:
    return {
        "lines": [{"productId": product, "quantity": 1} for product in products],
        "fulfilment": {"type": "pickup", "at": None},
        "expectedTotal": {"amount": _PRICE * len(products), "currency": "CAD"},
        "payment": {"method": "counter"},
        "customer": {"name": "Ada Lovelace", "email": f"rush-{number}@shop.example"},
    }


def _faults(stack: Stack, admin: str, products: list[list[str]], rush: Rush, orders: int) -> list[str]:
    """Return what the shop says otherwise than the answers."""
    found = []
    placed = {order["id"]: (order["day"], order["number"]) for order in rush.orders}
    if len(placed) != orders:
        found.append(f"{len(placed)} orders were acknowledged instead of {orders}")
    if len(set(placed.values())) != len(placed):
        found.append("two orders of a day have the same number")
    for kinds in products[1:]:
        left = sum(succeed(stack, "GET", f"/products/{product}")["quantity"] for product in kinds)
        if left != _STOCK * _KINDS - len(placed):
            found.append(f"{left} pieces are left after {len(placed)} of {_STOCK * _KINDS} were sold")
    stored = {order for day in {day for day, _ in placed.values()} for order in _stored(stack, admin, day)}
    if stored != set(placed):
        found.append(f"the tables have {len(stored)} orders, and {len(placed)} were acknowledged")
    return found


def _stored(stack: Stack, admin: str, day: str) -> set[str]:
    """Return the IDs of the orders of a business day."""
    found, cursor = set[str](), ""
    while cursor is not None:
        path = f"/orders?day={day}&limit=100{cursor and f'&cursor={cursor}'}"
        page = succeed(stack, "GET", path, headers={"Authorization": admin})
        found |= {order["id"] for order in page["items"]}
        cursor = page["nextCursor"]
    return found


if __name__ == "__main__":
    numbers = [float(argument) for argument in sys.argv[1:]]
    sys.exit(main(int(numbers[0]) if numbers else _ORDERS, numbers[1] if numbers[1:] else _SECONDS))
