"""`--stand-still`: all processes of a run are stopped, and go on afterwards."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from tests.support import standstill

CHILD = ["sh", "-c", "sleep 1000 & echo $!; wait"]


@contextmanager
def run_of_two_processes() -> Iterator[tuple[int, int]]:
    with subprocess.Popen(CHILD, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        grandchild = int(child.stdout.readline())
        try:
            yield child.pid, grandchild
        finally:
            subprocess.run(["kill", str(grandchild), str(child.pid)], check=True)


def is_stopped(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], stdout=subprocess.PIPE, text=True, check=True)
    return state.stdout.startswith("T")


def test_a_process_and_its_descendants_are_stopped_and_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        while not all(map(is_stopped, run)):
            time.sleep(0.01)

    monkeypatch.setattr(standstill, "time", SimpleNamespace(sleep=wait))
    with run_of_two_processes() as run:
        standstill.stand_still(run[0], 7)

        while any(map(is_stopped, run)):
            time.sleep(0.01)
    assert waits == [7]


def test_the_processes_go_on_if_the_run_ends_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(seconds: float) -> None:
        raise SystemExit

    monkeypatch.setattr(standstill, "time", SimpleNamespace(sleep=end))
    with run_of_two_processes() as run:
        with pytest.raises(SystemExit):
            standstill.stand_still(run[0], 7)

        while any(map(is_stopped, run)):
            time.sleep(0.01)


def test_a_process_that_has_ended_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standstill, "processes_of", lambda root: iter([root]))
    with subprocess.Popen(["true"]) as child:
        child.wait()

    standstill.stand_still(child.pid, 0)
