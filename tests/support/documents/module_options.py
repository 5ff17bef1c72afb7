"""Whether the project's modules accept command-line arguments, asked in one process that keeps what they import.

A process per question would import the same packages again, which takes a second each time.
"""

import argparse
import contextlib
import io
import json
import os
import runpy
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness import ROOT
from local.modules import SEARCH_PATH


class OptionChecker:
    """A process that runs modules until they have read their arguments."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def complaint(self, file: Path, arguments: list[str]) -> str:
        """Return what a module says against its arguments, or nothing."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([str(file), arguments]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the process that checks options has ended"
        return str(json.loads(answer))


@contextmanager
def option_checker() -> Iterator[OptionChecker]:
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": SEARCH_PATH},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield OptionChecker(process)
        assert process.stdin
        process.stdin.close()


def _complaint(file: str, arguments: list[str]) -> str:
    """Run the module of a file as `python -m` does, until it has read its arguments."""
    said, environment = io.StringIO(), dict(os.environ)
    sys.argv = [file, *arguments]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said), warnings.catch_warnings():
            runpy.run_path(file, run_name="__main__")
    except SystemExit as end:
        return "" if end.code in {0, None} else said.getvalue() or str(end.code)
    finally:
        os.environ.clear()
        os.environ.update(environment)
    return f"{file} does not read its arguments with argparse"


def _end_after(method: str) -> None:
    """Let a method of all parsers end the program. Unlike `--help`, this also notices options that it does not have."""
    read = getattr(argparse.ArgumentParser, method)

    def read_and_end(parser: argparse.ArgumentParser, *arguments: Any, **options: Any) -> Any:
        _reading.append(parser)
        try:
            found = read(parser, *arguments, **options)
        finally:
            _reading.pop()
        if _reading:
            return found  # to another of the methods, which has called this one
        raise SystemExit

    setattr(argparse.ArgumentParser, method, read_and_end)


_reading: list[argparse.ArgumentParser] = []
_METHODS = ("parse_args", "parse_known_args", "parse_intermixed_args", "parse_known_intermixed_args")

if __name__ == "__main__":
    for each in _METHODS:
        _end_after(each)
    answers = sys.stdout
    for line in sys.stdin:
        print(json.dumps(_complaint(*json.loads(line))), file=answers, flush=True)
