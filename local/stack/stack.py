"""The whole stack: engines, functions and API, from start to a clean end."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import aiohttp

from local.command import reserve_port
from local.engines.process import Engine
from local.errors import LocalError
from local.extension import Extension, RunningStack
from local.gateway.server import Gateway
from local.options import SharedOptions
from local.pages.api_document import ApiDocument
from local.pages.dashboard import dashboard_page
from local.pages.docs import docs_page
from local.pages.files import shared_files
from local.pages.kitchen import kitchen_page
from local.pages.mailbox import Mailbox, mailbox_page
from local.pages.pay import pay_page
from local.payments.parameters import stand_in_parameters
from local.schedules import Schedules
from local.stack.backends import Backends
from local.stack.engines import Engines
from local.stack.functions import Functions
from local.stack.http_server import HttpServer
from local.stack.payments import LocalPayments
from local.stack.watch import CodeWatch, watch_sources, watch_template
from local.streams.mappings import Mappings
from local.template import Template, read_template
from local.terminal.banner import banner
from local.terminal.console import Console
from local.web.config import config
from local.web.sources import FOLDERS, is_source
from local.web.storefront import BASE, Storefront

_SHOP_NAME = "SHOP_NAME"  # the variable with the shop's name of a function


class Stack:
    """Everything that runs beside the engines.

    `began` is the start's reading of `time.perf_counter`. `reserved` is the socket to serve on.
    """

    def __init__(
        self,
        shared: SharedOptions,
        console: Console,
        extension: Extension,
        engines: Engines,
        *,
        began: float,
        reserved: socket.socket,
    ) -> None:
        self._shared = shared
        self._engines = engines
        self._began = began
        self._reserved = reserved
        self._url = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        self._console = console
        self._extension = extension
        self._failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reserved_for_payments = reserve_port(0)
        self._template = self._read_template()
        self._functions = Functions(self._template, console)
        self._gateway = self._new_gateway()
        self._payments = LocalPayments(shared.data, self._template, self._reserved_for_payments)
        self._mailbox = Mailbox(engines.mail)
        docs = docs_page(ApiDocument(), lambda: extension.log_ins(shared))
        mails = mailbox_page(self._mailbox, self._shop_name)
        clients = (dashboard_page(self._shop_name), kitchen_page(self._shop_name), pay_page(self._shop_name))
        self._storefront = Storefront(lambda prefix: config(self._template, prefix), console.error)
        pages = (shared_files, self._storefront.page, docs, mails, *clients, self._payments.page, *extension.pages())
        self._server = HttpServer(lambda: self._gateway, pages)
        self._code = CodeWatch(_code_folders(self._template), self._code_changed)
        self._tasks: list[asyncio.Task[None]] = []

    def _shop_name(self) -> str:
        """Return the name that the shop's mails have too."""
        return min(self._template.values_of(_SHOP_NAME), default="Local stack")

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set. Raises LocalError when the start fails or an engine ends."""
        async with aiohttp.ClientSession() as session:
            self._backends = Backends(session, self._shared.data, self._engines, self._console)
            try:
                await self._until_stopped(self._start(), stop)
            finally:
                await self._end()

    # ------------------------------------------------------------------ start and end
    async def _start(self) -> None:
        self._task(self._storefront.build())
        surroundings = await self._backends.start(self._template, self._payments.url)
        surroundings.save(self._shared.data)
        for engine in (self._engines.dynamodb, self._engines.moto):
            self._watch_over(engine)
        self._mappings = Mappings(
            self._template,
            self._backends.stream_client(),
            self._shared.data,
            self._functions.invoke,
            self._console,
        )
        self._schedules = Schedules(self._template, self._functions.invoke, self._console)
        self._functions.create(surroundings)
        await self._payments.start()
        await asyncio.gather(self._open(), self._functions.warm())
        self._task(self._mappings.run())
        self._task(self._schedules.run())
        self._task(self._payments.deliver(f"{self._url}{self._gateway.prefix}/webhooks/payments"))
        running = self._running()
        if self._functions.all_start:
            await self._extension.before_ready(running)
        self._show_banner()
        self._functions.show_state()
        self._task(self._code.run())
        self._task(watch_template(self._shared.template, self._template_changed))
        self._task(watch_sources(FOLDERS, is_source, self._storefront.rebuild))
        self._task(self._functions.end_idle())
        if self._functions.ready:
            self._task(self._extension.after_ready(running))

    async def _open(self) -> None:
        """Make the tables and accept requests. The functions start meanwhile; a request waits for its function."""
        await self._backends.make_tables(self._template)
        await self._check_data(self._template)
        await self._server.start(self._reserved)

    async def _check_data(self, template: Template) -> None:
        """Raises: LocalError if the tables hold data of a shop with other parameters."""
        await self._extension.check_data(
            self._shared,
            template,
            lambda table, partition: self._backends.first_item(template.tables[table], partition),
        )

    def _running(self) -> RunningStack:
        async def tables_are_empty() -> bool:
            return await self._backends.are_empty(self._template.tables.values())

        url = f"{self._url}{self._gateway.prefix}"
        return RunningStack(self._shared, self._console, self._template, url, tables_are_empty)

    def _show_banner(self) -> None:
        seconds = time.perf_counter() - self._began
        more = self._extension.banner_lines(self._shared)
        text = banner(
            self._template.api,
            self._url,
            self._shared.data,
            self._console.style,
            seconds=seconds,
            storefront=BASE if config(self._template, self._gateway.prefix) else None,
            more=more,
        )
        self._console.write(text)

    async def _until_stopped(self, work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
        """Run the start, then serve until `stop` is set. Raises what a task raised."""
        start = asyncio.create_task(work)
        stopped = asyncio.create_task(stop.wait())
        try:
            await _first(start, stopped, self._failure)
            if start.done():
                start.result()
                await _first(stopped, self._failure)
            if self._failure.done():
                self._failure.result()
        finally:
            start.cancel()
            stopped.cancel()
            await asyncio.gather(start, stopped, return_exceptions=True)

    async def _end(self) -> None:
        self._console.stop_requests()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._storefront.close()
        await self._server.stop()
        await self._functions.close()
        await self._payments.stop()

    def _task(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside the requests for as long as the stack runs. Its failure ends the stack."""
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

    # ------------------------------------------------------------------ changes
    def _read_template(self) -> Template:
        url = f"http://127.0.0.1:{self._reserved_for_payments.getsockname()[1]}"
        defaults = {"StorefrontUrl": f"{self._url}{BASE}", **stand_in_parameters(url)}
        return read_template(self._shared.template, self._shared.parameters, defaults)

    def _new_gateway(self) -> Gateway:
        template = self._template
        return Gateway(
            template.api,
            self._functions.invoke,
            lambda name: template.functions[name].label,
            self._console,
            quiet_user_agent=self._extension.quiet_user_agent,
        )

    async def _code_changed(self, files: set[Path]) -> None:
        functions = [
            function
            for function in self._template.functions.values()
            if any(file.is_relative_to(folder) for file in files for folder in (function.code, *function.layers))
        ]
        await self._functions.reload(functions)

    async def _template_changed(self) -> None:
        try:
            template = self._read_template()
            await self._backends.use(template, self._template)
            await self._check_data(template)
        except LocalError as error:
            self._console.error(f"{error}\nThe stack continues with the previous template.")
            return
        self._template = template
        changed = self._functions.use(template)
        self._gateway = self._new_gateway()
        await self._functions.close_removed()
        self._mappings.use(template)
        self._schedules.use(template)
        self._code.watch(_code_folders(template))
        self._console.write(f"{self._shared.template.name} read again")
        await self._functions.reload(changed)


async def _first(*futures: asyncio.Future[Any]) -> None:
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)


def _code_folders(template: Template) -> set[Path]:
    return {folder for function in template.functions.values() for folder in (function.code, *function.layers)}
