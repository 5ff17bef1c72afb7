"""Log-in at production cost: unknown email against known one, and how much of it is bcrypt.

    python -m benchmarks.login_timing [runs]

Runs the users function in this process against DynamoDB Local and prints medians. The ratio has to
lie within 0.8 and 1.25 and bcrypt's share above 90 %; the exit status says whether they do.
"""

# ruff: noqa: E402
import contextlib
import io
import os
import sys
import time
from collections.abc import Callable
from statistics import median

from benchmarks import ROOT

sys.path.insert(0, str(ROOT / "layers" / "common"))

from harness.shop.variables import made_up_secrets, set_environment

set_environment()
os.environ |= {"BCRYPT_COST": "12", "CLIENT_IP_FAILURE_LIMIT": "1000000", "ACCOUNTS_TABLE": "accounts"}

import bcrypt
import boto3

from harness.aws.engines import dynamodb_local, secrets_manager
from harness.aws.tables import create_table, template
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, log_in, new_email, register

_RATIO = (0.8, 1.25)
_SHARE = 0.9


def main(runs: int) -> int:
    with dynamodb_local() as port, secrets_manager(made_up_secrets()) as secrets_url:
        os.environ |= {
            "AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{port}",
            "AWS_ENDPOINT_URL_SECRETS_MANAGER": secrets_url,
        }
        client = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{port}")
        create_table(client, template().tables["AccountsTable"].definition, "accounts")
        known, unknown, share = _measure(Shop(), runs)
    ratio = unknown / known
    print(f"wrong password, medians of {runs}: known email {known * 1000:.0f} ms, unknown {unknown * 1000:.0f} ms")
    print(f"unknown / known: {ratio:.3f} (within {_RATIO[0]} and {_RATIO[1]})")
    print(f"bcrypt's share of a log-in: {share:.1%} (at least {_SHARE:.0%})")
    return 0 if _RATIO[0] <= ratio <= _RATIO[1] and share >= _SHARE else 1


def _measure(shop: Shop, runs: int) -> tuple[float, float, float]:
    with contextlib.redirect_stdout(io.StringIO()):  # the function's metrics
        people = [register(shop) for _ in range((runs + 3) // 4)]
        for _ in range(2):  # connections, keys
            log_in(shop, new_email(), OTHER_PASSWORD)
        known, unknown, shares = [], [], []
        for run in range(runs):
            # By turns, so that the machine's moods meet both; four guesses at each account, below the freeze.
            known.append(_timed(lambda: log_in(shop, people[run // 4].email, OTHER_PASSWORD)))  # noqa: B023
            unknown.append(_timed(lambda: log_in(shop, new_email(), OTHER_PASSWORD)))
        hashed: list[float] = []
        evaluate = bcrypt.checkpw

        def checked(password: bytes, hashed_password: bytes) -> bool:
            hashed.append(_timed(lambda: evaluate(password, hashed_password)))
            return True

        bcrypt.checkpw = checked
        for person in people:
            spent = _timed(lambda: log_in(shop, person.email))  # noqa: B023
            shares.append(hashed[-1] / spent)
    return median(known), median(unknown), median(shares)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
