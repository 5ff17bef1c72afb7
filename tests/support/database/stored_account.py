"""An account that the stores of the users function make: without HTTP and bcrypt, so a test takes few calls."""

import secrets
import time
from typing import Any

from bodega import clock
from bodega.ids import new_id
from bodega.mail_tokens import TokenSeed
from bodega.outbox import Template, mail
from bodega.sessions import new_session_id
from users.auth.store import credentials as passwords
from users.auth.store import mailboxes, sessions
from users.auth.store import mailed_tokens as links
from users.auth.store.mailboxes import MailRecord
from users.auth.store.mailed_tokens import MailedToken, Purpose
from users.auth.store.request_counts import Requester
from users.auth.store.sessions import StoredSession
from users.emails.store.change import Account
from users.profile.store import close_account
from users.storage.accounts import Credentials, Profile, mailbox_key, read_credentials, read_profile, table
from users.storage.profiles import change_profile

EMAIL = "ada@shop.example"
_HOUR = 60 * 60


def requester() -> Requester:
    return Requester("203.0.113.7", "TOKEN", 100, int(time.time()))


class StoredAccount:
    """`link`: the digest of the token that verifies its email. `session`: its first session."""

    def __init__(self, email: str = EMAIL, *, verified: bool = True, **changes: Any) -> None:
        now = clock.timestamp(clock.now())
        profile = {
            "id": new_id("usr"),
            "email": email,
            "emailKey": email,
            "emailVerified": verified,
            "firstName": "Ada",
        }
        profile |= {"lastName": "", "phone": None, "role": "customer", "status": "active", "tokenVersion": 1}
        profile |= {"version": 1, "createdAt": now, "updatedAt": now, **changes}
        self.id, self.email = str(profile["id"]), email
        self.session = self.new_session(1)
        token = self.token("verify", profile)
        self.link = token.digest
        passwords.create_account(
            profile,
            "hash",
            session=self.session,
            token=token,
            mailbox=mailboxes.registered(email, None),
            mail=None,
            requester=requester(),
        )

    @property
    def profile(self) -> Profile:
        profile = read_profile(self.id)
        assert profile is not None
        return profile

    @property
    def credentials(self) -> Credentials:
        credentials = read_credentials(self.email)
        assert credentials is not None
        return credentials

    @property
    def account(self) -> Account:
        return Account(self.profile, self.credentials)

    def new_session(self, token_version: int) -> StoredSession:
        return self.next_of(new_session_id(), token_version)

    def next_of(self, session_id: str, token_version: int) -> StoredSession:
        """Return the session as it is with its next refresh token."""
        now = int(time.time())
        refresh_hash = secrets.token_hex(32)
        return StoredSession(self.id, session_id, token_version, 1, refresh_hash, "seed", now, now + _HOUR, now + _HOUR)

    def token(self, purpose: Purpose, user: Profile | None = None, email: str | None = None) -> MailedToken:
        user = user or self.profile
        email = email or self.email
        seed = TokenSeed(purpose, secrets.token_hex(32), "kid")
        receiver = {**user, "email": email}
        return MailedToken(seed, secrets.token_hex(32), email, receiver, expires_at=int(time.time()) + _HOUR)

    def mail_link(self) -> str:
        """Mail a reset link; return the digest of its token."""
        token = self.token("reset")
        links.mail_token(self.recorded(), self.credentials, token, mail(Template.RESET, self.profile), requester())
        return token.digest

    def recorded(self, template: Template = Template.RESET) -> Any:
        """Return the write that records one more mail to the mailbox as it is now."""
        record = MailRecord.of(template, table.get(mailbox_key(self.email), consistent=True))
        return mailboxes.record_mail(self.email, record._replace(after=[*record.after, int(time.time())]))

    def change(self, changes: dict[str, Any], **options: bool) -> None:
        change_profile(self.profile, changes, **options)

    def rename(self) -> None:
        self.change({"firstName": "Grace"})

    def freeze(self) -> None:
        self.change({"status": "frozen"}, ends_tokens=True)

    def log_out_everywhere(self) -> None:
        """End all sessions, as a request of another session does. Their items are deleted later."""
        sessions.end_all_sessions(self.id, new_session_id(), self.email)

    def close(self) -> None:
        close_account(self.profile, self.credentials)

    def close_and_register(self) -> None:
        """Erase the account and register its email again. What belongs to the erased account is deleted later."""
        self.close()
        StoredAccount(self.email)
