"""Runs functions in several processes, each with one request at a time, as Lambda does."""

import json
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from types import TracebackType
from typing import Any, Self

from bodega.errors import StorageUnavailable
from bodega.orders.sweeps import SweepFailed
from harness.aws.policy_simulator import running
from harness.shop.client import Answer, Shop
from harness.shop.events import lambda_context
from harness.shop.functions import functions_by_path, load_app

_COUNT = 10
_MILLISECONDS = 60_000  # that an invocation without a request has
_LONGEST_WAIT = 300  # seconds; without it, the others would wait forever for a process that died


@dataclass(frozen=True)
class Request:
    """A request to the API, or an invocation of a function without one."""

    method: str
    url: str
    event: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def invocation(cls, package: str, entry: str, label: str) -> "Request":
        """Return an invocation of a function that a schedule starts. `label`: the function's in the template."""
        return cls("INVOKE", label, {"package": package, "entry": entry})

    def send(self, shop: Shop) -> Answer:
        """Return the response. A sweep that met busy storage is a 503: the next one does what is left."""
        if self.method != "INVOKE":
            return shop.call(self.method, self.url, **self.event)
        with running(self.url):
            handler = load_app(self.event["package"], self.event["entry"]).handler
            try:
                return Answer(200, {}, json.dumps(handler({}, lambda_context(self.url, _MILLISECONDS))))
            except SweepFailed as error:
                if not isinstance(error.__cause__, StorageUnavailable):
                    raise
                return Answer(503, {}, None)


_barrier: Barrier

# Loaded once, in the process that all others are forked from.
for _function in sorted(set(functions_by_path().values())):
    load_app(_function)


def _start(barrier: Barrier, environment: dict[str, str]) -> None:
    global _barrier  # noqa: PLW0603  # a process of a pool has no other place
    _barrier = barrier
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # metrics and logs


def _warm() -> None:
    """Connect to the database before the race begins."""
    from bodega.dynamodb.calls import client

    client().call("ListTables", {})
    _barrier.wait(_LONGEST_WAIT)


def _send(tables: Mapping[str, str], requests: list[Request]) -> list[Answer]:
    os.environ.update(tables)
    _barrier.wait(_LONGEST_WAIT)
    return [request.send(Shop()) for request in requests]


class LambdaProcesses:
    """A pool of `count` processes with this environment, changed by `environment`."""

    def __init__(self, environment: dict[str, str], count: int = _COUNT) -> None:
        self._count = count
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        self._pool = ProcessPoolExecutor(
            count, context, _start, (context.Barrier(count), {**os.environ, **environment})
        )

    def __enter__(self) -> Self:
        for done in [self._pool.submit(_warm) for _ in range(self._count)]:
            done.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    def send(self, tables: Mapping[str, str], requests: list[Request]) -> list[Answer]:
        """Send requests concurrently and return their answers in order. Neighbours run in different processes.

        `tables`: their names, by environment variable.
        """
        shares = [self._pool.submit(_send, tables, requests[place :: self._count]) for place in range(self._count)]
        answers: dict[int, Answer] = {}
        for place, share in enumerate(shares):
            answers.update(zip(range(place, len(requests), self._count), share.result(), strict=True))
        return [answers[place] for place in range(len(requests))]
