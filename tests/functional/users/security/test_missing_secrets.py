"""Requests that need a secret which Secrets Manager does not give: 503, and nothing is written.

A write before the secret is missed would count an attempt, use up a link, or mail a link that does not work.
"""

import pytest

from tests.functional.users.conftest import NoSecret
from tests.support.faults.fault_suite import Cleanly
from tests.support.requests.accounts import account_requests
from tests.support.shop.environment import ShopEnvironment

REQUESTS = {request.name: request for request in account_requests()}
LOG_INS = ["log in", "log in with a wrong password", "log in with a wrong password for the fifth time"]
CHANGES = ["ask for a change of the email", "ask for a change to a taken email", "change the spelling of the email"]
ERASURES = ["erase an account", "erase an account with a wrong password"]
PASSWORD_CHANGES = ["change a password", "change a password to a weak one"]
NEEDED = {
    "no_pepper": [*LOG_INS, *CHANGES, *ERASURES, *PASSWORD_CHANGES, "register", "reset a password"]
    + ["undo a change of the email"],
    "no_signing_key": [*LOG_INS, *PASSWORD_CHANGES, "register", "register with a taken email", "reset a password"]
    + ["open a guest's session", "refresh a session", "refresh a session with a used token"]
    + ["repeat a refresh whose answer was lost"],
    "no_mail_token_key": [*LOG_INS, *CHANGES, "register", "register with a taken email", "ask for a reset"]
    + ["ask for a reset of nobody's password", "ask for another verification mail", "confirm a change of the email"]
    + ["undo a change of the email"],
}


@pytest.mark.parametrize(("missing", "name"), [(missing, name) for missing, names in NEEDED.items() for name in names])
def test_a_request_without_its_secret_writes_nothing(
    env: ShopEnvironment, cleanly: Cleanly, request: pytest.FixtureRequest, missing: str, name: str
) -> None:
    clean, outage = cleanly(REQUESTS[name]), _outage(request, missing)
    env.tables.restore(clean.before)
    env.forget()

    with outage():
        answer = clean.request.send(env, clean.sent)

    assert (answer.status, answer.code) == (503, "storage_unavailable")
    assert not env.has_written


def _outage(request: pytest.FixtureRequest, missing: str) -> NoSecret:
    outage: NoSecret = request.getfixturevalue(missing)
    return outage
