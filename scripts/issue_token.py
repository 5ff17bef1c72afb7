"""Print a bearer token for the shop that runs on this machine: `make token ROLE=admin`.

The token belongs to the oldest active account of the role. Where there is none, the script registers an account whose
password nobody knows. The code of the users function opens the session and signs the token, so the authorizer accepts
it like the token of a log-in.
"""

import argparse
import os
import secrets
import sys

from bodega.errors import ShopError, StorageUnavailable
from bodega.key_ring import KeyRing
from bodega.tokens import issue_access_token
from local.errors import LocalError
from local.lambdas.environment import command_environment
from local.options import add_shared_options, read_shared_options
from users.admin.accounts import set_role
from users.admin.store import list_users
from users.auth.registration import register
from users.auth.schemas import Registration
from users.auth.sessions import new_session
from users.auth.store import sessions
from users.storage.accounts import read_profile, table

_ROLES = ("admin", "staff", "customer")
_PAGE = 100
_SOURCE_IP = "192.0.2.1"  # RFC 5737: an address for documentation, so that no client's rate limit is used up
_USER_AGENT = "make token"


def main() -> int:
    options = _parser().parse_args()
    try:
        shared = read_shared_options(options)
        os.environ.update(command_environment(shared, "UsersFunction"))
        print(issue(options.role, options.user, options.minutes))
    except StorageUnavailable:
        return _fail(f"The stack on {options.data} does not answer. Start it with: make run")
    except LocalError as error:
        return _fail(str(error))
    except ShopError as error:
        return _fail(error.detail)
    return 0


def issue(role: str, user: str | None, minutes: int) -> str:
    """Return a token for `user`, or for an account of `role`, valid for `minutes`. Raises LocalError, ShopError."""
    profile = read_profile(user or _oldest(role) or _register(role))
    if profile is None:
        raise LocalError(f"There is no user {user}.")
    tokens = new_session(profile["id"], profile["tokenVersion"], user_agent=_USER_AGENT)
    table.transact({"session": sessions.put_session(tokens.stored())})
    key = KeyRing(os.environ["SIGNING_KEY_SECRET"]).keys()[0]
    return issue_access_token(key, tokens.token.claims, lifetime=minutes * 60)


def _oldest(role: str) -> str | None:
    position = None
    while True:
        page = list_users(limit=_PAGE, after=position, newest_first=False)
        for profile in page.items:
            if (profile["role"], profile["status"]) == (role, "active"):
                return str(profile["id"])
        position = page.next_position
        if position is None:
            return None


def _register(role: str) -> str:
    person = {
        "email": f"token-{role}@bodega.example",
        "password": secrets.token_urlsafe(32),
        "firstName": "Token",
        "lastName": role.capitalize(),
    }
    user_id: str = register(Registration.model_validate(person), _SOURCE_IP, _USER_AGENT)["user"]["id"]
    if role != "customer":
        set_role(user_id, role)
    return user_id


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.issue_token", description=__doc__)
    parser.add_argument("--role", choices=_ROLES, default="customer")
    parser.add_argument("--user", metavar="ID", help="whose token it is (default: the oldest account of the role)")
    parser.add_argument("--minutes", type=int, default=12 * 60, help="how long it is valid (%(default)s)")
    add_shared_options(parser)
    return parser


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
