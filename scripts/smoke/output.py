"""What the smoke test prints: a line for each check as it ends, and how to go on after a failure."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from scripts.smoke.failures import CheckFailed, CheckSkipped, of_aws

_SAY_EVERY = 10.0  # seconds


class Report:
    """Prints the results of checks, and remembers which have failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    @contextmanager
    def check(self, name: str) -> Iterator[list[str]]:
        """Run the block as a check, and print how it went. The block may add words to the list that it gets."""
        began = time.monotonic()
        words: list[str] = []
        try:
            yield words
        except CheckSkipped as skipped:
            _print("skipped", None, f"{name}: {skipped}")
        except CheckFailed as failure:
            self._fail(name, failure, time.monotonic() - began)
        except (BotoCoreError, ClientError) as error:
            self._fail(name, of_aws(error), time.monotonic() - began)
        except (KeyError, TypeError, ValueError) as error:
            self._fail(name, _of_form(error), time.monotonic() - began)
        else:
            _print("ok", time.monotonic() - began, name + (f": {', '.join(words)}" if words else ""))

    def _fail(self, name: str, failure: CheckFailed, seconds: float) -> None:
        self.failed.append(name)
        _print("FAILED", seconds, name)
        for word, text in (("", failure.what), ("cause: ", failure.cause), ("next:  ", failure.step)):
            print(f"{'':20}{word}{text}", flush=True)


def _of_form(error: Exception) -> CheckFailed:
    """Return the failure that an answer in another form than the API's means."""
    return CheckFailed(
        f"an answer has another form than expected: {type(error).__name__}: {error}",
        "another version of the shop, or something in front of it, answers",
        "Compare the version that the first line names with that of this folder",
    )


def _print(result: str, seconds: float | None, text: str) -> None:
    took = "" if seconds is None else f"{seconds:.1f} s"
    print(f"  {result:<8}{took:>8}  {text}", flush=True)


def wait(name: str, condition: Callable[[], bool], seconds: float, pause: float = 0.5) -> bool:
    """Wait until the condition holds, and say every few seconds what for. Return False after too many seconds."""
    began = said = time.monotonic()
    while not condition():
        now = time.monotonic()
        if now - began > seconds:
            return False
        if now - said > _SAY_EVERY:
            said = now
            print(f"          waiting for {name}: {now - began:.0f} s", file=sys.stderr, flush=True)
        time.sleep(pause)
    return True
