"""A function's processes: their number, and the calls that each one serves."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from local.lambdas import pool as pools
from local.lambdas.pool import IDLE_SECONDS, MAX_PROCESSES, Pool
from local.lambdas.runtime_api import FunctionError, Invocation
from local.template.resources import Function
from local.template.yaml_lines import Mapping

_PATIENCE = 100.0  # seconds, for a busy machine


class FakeWorker:
    """A fake process. `fail` is the error of its start. It answers when `gate` is set."""

    made: ClassVar[list["FakeWorker"]] = []
    fail: FunctionError | None = None
    gate: asyncio.Event

    def __init__(self, _: Function, environment: dict[str, str], __: Any) -> None:
        self.environment = environment
        self.alive = False
        self.idle_since = 0.0
        self.served = 0
        FakeWorker.made.append(self)

    async def start(self) -> None:
        await asyncio.sleep(0)
        if FakeWorker.fail:
            raise FakeWorker.fail
        self.alive = True

    async def serve(self, invocation: Invocation) -> None:
        self.served += 1
        if invocation.payload == b"die":
            self.alive = False
            invocation.answer.set_exception(FunctionError("Runtime.ExitError", "gone"))
            return
        await FakeWorker.gate.wait()
        invocation.answer.set_result(self.environment["VERSION"].encode())

    async def stop(self) -> None:
        self.alive = False


def function(concurrency: int | None = None) -> Function:
    folder = Path("functions/tool")
    return Function("Tool", "tool", folder, "app.handler", "python3.13", 3, 128, (), Mapping(1), "Text", concurrency)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run a scenario with a pool of fake processes, whose calls wait for `FakeWorker.gate`."""
    monkeypatch.setattr(pools, "Worker", FakeWorker)

    def run(scenario: Callable[[Pool], Awaitable[None]], concurrency: int | None = None) -> None:
        async def main() -> None:
            FakeWorker.made, FakeWorker.fail, FakeWorker.gate = [], None, asyncio.Event()
            pool = Pool(function(concurrency), {"VERSION": "1"}, print)
            await asyncio.wait_for(scenario(pool), _PATIENCE)
            await pool.close()
            assert not any(worker.alive for worker in FakeWorker.made)

        asyncio.run(main())

    return run


def call(pool: Pool, payload: bytes = b"{}") -> asyncio.Task[bytes]:
    return asyncio.create_task(pool.invoke(payload, "Root=1"))


async def settle() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


def test_sequential_calls_share_a_process(run: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        FakeWorker.gate.set()
        await pool.warm()
        for _ in range(5):
            assert await pool.invoke(b"{}", "Root=1") == b"1"
        assert [worker.served for worker in FakeWorker.made] == [5]

    run(scenario)


@pytest.mark.parametrize(("concurrency", "expected"), [(None, MAX_PROCESSES), (2, 2)])
def test_concurrent_calls_get_their_own_processes_up_to_a_limit(
    run: Callable[..., None], concurrency: int | None, expected: int
) -> None:
    async def scenario(pool: Pool) -> None:
        await pool.warm()
        calls = [call(pool) for _ in range(9)]
        await settle()
        assert [worker.served for worker in FakeWorker.made] == [1] * expected
        FakeWorker.gate.set()
        assert await asyncio.gather(*calls) == [b"1"] * 9
        assert len(FakeWorker.made) == expected

    run(scenario, concurrency)


def test_a_process_that_died_is_replaced_for_the_next_call(run: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        FakeWorker.gate.set()
        with pytest.raises(FunctionError, match="gone"):
            await pool.invoke(b"die", "Root=1")
        assert await pool.invoke(b"{}", "Root=1") == b"1"
        assert len(FakeWorker.made) == 2

    run(scenario)


def test_code_that_does_not_start_fails_every_waiting_call_with_one_attempt(run: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        FakeWorker.fail = FunctionError("Runtime.ImportError", "no module")
        results = await asyncio.gather(*(call(pool) for _ in range(9)), return_exceptions=True)
        assert {str(result) for result in results} == {"no module"}
        assert len(FakeWorker.made) == 1
        FakeWorker.fail = None
        FakeWorker.gate.set()
        assert await pool.invoke(b"{}", "Root=1") == b"1"

    run(scenario)


def test_after_a_change_running_calls_end_on_the_old_code(run: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        before = call(pool)
        await settle()
        await pool.reload(function(), {"VERSION": "2"})
        after = call(pool)
        await settle()
        FakeWorker.gate.set()
        assert (await before, await after) == (b"1", b"2")
        await settle()
        assert [worker.alive for worker in FakeWorker.made] == [False, True]

    run(scenario)


def test_a_change_that_does_not_start_is_reported(run: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        await pool.warm()
        FakeWorker.fail = FunctionError("Runtime.SyntaxError", "invalid syntax")
        with pytest.raises(FunctionError, match="invalid syntax"):
            await pool.reload(function(), {"VERSION": "2"})
        FakeWorker.fail = None
        await pool.reload(function(), {"VERSION": "3"})
        FakeWorker.gate.set()
        assert await pool.invoke(b"{}", "Root=1") == b"3"

    run(scenario)


def test_idle_processes_end_except_one(run: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        await pool.warm()
        calls = [call(pool) for _ in range(3)]
        await settle()
        FakeWorker.gate.set()
        await asyncio.gather(*calls)
        await settle()
        await pool.end_idle()
        assert sum(worker.alive for worker in FakeWorker.made) == 3
        for worker in FakeWorker.made:
            worker.idle_since -= IDLE_SECONDS + 1
        await pool.end_idle()
        assert sum(worker.alive for worker in FakeWorker.made) == 1

    run(scenario)


def test_a_waiting_call_whose_client_is_gone_is_dropped(run: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        await pool.warm()
        first = call(pool)
        await settle()
        second = call(pool)
        await settle()
        second.cancel()
        await settle()
        FakeWorker.gate.set()
        await first
        assert sum(worker.served for worker in FakeWorker.made) == 1

    run(scenario, 1)
