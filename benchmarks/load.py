"""The local stack under load: how many requests a second, how long they take, what goes wrong.

    python -m benchmarks.load [--clients 1,8] [--seconds 4] [--rounds 3] [--quick]

Starts a stack of its own on a free port, in a temporary folder, with the demo shop, and ends it. Clients keep their
connections and send the next request when the last is answered. Rounds are interleaved: each kind of request gets its
seconds in turn, so that the machine's moods meet all. Client, gateway, functions and database share this machine: the
figures say how the parts compare and that nothing breaks, not what AWS would do. Non-zero exit where a request failed.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp

from benchmarks import ROOT
from benchmarks.latency import percentile
from benchmarks.load_requests import EVENTS, KINDS, Client, Kind, Sent, Shop, accrual, bearer, registration
from benchmarks.results import save
from harness.local_stack import Stack, running_stack

MEASUREMENT = "load"
WARM_UP = 1.5  # seconds, in which the stack starts as many processes as it will
TIME_LIMIT = aiohttp.ClientTimeout(total=30)
COUNTED_WITHIN = 120.0  # seconds
START = 300.0  # seconds that the demo may take on a busy machine


@dataclass
class Measured:
    """One kind of request by so many clients; `rates` are requests a second, round by round."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    rates: list[float] = field(default_factory=list)


class Driver:
    """Sends requests to one stack."""

    def __init__(self, session: aiohttp.ClientSession, url: str, shop: Shop) -> None:
        self._session = session
        self._url = url
        self.shop = shop
        self.events = 0
        self._numbers = count()

    async def send(self, sent: Sent) -> tuple[int, Any]:
        """Status and document of the answer."""
        async with self._session.request(
            sent.method, self._url + sent.path, json=sent.body, headers=sent.headers
        ) as answer:
            return answer.status, await answer.json(content_type=None)

    async def succeed(self, sent: Sent) -> Any:
        status, document = await self.send(sent)
        if status != sent.expected:
            raise SystemExit(f"{sent.method} {sent.path}: {status} {document}")
        return document

    async def run(self, kind: Kind, clients: int, seconds: float, measured: Measured) -> None:
        """Warm up, then add what `seconds` of load brought to `measured`."""
        await self._drive(kind, clients, WARM_UP, Measured())
        before = len(measured.seconds)
        began = time.perf_counter()
        await self._drive(kind, clients, seconds, measured)
        measured.rates.append((len(measured.seconds) - before) / (time.perf_counter() - began))

    async def _drive(self, kind: Kind, clients: int, seconds: float, measured: Measured) -> None:
        end = time.perf_counter() + seconds
        await asyncio.gather(*(self._client(kind, client, end, measured) for client in self.shop.clients[:clients]))

    async def _client(self, kind: Kind, client: Client, end: float, measured: Measured) -> None:
        while (began := time.perf_counter()) < end:
            sent = kind.request(self.shop, client, next(self._numbers))
            try:
                status, _ = await self.send(sent)
            except (aiohttp.ClientError, TimeoutError) as error:
                outcome, failed = type(error).__name__, True
            else:
                outcome, failed = str(status), status != sent.expected
            measured.seconds.append(time.perf_counter() - began)
            measured.statuses[outcome] += 1
            measured.errors += failed
            if kind.name == "intake" and not failed:
                self.events += EVENTS

    async def wait_until_counted(self) -> float:
        """Seconds until all events that were taken are in the reports, each once. Raises: SystemExit."""
        began = time.perf_counter()
        while True:
            sent = Sent("GET", "/analytics/summary", headers=bearer(self.shop.admin_token))
            orders = (await self.succeed(sent))["orders"]
            took = time.perf_counter() - began
            if orders == self.events:
                return took
            if orders > self.events or took > COUNTED_WITHIN:
                raise SystemExit(f"{self.events} orders were taken, {orders} are counted after {took:.0f} s")
            await asyncio.sleep(0.1)


async def furnish(driver: Driver, clients: int) -> None:
    """An account with points for each client, the ids of all products."""
    cursor = ""
    while cursor is not None:
        page = await driver.succeed(Sent("GET", f"/products?limit=100{cursor and f'&cursor={cursor}'}"))
        driver.shop.products += [product["id"] for product in page["items"]]
        cursor = page["nextCursor"]
    for number in range(clients):
        body = registration(number)
        answer = await driver.succeed(Sent("POST", "/users/register", body, expected=201))
        client = Client(number, body["email"], answer["user"]["id"], answer["accessToken"])
        await driver.succeed(accrual(client, driver.shop.admin_token))
        driver.shop.clients.append(client)


async def measure(stack: Stack, options: argparse.Namespace) -> tuple[dict[tuple[str, int], Measured], list[float]]:
    """What was measured, by kind and number of clients, and after how many seconds events were counted."""
    found = {(kind.name, clients): Measured() for kind in KINDS for clients in options.clients}
    lags = []
    shop = Shop([], stack.token("admin").removeprefix("Bearer "))
    connector = aiohttp.TCPConnector(limit=max(options.clients))
    async with aiohttp.ClientSession(connector=connector, timeout=TIME_LIMIT) as session:
        driver = Driver(session, stack.base_url, shop)
        await furnish(driver, max(options.clients))
        for number in range(1, options.rounds + 1):
            for kind in KINDS:
                for clients in options.clients:
                    print(f"\r  round {number} of {options.rounds}: {kind.name}, {clients} clients        ", end="")
                    sys.stdout.flush()
                    await driver.run(kind, clients, options.seconds, found[kind.name, clients])
            lags.append(await driver.wait_until_counted())
    print("\r" + " " * 60, end="\r")
    return found, lags


def figures(kind: Kind, clients: int, measured: Measured) -> dict[str, Any]:
    """Times in milliseconds, over all rounds; `per_second` is the median round's."""
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


def show(rows: list[dict[str, Any]], lags: list[float]) -> None:
    print(f"{'':10}{'clients':>8}{'requests':>10}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'errors':>8}  statuses")
    for row in rows:
        statuses = ", ".join(f"{number} × {status}" for status, number in row["statuses"].items())
        print(
            f"{row['name']:10}{row['clients']:8}{row['requests']:10,}{row['per_second']:10,.1f}{row['p50']:9,.1f}"
            f"{row['p99']:9,.1f}{row['errors']:8}  {statuses}"
        )
    print(f"events were in the reports {max(lags):.1f} s after the last was taken, at most; each once")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=lambda text: [int(part) for part in text.split(",")], default=[1, 8])
    parser.add_argument("--seconds", type=float, default=4.0, help="of each kind, number of clients and round (4)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one short round: to see where one is, not to judge by")
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.rounds = 1.0, 1
    busy = round(os.getloadavg()[0], 1)  # before this run adds to it
    print("Starting a stack with the demo shop ...")
    with tempfile.TemporaryDirectory(prefix="bodega-load-") as folder:
        template = ROOT / "template.yaml"
        with running_stack(Path(folder), template, "--no-demo-orders", "--quiet", patience=START) as stack:
            found, lags = asyncio.run(measure(stack, options))
    rows = [figures(kind, clients, found[kind.name, clients]) for kind in KINDS for clients in options.clients]
    show(rows, lags)
    settings = {name: getattr(options, name) for name in ("clients", "seconds", "rounds", "quick")}
    path = save(
        MEASUREMENT,
        settings | {"events": EVENTS, "busy": busy},
        {"rows": rows, "seconds_until_counted": round(max(lags), 1)},
        Path(sys.executable),
    )
    print(f"kept in {path.relative_to(ROOT)}")
    return 1 if any(row["errors"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
