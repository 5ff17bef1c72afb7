"""What a token records of the account that it removes."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from bodega.dynamodb import ANY, Item, Put, Update, Write
from users.storage.accounts import Credentials, token_key
from users.storage.writes import EXISTS


class Removal(NamedTuple):
    """A removal that the token with `digest` allows. `expires_at`: of a token that was used up by it, epoch seconds."""

    digest: str
    expires_at: int | None

    @classmethod
    def of_disown(cls, digest: str, expires_at: int) -> Self:
        """Return the removal of the token's own account. The token stays, without personal data, to be repeated."""
        return cls(digest, expires_at)

    @classmethod
    def of_undo(cls, digest: str) -> Self:
        """Return the removal of the account that has the email which the token restores. The token is still needed."""
        return cls(digest, None)

    def is_allowed(self, credentials: Credentials) -> bool:
        """Return whether the account has not got another token in place of this one."""
        return self.expires_at is None or credentials["verifyToken"] == self.digest

    def begin(self, user_id: str) -> Mapping[str, Write]:
        """Return the write that records the account which is being removed. It replaces the token's deletion."""
        if self.expires_at is None:
            return {"removing token": Update(token_key(self.digest), EXISTS, set={"removes": user_id})}
        return {"token/verify": Put(self._disowned(removes=user_id), ANY)}

    def end(self) -> Mapping[str, Write]:
        """Return the write that records that the account is removed."""
        if self.expires_at is None:
            return {"removing token": Update(token_key(self.digest), EXISTS, remove=("removes",))}
        return {"token/verify": Put(self._disowned(), ANY)}

    def _disowned(self, **removes: str) -> Item:
        key = token_key(self.digest)
        return {"pk": key.pk, "sk": key.sk, "purpose": "disowned", "expiresAt": self.expires_at, **removes}
