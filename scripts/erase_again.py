"""Erase the accounts again that are on the list of erasures and exist: a backup has brought them back, or their orders.

Local shop:          make erase-again        (while `make run` is running)
Deployed shop:       make erase-again ENV=prod

Run it after a restore of the accounts table or the orders table. It also completes erasures that were interrupted. It
may run at any time, and again. It imports the functions' code, so its search path is the one that the Makefile exports.
"""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from scripts.table_command import fail, run_on_table, scan
from scripts.table_options import add_table_options
from scripts.tables import ACCOUNTS, ERASURE, ERASURES, ORDERS

if TYPE_CHECKING:
    from users.storage.accounts import Profile

_NOTE = "What was erased so far stays erased. Run this again."


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if len({bool(options.table), bool(options.erasures), bool(options.orders)}) > 1:
        return fail("A deployed table needs its list of erasures and its orders: --table, --erasures and --orders NAME")
    if options.table:
        os.environ |= {ERASURES.variable: options.erasures, ORDERS.variable: options.orders}
    return run_on_table(options, ACCOUNTS, _erase_all, _NOTE)


def _erase_all() -> int:
    """1 Scan per MB of the list, 1 BatchGetItem per 100 users on it, 2 Query per user, and those of each erasure."""
    from bodega.attributes import from_attributes
    from users.storage.accounts import profile_key, table
    from users.storage.orders import erase_orders

    listed, erased, problems = 0, 0, 0
    # With another table instead of the list, its customers would count as erased.
    for page in scan(ERASURES, "begins_with(#pk, :user) AND #sk = :erasure", {"user": "USER#", "erasure": ERASURE}):
        users = [from_attributes(item)["pk"].removeprefix("USER#") for item in page["Items"]]
        listed += len(users)
        for profile in table.batch_get([profile_key(user) for user in users], consistent=True):
            if problem := _erase(profile):
                problems += 1
                fail(f"  {problem}")
            else:
                erased += 1
                print(f"  erased again: {profile['id']}", flush=True)
        for user in users:
            erase_orders(user)
    print(f"{listed} accounts are on the list of erasures; {erased} of them existed and were erased.")
    if problems:
        return fail(f"{problems} accounts could not be erased, as said above. {_NOTE}")
    return 0


def _erase(profile: "Profile") -> str | None:
    """Erase an account as its owner did. Return why that is not possible, or None.

    The calls of `close_account`, then up to 2 Query and 1 TransactWriteItems per 100 items.
    """
    from users.profile import store
    from users.storage.accounts import GUEST, LEAVING, AccountChanged, read_credentials, read_profile
    from users.storage.orders import erase_orders
    from users.storage.profiles import NoAdminLeft

    remaining: Profile | None = profile
    while remaining is not None and remaining["role"] != LEAVING:
        is_guest = remaining["role"] == GUEST
        credentials = None if is_guest else read_credentials(remaining["emailKey"])
        if not is_guest and (credentials is None or credentials["userId"] != remaining["id"]):
            return f"The account {remaining['id']} has no credentials. Delete its items by hand."
        try:
            remaining = store.close_account(remaining, credentials, ends_sessions=True)
        except AccountChanged:
            remaining = read_profile(remaining["id"])
        except NoAdminLeft:
            return f"The account {remaining['id']} is the last active admin. Make another one first: make admin"
    if remaining is not None:
        erase_orders(remaining["id"])
    while remaining is not None and not store.delete_next_items(remaining):
        pass
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_table_options(parser, ACCOUNTS.output)
    parser.add_argument("--erasures", help=f"the list of a table given with --table (the stack's {ERASURES.output})")
    parser.add_argument("--orders", help=f"the orders of a table given with --table (the stack's {ORDERS.output})")
    return parser


if __name__ == "__main__":
    sys.exit(main())
