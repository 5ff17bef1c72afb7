"""Stands in for DynamoDB and Secrets Manager: canned answers over kept-alive HTTP/1.1 on 127.0.0.1.

    python -m benchmarks.stub --accounts-table NAME

Does as little as can be, in a process of its own, so that what is measured is the code and not the database.
Prints the port it listens on, and ends when its standard input closes.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import ROOT
from benchmarks.canned_answers import CannedAnswers

_TARGET = re.compile(rb"\r\nx-amz-target: *[^\r]*?\.(\w+)\r\n", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_END_OF_HEAD = b"\r\n\r\n"
_READ = 256 * 1024


def serve(connection: socket.socket, answers: CannedAnswers) -> None:
    """Answer requests until the client hangs up."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    received = b""
    while True:
        end = received.find(_END_OF_HEAD)
        length = _LENGTH.search(received, 0, end + 2) if end >= 0 else None
        whole = end + len(_END_OF_HEAD) + (int(length[1]) if length else 0)
        if end < 0 or len(received) < whole:
            more = connection.recv(_READ)
            if not more:
                connection.close()
                return
            received += more
            continue
        target = _TARGET.search(received, 0, end + 2)
        # Head and body in one write: in two, the second would wait for the first to be acknowledged.
        connection.sendall(answers.choose(target[1] if target else b"", received[end:whole]))
        received = received[whole:]


def main(accounts_table: str) -> int:
    answers = CannedAnswers(accounts_table)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, answers), daemon=True).start()


def _end_with_the_starter() -> None:
    sys.stdin.read()
    os._exit(0)


@contextmanager
def running_stub(accounts_table: str) -> Iterator[str]:
    """The URL of a stub that runs until the block ends."""
    command = [sys.executable, "-m", "benchmarks.stub", "--accounts-table", accounts_table]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--accounts-table", required=True)
    sys.exit(main(parser.parse_args().accounts_table))
