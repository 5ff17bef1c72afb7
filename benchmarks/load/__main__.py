"""Puts the local stack under load: requests per second, latency and failures.

    python -m benchmarks.load [--clients 1,8] [--seconds 4] [--rounds 3] [--quick]

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
from benchmarks.load.requests import EVENTS, KINDS, Client, Kind, Request, Shop, accrual, bearer, registration
from benchmarks.report import tables
from benchmarks.results import save
from benchmarks.terminal import progress, show
from harness.local_stack import Stack, running_stack

_WARM_UP = 1.5  # seconds; the stack starts its processes in this time
_TIMEOUT = aiohttp.ClientTimeout(total=30)
_COUNTED_WITHIN = 120.0  # seconds
_START = 300.0  # seconds that the demo may take on a busy machine


@dataclass
class Measured:
    """The answers to one kind of request; `rates` are requests per second by round."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    rates: list[float] = field(default_factory=list)


class Load:
    """Sends requests to one stack. `accepted` counts its events."""

    def __init__(self, session: aiohttp.ClientSession, url: str, shop: Shop) -> None:
        self._session = session
        self._url = url
        self.shop = shop
        self.accepted = 0
        self._numbers = count()

    async def send(self, request: Request) -> tuple[int, Any]:
        """Return status and document of the answer."""
        async with self._session.request(
            request.method, self._url + request.path, json=request.body, headers=request.headers
        ) as answer:
            return answer.status, await answer.json(content_type=None)

    async def succeed(self, request: Request) -> Any:
        status, document = await self.send(request)
        if status != request.expected:
            raise SystemExit(f"{request.method} {request.path}: {status} {document}")
        return document

    async def set_up(self, clients: int) -> None:
        """Read the ids of all products, and register an account with points for each client."""
        cursor = ""
        while cursor is not None:
            page = await self.succeed(Request("GET", f"/products?limit=100{cursor and f'&cursor={cursor}'}"))
            self.shop.products += [product["id"] for product in page["items"]]
            cursor = page["nextCursor"]
        for number in range(clients):
            answer = await self.succeed(registration(number))
            client = Client(number, answer["user"]["email"], answer["user"]["id"], answer["accessToken"])
            await self.succeed(accrual(client, self.shop.admin_token))
            self.shop.clients.append(client)

    async def run(self, kind: Kind, clients: int, seconds: float, measured: Measured) -> None:
        """Warm up, then add the answers of `seconds` of load to `measured`."""
        await self._drive(kind, clients, _WARM_UP, Measured())
        before, began = len(measured.seconds), time.perf_counter()
        await self._drive(kind, clients, seconds, measured)
        measured.rates.append((len(measured.seconds) - before) / (time.perf_counter() - began))

    async def _drive(self, kind: Kind, clients: int, seconds: float, measured: Measured) -> None:
        end = time.perf_counter() + seconds
        await asyncio.gather(*(self._client(kind, client, end, measured) for client in self.shop.clients[:clients]))

    async def _client(self, kind: Kind, client: Client, end: float, measured: Measured) -> None:
        while (began := time.perf_counter()) < end:
            request = kind.request(self.shop, client, next(self._numbers))
            try:
                status, _ = await self.send(request)
            except (aiohttp.ClientError, TimeoutError) as error:
                outcome, failed = type(error).__name__, True
            else:
                outcome, failed = str(status), status != request.expected
            measured.seconds.append(time.perf_counter() - began)
            measured.statuses[outcome] += 1
            measured.errors += failed
            if kind.name == "intake" and not failed:
                self.accepted += EVENTS

    async def wait_until_counted(self) -> float:
        """Return the seconds until the reports contain all accepted events, each once. Raises: SystemExit."""
        began = time.perf_counter()
        summary = Request("GET", "/analytics/summary", headers=bearer(self.shop.admin_token))
        while (orders := (await self.succeed(summary))["orders"]) != self.accepted:
            took = time.perf_counter() - began
            if orders > self.accepted or took > _COUNTED_WITHIN:
                raise SystemExit(f"{self.accepted} orders were accepted, {orders} are counted after {took:.0f} s")
            await asyncio.sleep(0.1)
        return time.perf_counter() - began


async def measure(stack: Stack, options: argparse.Namespace) -> tuple[dict[tuple[Kind, int], Measured], float]:
    """Return the answers by kind and number of clients, and the longest delay until events were counted."""
    found = {(kind, clients): Measured() for kind in KINDS for clients in options.clients}
    turns = list(found) * options.rounds
    delays = []
    shop = Shop([], stack.token("admin").removeprefix("Bearer "))
    connector = aiohttp.TCPConnector(limit=max(options.clients))
    async with aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT) as session:
        load = Load(session, stack.base_url, shop)
        await load.set_up(max(options.clients))
        for kind, clients in progress(turns, "load"):
            await load.run(kind, clients, options.seconds, found[kind, clients])
            if (kind, clients) == turns[-1]:
                delays.append(await load.wait_until_counted())
    return found, max(delays)


def figures(kind: Kind, clients: int, measured: Measured) -> dict[str, Any]:
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
        "errors": measured.errors,
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
    parser.add_argument("--clients", type=lambda text: [int(part) for part in text.split(",")], default=[1, 8])
    parser.add_argument("--seconds", type=float, default=4.0, help="per kind, number of clients and round (4)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one short round, for a trial")
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.rounds = 1.0, 1
    busy = round(os.getloadavg()[0], 1)  # before this run adds to it
    print("Starting a stack with the demo shop ...")
    template = ROOT / "template.yaml"
    with (
        tempfile.TemporaryDirectory(prefix="bodega-load-") as folder,
        running_stack(Path(folder), template, "--no-demo-orders", "--quiet", patience=_START) as stack,
    ):
        found, delay = asyncio.run(measure(stack, options))
    rows = [figures(kind, clients, measured) for (kind, clients), measured in found.items()]
    show("The local stack under load", tables.load(rows))
    print(f"Events were in the reports {delay:.1f} s after the last was accepted, at most; each exactly once.")
    for row in rows:
        if row["errors"]:
            print(f"{row['name']}, {row['clients']} clients: {row['statuses']}")
    settings = {**vars(options), "events": EVENTS, "busy": busy}
    save("load", settings, {"rows": rows, "seconds_until_counted": round(delay, 1)}, Path(sys.executable))
    return 1 if any(row["errors"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
