"""The engines of a stack, started before the rest of the stack is imported: DynamoDB Local needs the longest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from local.engines.commands import dynamodb_command, moto_command
from local.engines.process import Engine
from local.stack.lock import DataLock


class Engines(NamedTuple):
    """Both engines' processes, and the folders that they write to."""

    dynamodb: Engine
    moto: Engine
    database: Path
    mail: Path


@asynccontextmanager
async def running_engines(data: Path, lock: DataLock, port: int) -> AsyncIterator[Engines]:
    """Start both engines on the locked data folder, and stop them on exit. `port` is the stack's.

    The engines have started, but may not listen yet. Raises LocalError when those of an earlier stack do not end.
    """
    database, mail = data / "dynamodb", data / "mail"
    await lock.wait_for_engines(port)
    database.mkdir(exist_ok=True)
    dynamodb = Engine("DynamoDB Local", dynamodb_command(database), (lock.engines,))
    moto = Engine("Moto", moto_command(mail), (lock.engines,))
    try:
        await dynamodb.launch()
        await moto.launch()
        yield Engines(dynamodb, moto, database, mail)
    finally:
        await asyncio.gather(dynamodb.stop(), moto.stop())
