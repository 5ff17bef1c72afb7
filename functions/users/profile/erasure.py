"""The end of an account: first it can no longer be used, in one transaction; then the rest of it goes.

However much a user leaves behind, nobody sees half of it. What stands of the profile until the end, an
id and the role `leaving`, lets the caller's token do one thing: send the request again, which carries on
where the one before was cut off.
"""

from bodega import deadline
from bodega.dynamodb import ANY, Delete, Item, Key, Put, Query, TransactionFailed, Write
from bodega.errors import InvalidCredentials, LastAdmin, StorageUnavailable, Unauthorized
from bodega.outbox import mails_to
from users.auth.lockout import confirm_password
from users.auth.mailed_tokens import forget
from users.saved_items.store import ADDRESSES, PAYMENT_METHODS
from users.storage.accounts import (
    credentials_key,
    lift_guard,
    profile_key,
    read_credentials,
    read_profile,
    session_key,
    table,
)
from users.storage.profiles import BY_CREATED, LEAVING, count_admins, is_active_admin

_MOST_WRITES = 100  # of a transaction


def erase(user_id: str, session_id: str, password: str, source_ip: str) -> None:
    """Remove all that is stored about a user, whose own session this is.

    Raises: TooManyRequests, AccountFrozen, InvalidCredentials, LastAdmin, Unauthorized where nothing is left
    to erase, StorageUnavailable when there is more than fits into one request: it goes on with the next.
    """
    profile = read_profile(user_id)
    if profile is None:
        raise _gone()
    if profile["role"] != LEAVING:
        profile = _close(*confirm_password(user_id, password, source_ip))
    _remove_rest(profile, session_id)


def _close(profile: Item, verified: Item) -> Item:
    """Make the account unusable and take from it what is a person's; what is left of the profile.

    `verified`: the credentials whose password was right. Starts over when another request came between.
    """
    credentials = verified
    while deadline.remaining() > 0:
        left = _left_of(profile)
        writes: list[Write] = [
            # Every token that is issued or ended changes this version.
            Delete(credentials_key(profile["emailKey"]), "#version = :read", {"read": credentials["version"]}),
            Put(left, "#version = :read", {"read": profile["version"]}),
            lift_guard(profile["emailKey"]),
            *forget(credentials["resetToken"]),
            *forget(credentials["verifyToken"]),
            *[Delete(key, ANY) for key in _belongings(profile["id"])],
            *count_admins(-is_active_admin(profile)),
        ]
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            if is_active_admin(profile) and set(failed.failures) == {len(writes) - 1}:
                table.transact([lift_guard(profile["emailKey"])])  # the password was right
                raise LastAdmin("You are the last active admin. Make somebody else an admin first.") from None
        else:
            return left
        profile, credentials = _read_again(profile, verified)
    raise StorageUnavailable


def _left_of(profile: Item) -> Item:
    key = profile_key(profile["id"])
    return {
        "pk": key.pk,
        "sk": key.sk,
        "id": profile["id"],
        "role": LEAVING,
        "status": "active",
        "tokenVersion": profile["tokenVersion"],
        "version": profile["version"] + 1,
        "mails": mails_to(profile["email"]),
    }


def _read_again(profile: Item, verified: Item) -> tuple[Item, Item]:
    """Raises: Unauthorized, InvalidCredentials where the password is another one by now."""
    now = read_profile(profile["id"])
    if now is None or now["role"] == LEAVING:
        raise _gone()
    credentials = read_credentials(now["emailKey"])
    if credentials is None or credentials["passwordHash"] != verified["passwordHash"]:
        raise InvalidCredentials
    return now, credentials


def _belongings(user_id: str) -> list[Key]:
    """The keys of what the user kept here: not more than 42."""
    kinds = (ADDRESSES, PAYMENT_METHODS)
    return [
        Key(item["pk"], item["sk"])
        for kind in kinds
        for item in table.query_all(
            Query(
                "#pk = :pk AND begins_with(#sk, :kind)",
                {"pk": f"USER#{user_id}", "kind": kind.kind},
                fields=("pk", "sk"),
                consistent=True,
            )
        )
    ]


def _remove_rest(left: Item, session_id: str) -> None:
    """Delete sessions, ledger, answers and mails, a hundred at a time; the profile and the caller's session last."""
    last = (profile_key(left["id"]), session_key(left["id"], session_id))
    while deadline.remaining() > 0:
        keys = _next_keys(left, last)
        if not keys:
            table.transact([Delete(key, ANY) for key in last])
            return
        table.transact([Delete(key, ANY) for key in keys])
    raise StorageUnavailable


def _next_keys(left: Item, last: tuple[Key, ...]) -> list[Key]:
    own = Query(
        "#pk = :pk",
        {"pk": left["pk"]},
        fields=("pk", "sk"),
        limit=_MOST_WRITES + len(last),
        consistent=True,
    )
    keys = [Key(item["pk"], item["sk"]) for item in table.query(own).items]
    rest = [key for key in keys if key not in last][:_MOST_WRITES]
    if rest:
        return rest
    mails = Query("#listPk = :mails", {"mails": left["mails"]}, BY_CREATED, fields=("pk", "sk"), limit=_MOST_WRITES)
    return [Key(item["pk"], item["sk"]) for item in table.query(mails).items]


def _gone() -> Unauthorized:
    return Unauthorized("This account does not exist any more.")
