"""Makes an account an admin's: the first one, or another. The person registers first, like everybody.

On this machine:         make admin EMAIL=ada@example.com        (while `make run` is running)
Of a deployed shop:      python scripts/make_admin.py ada@example.com --table NAME --region REGION

It takes the very way that an admin's own request takes: sessions that the person has end, so that
they log in once more.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "layers" / "common"), str(ROOT / "functions")]

from local.errors import LocalError  # noqa: E402
from scripts.table_options import add_table_options, use_table  # noqa: E402

FAILED = 1


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        use_table(options, "ACCOUNTS_TABLE", "UsersFunction")
    except LocalError as error:
        return _fail(str(error))
    from bodega.aws import ServiceError  # noqa: PLC0415  # reads the environment
    from bodega.errors import ShopError  # noqa: PLC0415

    try:
        return _make_admin(options.email)
    except ShopError as error:
        return _fail(error.detail)
    except ServiceError as error:
        return _fail(f"The table {os.environ['ACCOUNTS_TABLE']} cannot be reached: {error}")


def _make_admin(email: str) -> int:
    from users.admin.administration import find_by_email, set_role  # noqa: PLC0415  # reads the environment

    found = find_by_email(email)
    if not found:
        return _fail(f"There is no account with the email {email}. Register it first (POST /users/register).")
    (user,) = found
    if user["role"] == "admin":
        print(f"{user['email']} is an admin already.")
        return 0
    set_role(user["id"], "admin")
    print(f"{user['email']} is an admin now. Log in (again) to work as one.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("email", help="whose account")
    add_table_options(parser, "AccountsTableName")
    return parser


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
