"""The pages beside the API: documentation, mailbox, dashboard and kitchen.

A page is a function that returns its routes. Its argument is a function that returns the API's path prefix, which a
changed template can change.
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

Routes = list[web.RouteDef]
Page = Callable[[Callable[[], str]], Routes]
