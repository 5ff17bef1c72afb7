"""The local stack under a mixed load; then the same, while its processes are killed at random.

Nothing that was acknowledged may be gone, and nothing may be there twice.
"""

import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from harness import ROOT
from harness.local_stack import FAST_HASHES, PATIENCE, Stack, command, is_running, wait_until
from local.modules import SEARCH_PATH
from tests.stress.load import Customer, Shop
from tests.stress.processes import Growth, below
from tests.stress.result import Budget, Result

_CUSTOMERS = 4
_SAMPLES = 60
_OPTIONS = ("--no-demo-orders", "--parameter", "ClientIpLimit=10000", *FAST_HASHES)
_GOING_DOWN = 1.0  # seconds
_INTERNAL_ERROR = re.compile("Internal error")
VICTIMS = ("DynamoDB Local", "a function", "the stack")


class Running:
    """A stack that can be killed and started again, at the same port and on the same data."""

    def __init__(self, data: Path, port: int) -> None:
        self._data = data
        self._port = port
        self._starts = 0
        self.start()

    def start(self) -> None:
        self._starts += 1
        log = self._data / f"terminal-{self._starts}.txt"
        template = ROOT / "template.yaml"
        with log.open("wb") as terminal:
            process = subprocess.Popen(
                command(self._data, template, *_OPTIONS, port=self._port),
                cwd=ROOT,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        self.stack = Stack(process, log, self._data, template)
        self.stack.wait_until_ready()

    def kill(self, victim: str, chance: random.Random) -> None:
        """Kill -9; what ends with it is started again, as an operator would."""
        started = below(self.stack.process.pid)
        engines = [pid for pid, what in started.items() if "java" in what]
        functions = [pid for pid, what in started.items() if "bootstrap" in what]
        pid = {
            "DynamoDB Local": engines[0],
            "a function": chance.choice(functions),
            "the stack": self.stack.process.pid,
        }[victim]
        os.kill(pid, signal.SIGKILL)
        if victim == "a function":
            return
        self.stack.process.wait(timeout=PATIENCE)
        wait_until(lambda: not any(map(is_running, started)), lambda: f"{victim} was killed, and others live on")
        self.start()

    def tracebacks(self) -> list[str]:
        """Return what functions logged about internal errors."""
        texts = [log.read_text(errors="replace") for log in sorted(self._data.glob("terminal-*.txt"))]
        return [
            text[found.start() : found.start() + 6000] for text in texts for found in _INTERNAL_ERROR.finditer(text)
        ]

    def recount(self) -> None:
        """What an operator does about events that came in and are in no counter."""
        places = ["--data", str(self._data), "--template", str(ROOT / "template.yaml")]
        command = [sys.executable, "-m", "scripts.recount", *places]
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": SEARCH_PATH}, check=True, capture_output=True
        )

    def end(self) -> None:
        if self.stack.process.poll() is None:
            self.stack.end(signal.SIGINT)


@contextlib.contextmanager
def running_shop() -> Iterator[tuple[Running, Shop]]:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        running = Running(Path(folder), port)
        try:
            yield running, Shop(port)
        finally:
            running.end()


def load(budget: Budget) -> Result:
    result = Result(
        "Under sustained load nothing fails, nothing grows, and every total is exact",
        f"{_CUSTOMERS} customers and an admin on the local stack; memory and open files per process; bookkeeping",
    )
    result.seeds.append(str(budget.seed))
    with running_shop() as (running, shop):
        growth = Growth(running.stack.process.pid)
        people, before = _move_in(running, shop, budget)
        budget.begin()
        pause = budget.seconds / _SAMPLES
        while budget.left > 0 and not shop.errors:
            time.sleep(pause)
            growth.sample()
        _go_home(shop, people, result, before)
        result.losses += growth.grown()
        result.losses += running.tracebacks()[:3]
        result.how += f"; {growth.processes} processes watched"
    return result


def kills(budget: Budget) -> Result:
    result = Result(
        "Acknowledged data survives kill -9 of the database, of a function, and of everything",
        "the same load; processes are killed at random, and the shop restarts on its data",
    )
    result.seeds.append(str(budget.seed))
    with running_shop() as (running, shop):
        people, before = _move_in(running, shop, budget)
        shop.calm = False
        budget.begin()
        killed = 0
        while budget.left > 0 or killed < len(VICTIMS):
            time.sleep(budget.chance.uniform(0.3, 3.0))
            victim = VICTIMS[killed % len(VICTIMS)] if killed < len(VICTIMS) else budget.chance.choice(VICTIMS)
            if victim != "a function":
                # From here on until it is down, what it says is not on the disk for certain.
                shop.database_killed = time.monotonic() + _GOING_DOWN
            running.kill(victim, budget.chance)
            killed += 1
        time.sleep(1.0)
        result.faults = killed
        _go_home(shop, people, result, before, running.recount)
        result.losses += running.tracebacks()[:3]
        result.how += f"; {shop.repeated} requests had to be repeated"
    return result


def _move_in(running: Running, shop: Shop, budget: Budget) -> tuple[list[Customer], int]:
    """Customers at work, and how many orders there were before them."""
    admin = running.stack.token("admin").removeprefix("Bearer ")
    products = shop.until_answered("GET", "/products?limit=100")[1]["items"]
    people = [
        Customer(shop, admin, number, random.Random(budget.chance.getrandbits(32)), products[number]["id"])
        for number in range(_CUSTOMERS)
    ]
    before = _orders(shop, admin)
    for person in people:
        person.start()
    return people, before


def _go_home(
    shop: Shop, people: list[Customer], result: Result, before: int, recount: Callable[[], None] | None = None
) -> None:
    """Everybody looks whether all is as their books say; `recount`: where counting may have been cut off."""
    shop.stopped.set()
    for person in people:
        person.join(timeout=400)
        assert not person.is_alive()
    result.cases += shop.requests
    result.losses += shop.errors[:10]
    shop.calm = True
    for person in people:
        with result.case():
            person.check()
    events = set().union(*(person.events for person in people))
    numbers = [number for person in people for number in person.numbers.values()]
    with result.case():
        assert len(set(numbers)) == len(numbers), "two orders of a day have the same number"
    with result.case():
        admin = people[0].admin
        if recount:
            recount()
        wait_until(
            lambda: _orders(shop, admin) == before + len(events) + len(numbers),
            lambda: f"{_orders(shop, admin)} orders, not {before}, {len(events)} reported and {len(numbers)} placed",
            progress=lambda: _orders(shop, admin),
        )


def _orders(shop: Shop, admin: str) -> int:
    """Of the days around this one, whatever the shop's time zone."""
    today = time.time()
    begin, end = (time.strftime("%Y-%m-%d", time.gmtime(today + days * 86_400)) for days in (-2, 1))
    status, answer = shop.until_answered("GET", f"/analytics/summary?from={begin}&to={end}", token=admin)
    assert status == 200, answer
    orders: Any = answer["orders"]
    return int(orders)
