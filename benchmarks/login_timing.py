"""Compares the duration of a log-in with an unknown email and with a known one, and measures bcrypt's share of it.

    python -m benchmarks.login_timing [runs]

The users function runs in this process against DynamoDB Local, with bcrypt at its production cost. Exits with 1 if the
ratio of the medians is not between 0.8 and 1.25, or bcrypt's share is below 90 %.
"""

import os
import sys
import time
from collections.abc import Callable
from statistics import median
from unittest.mock import patch

import bcrypt
import boto3

from benchmarks.in_process import engines, silence
from harness.aws.tables import create_table, template
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, log_in, new_email, register

_RATIO = (0.8, 1.25)
_SHARE = 0.9
_ATTEMPTS = 4  # failed log-ins per account; more would lock it
_ENVIRONMENT = {"BCRYPT_COST": "12", "CLIENT_IP_LIMIT": "1000000", "ACCOUNTS_TABLE": "accounts"}


def main(runs: int) -> int:
    os.environ |= _ENVIRONMENT
    with engines() as port:
        client = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{port}")
        create_table(client, template().tables["AccountsTable"].definition, "accounts")
        with silence():
            known, unknown, share = _measure(Shop(), runs)
    ratio = unknown / known
    print(f"wrong password, medians of {runs}: known email {known * 1000:.0f} ms, unknown {unknown * 1000:.0f} ms")
    print(f"unknown / known: {ratio:.3f} (within {_RATIO[0]} and {_RATIO[1]})")
    print(f"bcrypt's share of a log-in: {share:.1%} (at least {_SHARE:.0%})")
    return 0 if _RATIO[0] <= ratio <= _RATIO[1] and share >= _SHARE else 1


def _measure(shop: Shop, runs: int) -> tuple[float, float, float]:
    """Return the median seconds with known and unknown emails, and the median share of bcrypt."""
    emails = [register(shop).email for _ in range(-(-runs // _ATTEMPTS))]
    for _ in range(2):  # opens connections, loads keys
        log_in(shop, new_email(), OTHER_PASSWORD)
    known, unknown, shares = [], [], []
    for run in range(runs):  # in turns, so that other work on the machine affects both
        known.append(_seconds(log_in, shop, emails[run // _ATTEMPTS], OTHER_PASSWORD))
        unknown.append(_seconds(log_in, shop, new_email(), OTHER_PASSWORD))
    hashing: list[float] = []
    check = bcrypt.checkpw

    def timed_check(password: bytes, hashed: bytes) -> bool:
        hashing.append(_seconds(check, password, hashed))
        return True

    with patch("bcrypt.checkpw", timed_check):
        for email in emails:
            seconds = _seconds(log_in, shop, email)
            shares.append(hashing[-1] / seconds)
    return median(known), median(unknown), median(shares)


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
