"""The tests' clock counts the time in which a process runs, and not the time in which the machine stands still."""

import os
import signal
import subprocess
import sys
import time

from tests.support.faults.awake_clock import awake_clock

STOPS = """
import os, signal
from tests.support.faults.awake_clock import awake_clock
clock = awake_clock()
began = clock.monotonic()
os.kill(os.getpid(), signal.SIGSTOP)
print(clock.monotonic() - began)
"""
FORKS = """
import os, time
from tests.support.faults.awake_clock import awake_clock
awake_clock()
if os.fork() == 0:
    began = awake_clock().monotonic()
    while awake_clock().monotonic() == began:
        time.sleep(0.01)
    print("the clock runs", flush=True)
    os._exit(0)
os.wait()
"""


def test_the_clock_counts_waits_and_is_never_ahead_of_the_time() -> None:
    clock = awake_clock()
    before, began = time.monotonic(), clock.monotonic()

    while clock.monotonic() < began + 0.2:
        time.sleep(0.01)

    assert clock.monotonic() - began <= time.monotonic() - before + 0.05, "a tick can count time before `began`"


def test_the_clock_stands_still_while_the_process_is_stopped() -> None:
    with subprocess.Popen([sys.executable, "-c", STOPS], stdout=subprocess.PIPE, text=True) as process:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        time.sleep(2)
        process.send_signal(signal.SIGCONT)
        output, _ = process.communicate()

    assert float(output) < 1


def test_a_process_that_was_forked_has_a_clock_of_its_own() -> None:
    done = subprocess.run([sys.executable, "-c", FORKS], stdout=subprocess.PIPE, text=True, check=True)

    assert done.stdout == "the clock runs\n"
