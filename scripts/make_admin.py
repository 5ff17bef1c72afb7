"""Make an account an admin's: the first one, or another. The account must be registered first.

Local shop:          make admin EMAIL=ada@example.com        (while `make run` is running)
Deployed shop:       make admin EMAIL=ada@example.com ENV=prod   (Windows: deploy.bat admin prod ada@example.com)

It does the same as `PUT /users/{id}/role`: the account's sessions end, so the new admin logs in again. It imports the
functions' code, so its search path is the one that the Makefile exports.
"""

import argparse
import sys
from functools import partial

from scripts.table_command import fail, run_on_table
from scripts.table_options import add_table_options
from scripts.tables import ACCOUNTS


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    return run_on_table(options, ACCOUNTS, partial(_make_admin, options.email))


def _make_admin(email: str) -> int:
    from users.admin.accounts import find_by_email, set_role

    found = find_by_email(email)
    if not found:
        return fail(f"There is no account with the email {email}. Register it first (POST /users/register).")
    (user,) = found
    if user["role"] == "admin":
        print(f"{user['email']} is an admin already.")
        return 0
    set_role(user["id"], "admin")
    print(f"{user['email']} is an admin now. Log in again to use the new role.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("email", help="the account's email")
    add_table_options(parser, ACCOUNTS.output)
    return parser


if __name__ == "__main__":
    sys.exit(main())
