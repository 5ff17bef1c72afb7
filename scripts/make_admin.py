"""Make an account an admin's: the first one, or another. The account must be registered first.

Local shop:          make admin EMAIL=ada@example.com        (while `make run` is running)
Deployed shop:       make admin EMAIL=ada@example.com ENV=prod   (Windows: deploy.bat admin prod ada@example.com)

It does the same as `PUT /users/{id}/role`: the account's sessions end, so the new admin logs in again. It imports the
functions' code, so its search path is the one that the Makefile exports.
"""

import argparse
import os
import sys

from local.errors import LocalError
from scripts.table_options import add_table_options, use_table

FAILED = 1


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        use_table(options, "ACCOUNTS_TABLE", "UsersFunction")
    except LocalError as error:
        return _fail(str(error))
    # These modules read the environment when they are imported.
    from bodega.aws import ServiceError
    from bodega.errors import ShopError, StorageRefused

    try:
        return _make_admin(options.email)
    except StorageRefused as refused:
        return _fail(f"The table {os.environ['ACCOUNTS_TABLE']} cannot be reached: {refused.reason}")
    except ShopError as error:
        return _fail(error.detail)
    except ServiceError as error:
        return _fail(f"The table {os.environ['ACCOUNTS_TABLE']} cannot be reached: {error}")


def _make_admin(email: str) -> int:
    from users.admin.accounts import find_by_email, set_role

    found = find_by_email(email)
    if not found:
        return _fail(f"There is no account with the email {email}. Register it first (POST /users/register).")
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
    add_table_options(parser, "AccountsTableName")
    return parser


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
