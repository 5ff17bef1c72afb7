"""Verification of the email: a signed-in user presents the token that was mailed to it.

A token alone verifies nothing. Anybody can register a stranger's email; if the stranger's click on the link were
enough, the account would be verified, and the person who registered it would know its password.
"""

from bodega import deadline
from bodega.errors import OneTimeTokenInvalid
from bodega.outbox import Template, mail
from users.auth.mail_limits import next_mail, too_many_mails
from users.auth.mailed_tokens import digest_of, find_token, new_token, refused_token
from users.auth.rate_limit import signed_in
from users.auth.store import mailboxes
from users.auth.store.credentials import TokenNotValid, read_log_in
from users.auth.store.mailboxes import MailboxChanged
from users.emails.change import confirm_change
from users.emails.store import verification as store
from users.own_account import own_profile
from users.storage.accounts import AccountChanged
from users.storage.profiles import ProfileChanged


def send_verification(user_id: str) -> bool:
    """Mail another token that verifies the email; it replaces the earlier one. Return False if it is verified already.

    1 GetItem (profile), 1 BatchGetItem (credentials, mailbox), 1 TransactWriteItems; 3 RCU and 11 WCU.

    Raises: TooManyRequests if the mailbox got too many of these mails, SessionEnded if the account was erased.
    """
    while True:
        deadline.require_time()
        profile = own_profile(user_id)
        if profile["emailVerified"]:
            return False
        email_key = profile["emailKey"]
        credentials, mailbox = read_log_in(email_key)
        if credentials is None or credentials["userId"] != user_id:
            continue  # the email was changed in the meantime
        record = next_mail(Template.VERIFY, mailbox)
        if record is None:
            raise too_many_mails(Template.VERIFY, mailbox)
        token = new_token("verify", email_key, profile)
        message = mail(Template.VERIFY, profile, token=token.seed)
        try:
            store.replace_token(credentials, token, mailboxes.record_mail(email_key, record), message)
        except (AccountChanged, MailboxChanged):
            continue
        else:
            return True


def verify_email(user_id: str, token: str) -> None:
    """Verify the user's email, or confirm its change to another one. A repeated request succeeds.

    1 BatchGetItem (rate limit, token), 1 GetItem (profile), 1 TransactWriteItems; 4 RCU and 5 WCU. A change takes
    1 GetItem more, and 22 WCU. A wrong token, also one of another account, counts for the user's account.

    Raises: TooManyRequests, OneTimeTokenInvalid, EmailTaken, SessionEnded if the account was erased.
    """
    requester = signed_in(user_id, "TOKEN")
    found = find_token(token, requester, "verify", "change")
    if found["userId"] != user_id:
        raise refused_token(requester)
    while True:
        deadline.require_time()
        profile = own_profile(user_id)
        if profile["emailVerified"] and profile["emailKey"] == found["emailKey"]:
            return
        try:
            if found["purpose"] == "change":
                confirm_change(profile, found, digest_of(token))
            else:
                store.verify_email(profile, digest_of(token))
        except TokenNotValid:
            raise OneTimeTokenInvalid from None
        except (AccountChanged, ProfileChanged):
            continue
        else:
            return
