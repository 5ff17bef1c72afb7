"""Puts the local stack under load: requests per second, latency and failures.

    python -m benchmarks.load [--quick]

It starts a stack on a free port in a temporary folder, with the demo shop, and stops it afterwards. Rounds are
interleaved: each kind of request gets its seconds in turn, so that other work on the machine affects all kinds.
Clients, gateway, functions and database share this machine, so the figures compare the kinds of requests; they do not
predict AWS. Exits with 1 if a request failed.
"""

import argparse
import asyncio
import math
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp

from benchmarks import ROOT
from benchmarks.load.requests import EVENTS, KINDS, PASSWORD, Client, Kind, Shop, idempotent
from benchmarks.report import tables
from benchmarks.results import Json, results_folder, save
from benchmarks.terminal import progress, show
from harness.local_stack import Stack, running_stack

_CLIENTS = (1, 8)
_ROUNDS, _QUICK_ROUNDS = 3, 1
_SECONDS, _QUICK_SECONDS = 4.0, 1.0  # per kind, number of clients and round
_WARM_UP = 1.5  # seconds; the stack starts its processes in this time
_TIMEOUT = aiohttp.ClientTimeout(total=30)
_POINTS = 1_000_000  # more than a run redeems
_COUNTED_WITHIN = 120.0  # seconds


@dataclass
class Measured:
    """The answers to one kind of request; `rates` are requests per second by round."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    rates: list[float] = field(default_factory=list)


class Load:
    """Sends requests to one stack. `accepted` counts its events."""

    def __init__(self, session: aiohttp.ClientSession, url: str, shop: Shop) -> None:
        self._session, self._url, self._shop = session, url, shop
        self._numbers = count()
        self.accepted = 0

    async def run(self, kind: Kind, clients: int, seconds: float, measured: Measured) -> None:
        """Warm up, then add the answers of `seconds` of load to `measured`."""
        await self._drive(kind, clients, _WARM_UP, Measured())
        before, began = len(measured.seconds), time.perf_counter()
        await self._drive(kind, clients, seconds, measured)
        measured.rates.append((len(measured.seconds) - before) / (time.perf_counter() - began))

    async def _drive(self, kind: Kind, clients: int, seconds: float, measured: Measured) -> None:
        end = time.perf_counter() + seconds
        await asyncio.gather(*(self._client(kind, each, end, measured) for each in self._shop.clients[:clients]))

    async def _client(self, kind: Kind, client: Client, end: float, measured: Measured) -> None:
        method = kind.route.partition(" ")[0]
        while (began := time.perf_counter()) < end:
            sent = kind.request(self._shop, client, next(self._numbers))
            try:
                async with self._session.request(
                    method, self._url + sent.path, json=sent.body, headers=sent.headers
                ) as answer:
                    await answer.read()
                    outcome = str(answer.status)
            except (aiohttp.ClientError, TimeoutError) as error:
                outcome = type(error).__name__
            measured.seconds.append(time.perf_counter() - began)
            measured.statuses[outcome] += 1
            if kind.name == "intake" and outcome == str(kind.expected):
                self.accepted += EVENTS


def set_up(stack: Stack) -> Shop:
    """Read the ids of all products, and register an account with points for each client."""
    admin = stack.token("admin")
    products, cursor = [], ""
    while cursor is not None:
        page = succeed(stack, "GET", f"/products?limit=100{cursor and f'&cursor={cursor}'}")
        products += [product["id"] for product in page["items"]]
        cursor = page["nextCursor"]
    clients = []
    for number in range(max(_CLIENTS)):
        account = {"email": f"load-{number}@shop.example", "password": PASSWORD, "firstName": "Ada", "lastName": "Li"}
        answer = succeed(stack, "POST", "/users/register", account)
        accruals = f"/users/{answer['user']['id']}/loyalty/accruals"
        succeed(stack, "POST", accruals, {"points": _POINTS, "reason": "Load"}, idempotent(admin))
        clients.append(Client(number, account["email"], f"Bearer {answer['accessToken']}"))
    return Shop(products, admin, clients)


def succeed(stack: Stack, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    answer = stack.call(method, path, body, headers)
    assert answer.status in {200, 201}, (method, path, answer)
    return answer.json()


async def measure(stack: Stack, rounds: int, seconds: float) -> tuple[dict[tuple[Kind, int], Measured], float]:
    """Return the answers by kind and number of clients, and the seconds until all events were counted."""
    found = {(kind, clients): Measured() for kind in KINDS for clients in _CLIENTS}
    shop = set_up(stack)
    connector = aiohttp.TCPConnector(limit=max(_CLIENTS))
    async with aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT) as session:
        load = Load(session, stack.base_url, shop)
        for kind, clients in progress(list(found) * rounds, "load"):
            await load.run(kind, clients, seconds, found[kind, clients])
    return found, wait_until_counted(stack, shop.admin, load.accepted)


def wait_until_counted(stack: Stack, admin: str, accepted: int) -> float:
    """Return the seconds until the reports contain all accepted events, each once. Raises: SystemExit."""
    began = time.perf_counter()
    while (
        orders := succeed(stack, "GET", "/analytics/summary", headers={"Authorization": admin})["orders"]
    ) != accepted:
        took = time.perf_counter() - began
        if orders > accepted or took > _COUNTED_WITHIN:
            raise SystemExit(f"{accepted} orders were accepted, {orders} are counted after {took:.0f} s")
        time.sleep(0.1)
    return time.perf_counter() - began


def figures(kind: Kind, clients: int, measured: Measured) -> Json:
    """Return milliseconds over all rounds, and the median round's rate as `per_second`."""
    return {
        "name": kind.name,
        "route": kind.route,
        "what": kind.what,
        "clients": clients,
        "requests": len(measured.seconds),
        "per_second": round(median(measured.rates), 1),
        "rounds": [round(rate, 1) for rate in measured.rates],
        "p50": round(percentile(measured.seconds, 0.5) * 1000, 1),
        "p99": round(percentile(measured.seconds, 0.99) * 1000, 1),
        "errors": len(measured.seconds) - measured.statuses[str(kind.expected)],
        "statuses": dict(sorted(measured.statuses.items())),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least a `share` (above 0, up to 1) of all values do not exceed.

    Raises: ValueError without values, or for another share.
    """
    if not values or not 0 < share <= 1:
        raise ValueError(f"no percentile: {len(values)} values, share {share}")
    # 0.99 of 100 is 99.00000000000001 in binary.
    return sorted(values)[math.ceil(round(share * len(values), 9)) - 1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short round, for a trial")
    quick = parser.parse_args().quick
    rounds, seconds = (_QUICK_ROUNDS, _QUICK_SECONDS) if quick else (_ROUNDS, _SECONDS)
    busy = round(os.getloadavg()[0], 1)  # before this run adds to it
    print("Starting a stack with the demo shop ...")
    options = ("--no-demo-orders", "--quiet")
    with (
        tempfile.TemporaryDirectory(prefix="bodega-load-") as folder,
        running_stack(Path(folder), ROOT / "template.yaml", *options) as stack,
    ):
        found, delay = asyncio.run(measure(stack, rounds, seconds))
    rows = [figures(kind, clients, measured) for (kind, clients), measured in found.items()]
    show("The local stack under load", tables.load(rows))
    print(f"Events were in the reports {delay:.1f} s after the last was accepted; each exactly once.")
    for row in rows:
        if row["errors"]:
            print(f"{row['name']}, {row['clients']} clients: {row['statuses']}")
    settings = {"clients": _CLIENTS, "seconds": seconds, "rounds": rounds, "quick": quick, "events": EVENTS}
    save(
        "load",
        settings | {"busy": busy},
        {"rows": rows, "seconds_until_counted": round(delay, 1)},
        Path(sys.executable),
        results_folder(quick=quick),
    )
    return 1 if any(row["errors"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
