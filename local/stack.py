"""The whole stack: engines, functions and API, from start to a clean end."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import aiohttp

from local.banner import banner
from local.console import Console
from local.dashboard import dashboard
from local.demo import Demo
from local.engines.aws_json import AwsJson
from local.engines.dynamodb import Tables, dynamodb_command
from local.engines.moto import moto_command
from local.engines.process import Engine
from local.engines.secrets_manager import SecretsFile, seed
from local.engines.ses import senders, verify
from local.errors import LocalError
from local.gateway.authorizer import Invoke
from local.gateway.server import Gateway
from local.history import add_history
from local.http_server import HttpServer
from local.lambdas.environment import Surroundings, lambda_environment
from local.lambdas.pool import REPLACED, Pool
from local.lambdas.runtime_api import FunctionError
from local.lock import DataLock
from local.mailbox import Mailbox, mailbox_page
from local.options import SharedOptions
from local.pages import docs
from local.streams.client import StreamClient
from local.streams.mappings import Mappings
from local.template import Template, read_template
from local.template.resources import Function
from local.watch import CodeWatch, watch_template

_TIDY_EVERY = 15.0  # seconds between looks for idle processes


class Stack:
    """Everything that runs. `run` returns when `stop` was called, and raises LocalError when something gave way."""

    def __init__(self, shared: SharedOptions, console: Console, *, demo: bool, history: bool) -> None:
        self._shared = shared
        self._console = console
        self._demo = Demo(shared, console) if demo else None
        self._with_history = history
        self._stop = asyncio.Event()
        self._failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._began = time.perf_counter()
        self._template = read_template(shared.template, shared.parameters)
        self._pools: dict[str, Pool] = {}
        self._gateway = self._new_gateway()
        self._mailbox = Mailbox(shared.data / "mail")
        self._server = HttpServer(lambda: self._gateway, (docs, mailbox_page(self._mailbox), dashboard))
        self._code = CodeWatch(_code_folders(self._template), self._code_changed)
        self._arns: dict[str, str] = {}
        self._broken: set[str] = set()
        self._said_ready = False
        self._tasks: list[asyncio.Task[None]] = []

    def stop(self) -> None:
        self._stop.set()

    async def run(self, reserved: socket.socket) -> None:
        """Serve on a reserved socket until `stop`. Raises LocalError when the start fails or an engine ends."""
        lock = DataLock(self._shared.data)
        port = reserved.getsockname()[1]
        try:
            await lock.acquire(port)
            self._dynamodb = Engine("DynamoDB Local", dynamodb_command(self._database()), (lock.engines,))
            self._moto = Engine("Moto", moto_command(self._mailbox.folder), (lock.engines,))
            async with aiohttp.ClientSession() as self._session:
                try:
                    await self._until_stopped(self._start(reserved, port))
                finally:
                    await self._end()
        finally:
            reserved.close()
            lock.release()

    # ------------------------------------------------------------------ start and end
    async def _start(self, reserved: socket.socket, port: int) -> None:
        await asyncio.gather(self._start_dynamodb(), self._start_moto())
        self._surroundings = Surroundings(self._dynamodb.url, self._moto.url, self._moto.url).save(self._shared.data)
        self._watch_over(self._dynamodb)
        self._watch_over(self._moto)
        for function in self._template.functions.values():
            self._add_pool(function)
        await self._server.start(reserved)
        await asyncio.gather(*(self._warm(pool) for pool in self._pools.values()))
        self._task(self._mappings.run())
        url = f"http://127.0.0.1:{port}{self._gateway.prefix}"
        await self._load_demo(url)
        took = time.perf_counter() - self._began
        self._console.write(banner(self._template.api, port, self._shared.data, took, self._console.style))
        self._say_ready()
        self._task(self._code.run())
        self._task(watch_template(self._shared.template, self._template_changed))
        self._task(self._tidy())
        if self._with_history and self._said_ready and self._demo and self._demo.is_there:
            self._task(add_history(self._shared, self._console, self._template.api, url))

    async def _until_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        """Run the start; then serve until `stop` is called, or raise what made a task fail."""
        start = asyncio.create_task(work)
        stop = asyncio.create_task(self._stop.wait())
        try:
            await _first(start, stop, self._failure)
            if start.done():
                start.result()
                await _first(stop, self._failure)
            if self._failure.done():
                self._failure.result()
        finally:
            start.cancel()
            stop.cancel()
            await asyncio.gather(start, stop, return_exceptions=True)

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.stop()
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))
        await asyncio.gather(self._dynamodb.stop(), self._moto.stop())

    def _task(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside the requests for as long as the stack lives; its failure ends the stack."""
        task = asyncio.create_task(work)
        self._tasks.append(task)
        task.add_done_callback(self._note_failure)

    def _note_failure(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) and not self._failure.done():
            self._failure.set_exception(error)

    def _watch_over(self, engine: Engine) -> None:
        async def ended() -> None:
            await engine.ended()
            raise LocalError(f"{engine.name} ended, and the stack with it.\n{engine.tail}")

        self._task(ended())

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(_TIDY_EVERY)
            await asyncio.gather(*(pool.end_idle() for pool in self._pools.values()))

    # ------------------------------------------------------------------ engines
    def _database(self) -> Path:
        folder = self._shared.data / "dynamodb"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    async def _start_dynamodb(self) -> None:
        await self._dynamodb.start()
        tables = AwsJson(self._session, self._dynamodb.url, "dynamodb", "DynamoDB_20120810")
        streams = AwsJson(self._session, self._dynamodb.url, "dynamodb", "DynamoDBStreams_20120810")
        self._tables = Tables(tables)
        client = StreamClient(tables, streams)
        self._mappings = Mappings(self._template, client, self._shared.data, self._invoke, self._console)
        await self._make_tables(self._template)

    async def _make_tables(self, template: Template) -> None:
        for name in await self._tables.create(template.tables.values()):
            self._console.error(
                f"The table {name} was made with other keys or indexes than the template has now.\n"
                f"To make it anew, end the stack and delete {self._shared.data / 'dynamodb'}."
            )

    async def _start_moto(self) -> None:
        await self._moto.start()
        await self._make_secrets(self._template)
        await verify(self._session, self._moto.url, senders(self._template))

    async def _make_secrets(self, template: Template) -> None:
        """Have the template's secrets in Secrets Manager, and its references lead to them."""
        client = AwsJson(self._session, self._moto.url, "secretsmanager", "secretsmanager")
        declared = template.secrets.values()
        kept = SecretsFile(self._shared.data / "secrets.json").ensure(declared)
        self._arns |= await seed(client, [secret for secret in declared if secret.id not in self._arns], kept)
        for secret in declared:
            template.resolver.references[secret.id] = self._arns[secret.id]
            template.resolver.attributes[secret.id, "Id"] = self._arns[secret.id]

    # ------------------------------------------------------------------ functions
    def _environment(self, template: Template, function: Function) -> dict[str, str]:
        return lambda_environment(function, template.environment(function), self._surroundings)

    def _add_pool(self, function: Function) -> Pool:
        label = function.label
        environment = self._environment(self._template, function)
        pool = Pool(function, environment, lambda line: self._console.function_line(label, line))
        self._pools[function.id] = pool
        return pool

    def _invoke(self, function_id: str) -> Invoke:
        return _late(lambda: self._pools[function_id])

    def _new_gateway(self) -> Gateway:
        template = self._template
        return Gateway(template.api, self._invoke, lambda name: template.functions[name].label, self._console)

    async def _warm(self, pool: Pool) -> bool:
        return await self._outcome(pool.function, pool.warm())

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

    async def _load_demo(self, url: str) -> None:
        if self._demo is None or self._broken:
            return
        if self._demo.wanted(tables_are_empty=await self._tables.are_empty(self._template.tables.values())):
            await self._demo.load(url, self._template.resolver.parameters.get("Currency"))

    def _say_ready(self) -> None:
        if self._broken:
            labels = ", ".join(sorted(self._template.functions[name].label for name in self._broken))
            self._console.error(f"Not ready: {labels} does not start. Correct it: the change is picked up at once.")
        elif not self._said_ready:
            self._said_ready = True
            self._console.write("ready")

    # ------------------------------------------------------------------ changes
    async def _code_changed(self, files: set[Path]) -> None:
        functions = [
            function
            for function in self._template.functions.values()
            if any(file.is_relative_to(folder) for file in files for folder in (function.code, *function.layers))
        ]
        await self._reload(functions)

    async def _template_changed(self) -> None:
        try:
            template = read_template(self._shared.template, self._shared.parameters)
        except LocalError as error:
            self._console.error(f"{error}\nThe template before that goes on running.")
            return
        await self._make_tables(template)
        await self._make_secrets(template)
        await verify(self._session, self._moto.url, senders(template) - senders(self._template))
        self._template = template
        changed = []
        for function in template.functions.values():
            pool = self._pools.get(function.id) or self._add_pool(function)
            if (function, self._environment(template, function)) != (pool.function, pool.environment):
                changed.append(function)
        self._gateway = self._new_gateway()
        gone = [self._pools.pop(name) for name in self._pools.keys() - template.functions.keys()]
        self._broken &= template.functions.keys()
        await asyncio.gather(*(pool.close() for pool in gone))
        self._mappings.use(template)
        self._code.watch(_code_folders(template))
        self._console.write(f"{self._shared.template.name} read again")
        await self._reload(changed)

    async def _reload(self, functions: Sequence[Function]) -> None:
        starts = []
        for function in functions:
            environment = self._environment(self._template, function)
            starts.append(self._outcome(function, self._pools[function.id].reload(function, environment)))
        outcomes = await asyncio.gather(*starts)
        labels = [function.label for function, started in zip(functions, outcomes, strict=True) if started]
        if labels:
            self._console.write(self._console.style.dim(f"reloaded {', '.join(sorted(labels))}"))
        if functions:
            self._say_ready()


async def _first(*futures: asyncio.Future[Any]) -> None:
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)


def _late(pool: Callable[[], Pool]) -> Invoke:
    """Calls whichever pool there is when a request comes: a new template may have replaced it."""

    async def invoke(payload: bytes, trace_id: str) -> bytes:
        return await pool().invoke(payload, trace_id)

    return invoke


def _code_folders(template: Template) -> set[Path]:
    return {folder for function in template.functions.values() for folder in (function.code, *function.layers)}
