"""The accounts table as accounts, and what must hold for them between any two requests."""

from collections.abc import Iterable
from typing import Any

from bodega.attributes import from_attributes

_KINDS = ("ADDRESS", "PAYMENT")


class AccountState:
    """The items of the accounts table, sorted by what they are."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        items = [from_attributes(row) for row in rows]
        self.profiles = {item["id"]: item for item in items if item["sk"] == "PROFILE"}
        self.credentials = {item["pk"]: item for item in items if item["sk"] == "CREDENTIALS"}
        self.tokens = {item["pk"].partition("#")[2]: item for item in items if item["sk"] == "TOKEN"}
        self.admins = next((item["admins"] for item in items if item["pk"] == "ADMINS"), 0)
        self._own: dict[str, set[str]] = {}
        self._counted: dict[tuple[str, str], int] = {}
        for item in (item for item in items if item["pk"].startswith("USER#")):
            owner = item["pk"].partition("#")[2]
            self._own.setdefault(owner, set()).add(item["sk"])
            if item["sk"] in _KINDS:
                self._counted[owner, item["sk"]] = item["count"]

    def check(self) -> None:
        """Check that the items of each account agree, and that no item is left of an account that is gone."""
        for user_id, profile in self.profiles.items():
            if "emailKey" in profile:
                self._check_account(user_id, profile)
        assert {item["userId"] for item in self.credentials.values()} <= self.profiles.keys(), "credentials of nobody"
        assert self._own.keys() <= self.profiles.keys(), "items of nobody"
        self._check_tokens()
        active = [each for each in self.profiles.values() if (each["role"], each.get("status")) == ("admin", "active")]
        assert self.admins == len(active), "the shop counts other admins"

    def _check_account(self, user_id: str, profile: dict[str, Any]) -> None:
        credentials = self.credentials[f"EMAIL#{profile['emailKey']}"]
        assert credentials["userId"] == user_id
        assert credentials["user"] == {name: profile[name] for name in credentials["user"]}, "the copy differs"
        assert credentials["tokenVersion"] == profile["tokenVersion"], "sessions cannot be opened"
        for kind in _KINDS:
            saved = len([name for name in self._own[user_id] if name.startswith(f"{kind}#")])
            assert self._counted.get((user_id, kind), 0) == saved, "the item counter is wrong"

    def _check_tokens(self) -> None:
        """Check that each mailed token is named by the credentials of its account, and the other way round."""
        named = {(digest, item["userId"]) for item in self.credentials.values() for digest in _digests(item) if digest}
        live = {(digest, item["userId"]) for digest, item in self.tokens.items() if "userId" in item}
        assert named == live, "a mailed token has no account, or an account names a token that does not exist"


def _digests(credentials: dict[str, Any]) -> list[str | None]:
    change = credentials.get("emailChange") or {}
    undo = [each["token"] for each in credentials.get("undoTokens", [])]
    return [credentials["resetToken"], credentials["verifyToken"], change.get("token"), *undo]
