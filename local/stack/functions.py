"""The functions of the current template: their process pools, and which of them do not start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from local.gateway.authorizer import Invoke
from local.lambdas.environment import Surroundings, lambda_environment
from local.lambdas.pool import REPLACED, Pool
from local.lambdas.runtime_api import FunctionError
from local.template import Template
from local.template.resources import Function
from local.terminal.console import Console

_END_IDLE_EVERY = 15.0  # seconds


class Functions:
    """One pool per function. `ready` is set as soon as every function has started."""

    def __init__(self, template: Template, console: Console) -> None:
        self._template = template
        self._console = console
        self._pools: dict[str, Pool] = {}
        self._broken: set[str] = set()
        self.ready = False

    @property
    def all_start(self) -> bool:
        return not self._broken

    def invoke(self, function_id: str) -> Invoke:
        """Return a call of the function. It looks up the pool at each call, because a new template replaces pools."""
        return _late(lambda: self._pools[function_id])

    def create(self, surroundings: Surroundings) -> None:
        """Create the pools. No process starts before `warm` or the first event."""
        self._surroundings = surroundings
        for function in self._template.functions.values():
            self._add_pool(function)

    async def warm(self) -> None:
        """Start one process of every function."""
        await asyncio.gather(*(self._outcome(pool.function, pool.warm()) for pool in self._pools.values()))

    def use(self, template: Template) -> list[Function]:
        """Use another template from now on. Returns the functions to reload."""
        self._template = template
        changed = []
        for function in template.functions.values():
            pool = self._pools.get(function.id) or self._add_pool(function)
            if (function, self._environment(function)) != (pool.function, pool.environment):
                changed.append(function)
        return changed

    async def close_removed(self) -> None:
        """Close the pools of functions that the template no longer declares."""
        removed = [self._pools.pop(name) for name in self._pools.keys() - self._template.functions.keys()]
        self._broken &= self._template.functions.keys()
        await asyncio.gather(*(pool.close() for pool in removed))

    async def reload(self, functions: Sequence[Function]) -> None:
        """Restart functions whose code or settings changed, and show the outcome."""
        starts = [
            self._outcome(function, self._pools[function.id].reload(function, self._environment(function)))
            for function in functions
        ]
        outcomes = await asyncio.gather(*starts)
        labels = [function.label for function, started in zip(functions, outcomes, strict=True) if started]
        if labels:
            self._console.write(self._console.style.dim(f"reloaded {', '.join(sorted(labels))}"))
        if functions:
            self.show_state()

    def show_state(self) -> None:
        """Show which functions do not start, or `ready` the first time that all do."""
        if self._broken:
            labels = ", ".join(sorted(self._template.functions[name].label for name in self._broken))
            self._console.error(f"Not ready: {labels} does not start. Correct it: the change is picked up at once.")
        elif not self.ready:
            self.ready = True
            self._console.write("ready")

    async def end_idle(self) -> None:
        """End processes that have had nothing to do for a while. Runs until cancelled."""
        while True:
            await asyncio.sleep(_END_IDLE_EVERY)
            await asyncio.gather(*(pool.end_idle() for pool in self._pools.values()))

    async def close(self) -> None:
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))

    def _environment(self, function: Function) -> dict[str, str]:
        return lambda_environment(function, self._template.environment(function), self._surroundings)

    def _add_pool(self, function: Function) -> Pool:
        label = function.label
        pool = Pool(function, self._environment(function), lambda line: self._console.function_line(label, line))
        self._pools[function.id] = pool
        return pool

    async def _outcome(self, function: Function, start: Coroutine[Any, Any, None]) -> bool:
        try:
            await start
        except FunctionError as error:
            if error.kind != REPLACED:
                self._broken.add(function.id)
                self._console.error(f"{function.label} does not start: {error.message}")
            return False
        self._broken.discard(function.id)
        return True


def _late(pool: Callable[[], Pool]) -> Invoke:
    async def invoke(payload: bytes, trace_id: str) -> bytes:
        return await pool().invoke(payload, trace_id)

    return invoke
