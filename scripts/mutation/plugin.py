"""A pytest plugin: records which lines each test runs, or lets tests use a database that runs already."""

import json
import os
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_SOURCES = ["functions", "layers/common/bodega"]
_parts = os.environ.get("MUTATION_LINES")
_port = os.environ.get("MUTATION_DATABASE")
_seconds: dict[str, float] = {}
_recorder: Any = None

# In a worker of pytest-xdist, or where there are none; before any module of the product is imported.
if _parts and (os.environ.get("PYTEST_XDIST_WORKER") or os.environ.get("MUTATION_ONE_PROCESS")):
    import coverage

    _recorder = coverage.Coverage(
        data_file=Path(_parts, f"lines.{os.getpid()}"), source=_SOURCES, config_file=False, messages=False
    )
    _recorder.start()

if _port:
    from harness.aws import engines

    @contextmanager
    def _shared() -> Iterator[int]:
        yield int(_port or 0)

    engines.dynamodb_local = _shared


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    if _recorder:
        _recorder.switch_context(item.nodeid)
    begin = time.monotonic()
    try:
        return (yield)
    finally:
        _seconds[item.nodeid] = time.monotonic() - begin
        if _recorder:
            _recorder.switch_context("")


def pytest_unconfigure() -> None:
    if _recorder and _parts:
        _recorder.stop()
        _recorder.save()
        Path(_parts, f"seconds.{os.getpid()}").write_text(json.dumps(_seconds), encoding="utf-8")
