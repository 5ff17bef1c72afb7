"""Export of everything that is stored about a user (GDPR articles 15 and 20), without secrets."""

from typing import Any

from bodega import clock
from users.auth.sessions import open_sessions, represent_session
from users.auth.store.attempts import failed_attempts
from users.auth.store.credentials import read_log_in
from users.loyalty.points import represent_balance, represent_entry
from users.own_account import own_profile
from users.profile import store
from users.saved_items.store import SavedItem
from users.storage.accounts import GUEST, pending_change, user_document

_KEYS = frozenset({"pk", "sk", "writeMark"})
_SECRET = frozenset({"token"})


def export(user_id: str) -> dict[str, Any]:
    """Return everything that is stored about a user.

    1 GetItem (profile), 1 BatchGetItem (credentials, failed attempts), 1 Query per MB of the user's items, 1 Query
    (mails), and the calls of `export_orders`.

    Raises: SessionEnded if the account was erased.
    """
    from users.storage.orders import export_orders  # exports are rare, and cold starts are not

    profile = own_profile(user_id)
    credentials, mailbox = read_log_in(profile["emailKey"]) if profile["role"] != GUEST else (None, None)
    change = credentials and pending_change(credentials)
    items = store.read_items(user_id)
    placed, order_requests = export_orders(user_id)
    return {
        "exportedAt": clock.timestamp(clock.now()),
        "user": user_document(profile),
        "emailChange": {name: change[name] for name in ("email", "expiresAt")} if change else None,
        "addresses": [_represent(saved) for saved in items.addresses],
        "paymentMethods": [_represent(saved) for saved in items.payment_methods],
        "loyalty": {
            **represent_balance(items.balance),
            "transactions": [represent_entry(item) for item in items.ledger],
        },
        "sessions": [represent_session(item) for item in open_sessions(items.sessions, profile["tokenVersion"])],
        "requests": [
            {"answer": item["answer"], "expiresAt": item["expiresAt"]} for item in (*items.requests, *order_requests)
        ],
        "orders": placed,
        "mails": store.read_mails(user_id),
        "failedLogIns": failed_attempts(mailbox),
    }


def _represent(saved: SavedItem) -> dict[str, Any]:
    shown = {name: value for name, value in saved.item.items() if name not in _KEYS | _SECRET}
    return {**shown, "default": saved.default}
