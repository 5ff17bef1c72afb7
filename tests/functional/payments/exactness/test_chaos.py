"""Buyers, staff and an admin with lost and late webhooks, and functions that die: both books agree to the cent.

The stress test plays 1,000 orders.
"""

import json
from argparse import Namespace
from datetime import timedelta

import pytest

from bodega import business_day
from scripts.reconcile.__main__ import run
from tests.support.faults.captured_output import captured
from tests.support.payments.chaos import DEADLY_DAY, play_day
from tests.support.payments.opened_shop import OpenedShop, opened_shop
from tests.support.payments.people import MAILBOXES, NAME
from tests.support.payments.play import HOUR
from tests.support.payments.stand_in import StandInHandle
from tests.support.shop.environment import ShopEnvironment

pytestmark = pytest.mark.one_client


def test_both_books_agree_at_rest_and_nothing_has_leaked(env: ShopEnvironment, stand_in: StandInHandle) -> None:
    with opened_shop(env, stand_in, 17, DEADLY_DAY, scarce=12) as shop, captured() as output:
        play_day(shop, 20, pause=90.0)

        assert shop.play.counts["placed by card"] >= 8
        assert shop.play.counts["card paid"] >= 3
        assert reconciliation(shop) == 0, output.getvalue()
        keys = {stand_in.keys.secret, stand_in.keys.webhook}
        assert not leaked(shop.people.secrets | keys | {NAME, MAILBOXES, "pm_card"}, output.getvalue())
        assert not leaked(shop.people.secrets | keys, json.dumps(env.tables.dump()))


def reconciliation(shop: OpenedShop) -> int:
    """Return the exit code of `make reconcile` for these days: 0 without a difference."""
    shop.play.move(HOUR)  # orders of the last minutes are left out
    today = business_day.today()
    days = {"since": today - timedelta(days=1), "until": today + timedelta(days=1)}
    return run(Namespace(day=None, csv=None, **days))


def leaked(secrets: set[str], text: str) -> list[str]:
    return [secret for secret in secrets if secret in text]
