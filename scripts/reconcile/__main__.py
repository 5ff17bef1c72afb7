"""Compare the payment provider's books with the orders table, to the cent. It changes nothing.

Local shop:      make reconcile                                       (while `make run` is running)
Deployed shop:   make reconcile ENV=prod                              (yesterday, in the shop's time zone)
Another day:     make reconcile ENV=prod DAY=2026-11-30
Several days:    make reconcile ENV=prod SINCE=2026-11-01 UNTIL=2026-11-30
As a file too:   make reconcile ENV=prod SINCE=2026-11-01 UNTIL=2026-11-30 CSV=november.csv

It lists the payments and refunds at the provider and the card orders in the table, and prints the totals of each day
and every difference. Its exit status is 1 if there is a difference. It imports the functions' code, so its search path
is the one that the Makefile exports.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.reconcile.books import PAYMENTS, card_orders, commands, provided
from scripts.reconcile.output import lines, write_csv
from scripts.reconcile.reconciliation import Period, Result, reconcile
from scripts.table_command import fail, run_on_table
from scripts.table_options import add_table_options

if TYPE_CHECKING:
    from payments.payment_provider import PaymentProvider

_PROGRESS_EVERY = 1_000  # orders


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if options.table:
        return fail("Name the shop with --env: the provider's settings belong to its stack.")
    if options.day and (options.since or options.until):
        return fail("Give one day (DAY=…), or the first and the last one (SINCE=… UNTIL=…).")
    return run_on_table(options, PAYMENTS, partial(run, options), "Nothing was changed.")


def run(options: argparse.Namespace) -> int:
    """Compare the books of the shop that the environment names, and print the result."""
    from bodega import business_day, clock
    from payments.payment_provider import ProviderError
    from payments.provider_choice import chosen_provider

    yesterday = business_day.today() - timedelta(days=1)
    first = options.day or options.since or options.until or yesterday
    last = options.day or options.until or (yesterday if options.since else first)
    if first > last:
        return fail("The time ends before it begins: SINCE is after UNTIL.")
    period = Period(*(datetime.combine(day, time(), business_day.zone()) for day in (first, last + timedelta(days=1))))
    provider = chosen_provider()
    if provider is None:
        return fail("This shop has no payment provider (parameter PaymentProvider).")
    currency = os.environ["SHOP_CURRENCY"]
    try:
        result = _reconcile(provider, period, clock.now())
    except ProviderError as error:
        return fail(f"The payment provider did not answer: {error.code}. Nothing was changed. Run this again.")
    for line in lines(period, result, currency):
        print(line)
    try:
        if options.csv:
            write_csv(options.csv, result, currency)
    except OSError as error:
        return fail(f"{error.filename or options.csv}: {error.strerror}.")
    return 1 if result.differences else 0


def _reconcile(provider: "PaymentProvider", period: Period, now: datetime) -> Result:
    from bodega.orders.stored import read_order

    # The provider first: what it has is in the table then, or a command is.
    books = provided(provider, period.since)
    waiting = list(commands())
    orders = {}
    for number, order_id in enumerate({*card_orders(period.since, period.until), *filter(None, books.payments)}, 1):
        orders[order_id] = read_order(order_id)
        if number % _PROGRESS_EVERY == 0:
            print(f"  {number} orders read ...", file=sys.stderr)
    return reconcile(period, books, orders, waiting, now)


def _day(text: str) -> date:
    from bodega.business_day import parse_day

    try:
        return parse_day(text.strip())
    except ValueError as broken:
        raise argparse.ArgumentTypeError(f"{text!r} {broken}") from None


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--day", type=_day, help="payments that were started on this day (default: yesterday)")
    made.add_argument("--since", type=_day, help="the first of several days")
    made.add_argument("--until", type=_day, help="the last of several days (default: yesterday)")
    made.add_argument("--csv", type=Path, metavar="FILE", help="also write a line for each order into this file")
    add_table_options(made, PAYMENTS.output)
    return made


if __name__ == "__main__":
    sys.exit(main())
