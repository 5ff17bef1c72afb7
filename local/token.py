"""`python -m local.token --role admin`: a bearer token for the running stack on this machine.

It opens a session like a log-in does, in the stack's own table, and signs with the local signing key by the
layer's own code: the authorizer accepts it because everything that it looks for is there.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from pathlib import Path
from typing import Any

from local.engines.secrets_manager import SecretsFile
from local.errors import LocalError
from local.lambdas.environment import Surroundings, lambda_environment
from local.options import add_shared_options, read_shared_options
from local.template import Template, read_template
from local.template.resources import Function

# Whose token it is while the shop has nobody of that role: in no list, and without a password.
_NOBODY = {"admin": "usr_00000000000000000000000001", "customer": "usr_00000000000000000000000002"}


def issue(template: Template, data: Path, role: str, user: str | None, minutes: int) -> str:
    """A token for `user`, or for the oldest account of `role`, valid for `minutes`.

    Raises LocalError when no stack is running, there is no such user, or the template has no authorizer
    that knows accounts.
    """
    function, environment = _authorizer(template)
    secret = next(
        (
            secret
            for secret in template.secrets.values()
            if template.resolver.references[secret.id] == environment["SIGNING_KEY_SECRET"]
        ),
        None,
    )
    if secret is None:
        raise LocalError("The authorizer's SIGNING_KEY_SECRET is none of the template's secrets.")
    kept = SecretsFile(data / "secrets.json").ensure(template.secrets.values())[secret.name]
    os.environ.update(lambda_environment(function, environment, Surroundings.read(data)))
    sys.path[:0] = [str(folder) for folder in template.layers.values()]
    tokens = importlib.import_module("bodega.tokens")
    try:
        claims = tokens.Claims(*_open_session(role, user, minutes))
    except importlib.import_module("bodega.errors").StorageUnavailable:
        raise LocalError(f"The stack on {data} does not answer. Start it with: make run") from None
    key = tokens.SigningKey(kid=kept["versionId"], secret=kept["value"])
    return str(tokens.issue_access_token(key, claims, lifetime=minutes * 60))


def _open_session(role: str, user: str | None, minutes: int) -> tuple[str, str, int]:
    """User, session and token version."""
    modules = ("bodega.clock", "bodega.dynamodb", "bodega.sessions")
    clock, dynamodb, sessions = (importlib.import_module(module) for module in modules)
    table = dynamodb.Table("ACCOUNTS_TABLE")
    profile = table.get(sessions.profile_key(user)) if user else _oldest(table, dynamodb, role)
    if profile is None and user:
        raise LocalError(f"There is no user {user}.")
    writes = []
    if profile is None:
        key = sessions.profile_key(_NOBODY[role])
        profile = {"pk": key.pk, "sk": key.sk, "id": _NOBODY[role], "role": role, "status": "active", "tokenVersion": 1}
        writes.append(dynamodb.Put(profile, "attribute_not_exists(#pk) OR #id = :id", {"id": profile["id"]}))
    session_id = sessions.new_session_id()
    key = sessions.session_key(profile["id"], session_id)
    session = {
        "pk": key.pk,
        "sk": key.sk,
        "createdAt": clock.timestamp(clock.now()),
        "refreshHash": "",  # no refresh token goes on with it
        "tokenVersion": profile["tokenVersion"],
        "expiresAt": int(time.time()) + minutes * 60,
    }
    table.transact([*writes, dynamodb.Put(session, "attribute_not_exists(#pk)")])
    return profile["id"], session_id, profile["tokenVersion"]


def _oldest(table: Any, dynamodb: Any, role: str) -> dict[str, Any] | None:
    query = dynamodb.Query(
        "#listPk = :users",
        {"users": "USER", "role": role, "active": "active"},
        index_name="users-by-created",
        filter="#role = :role AND #status = :active",
    )
    return next(table.query_all(query), None)


def _authorizer(template: Template) -> tuple[Function, dict[str, str]]:
    for authorizer in template.api.authorizers.values():
        function = template.functions[authorizer.function]
        environment = template.environment(function)
        if {"SIGNING_KEY_SECRET", "ACCOUNTS_TABLE"} <= environment.keys():
            return function, environment
    raise LocalError("No authorizer in the template has a SIGNING_KEY_SECRET and an ACCOUNTS_TABLE.")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.token", description=__doc__)
    parser.add_argument("--role", choices=sorted(_NOBODY), default="customer")
    parser.add_argument("--user", metavar="ID", help="whose token it is (default: the oldest account of the role)")
    parser.add_argument("--minutes", type=int, default=12 * 60, help="how long it is valid (%(default)s)")
    add_shared_options(parser)
    options = parser.parse_args()
    try:
        shared = read_shared_options(options)
        template = read_template(shared.template, shared.parameters)
        print(issue(template, shared.data, options.role, options.user, options.minutes))
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
