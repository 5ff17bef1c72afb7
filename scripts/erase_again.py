"""Erase the accounts again that are on the list of erasures and exist: a backup has brought them back.

Local shop:          make erase-again        (while `make run` is running)
Deployed shop:       make erase-again ENV=prod

Run it after a restore of the accounts table. It also completes erasures that were interrupted. It may run at any time,
and again. It imports the functions' code, so its search path is the one that the Makefile exports.
"""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from scripts.table_command import fail, run_on_table, scan
from scripts.table_options import add_table_options
from scripts.tables import ACCOUNTS, ERASURE, ERASURES

if TYPE_CHECKING:
    from users.storage.accounts import Profile

_NOTE = "What was erased so far stays erased. Run this again."


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if bool(options.table) != bool(options.erasures):
        return fail("A deployed table needs its list of erasures: --table NAME --erasures NAME")
    if options.erasures:
        os.environ[ERASURES.variable] = options.erasures
    return run_on_table(options, ACCOUNTS, _erase_all, _NOTE)


def _erase_all() -> int:
    """1 Scan per MB of the list, 1 BatchGetItem per 100 users on it, and the calls of each erasure."""
    from bodega.attributes import from_attributes
    from users.storage.accounts import profile_key, table

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
    print(f"{listed} accounts are on the list of erasures; {erased} of them existed and were erased.")
    if problems:
        return fail(f"{problems} accounts could not be erased, as said above. {_NOTE}")
    return 0


def _erase(profile: "Profile") -> str | None:
    """Erase an account as its owner did. Return why that is not possible, or None.

    The calls of `close_account`, then up to 2 Query and 1 TransactWriteItems per 100 items.
    """
    from users.profile import store
    from users.storage.accounts import LEAVING, AccountChanged, read_credentials, read_profile
    from users.storage.profiles import NoAdminLeft

    remaining: Profile | None = profile
    while remaining is not None and remaining["role"] != LEAVING:
        credentials = read_credentials(remaining["emailKey"])
        if credentials is None or credentials["userId"] != remaining["id"]:
            return f"The account {remaining['id']} has no credentials. Delete its items by hand."
        try:
            remaining = store.close_account(remaining, credentials, ends_sessions=True)
        except AccountChanged:
            remaining = read_profile(remaining["id"])
        except NoAdminLeft:
            return f"The account {remaining['id']} is the last active admin. Make another one first: make admin"
    while remaining is not None and not store.delete_next_items(remaining):
        pass
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_table_options(parser, ACCOUNTS.output)
    parser.add_argument("--erasures", help=f"the list of a table given with --table (the stack's {ERASURES.output})")
    return parser


if __name__ == "__main__":
    sys.exit(main())
