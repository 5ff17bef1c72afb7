"""Documentation of the email of an account: verified, changed, restored and disowned."""

from bodega.openapi.operations import Answer, Operation, changes, no_content
from users.openapi import TOO_MANY_ATTEMPTS, USER, User

_TAG = "email"
_MAILED = {"token": "the token from the mail"}
_ATTEMPTS = {"too_many_requests": TOO_MANY_ATTEMPTS}

OPERATIONS = {
    "sendVerification": Operation(
        "Request another verification mail",
        "Mails another token for `verifyEmail`, which replaces the earlier one. A mailbox gets up to three of these "
        "mails in 24 hours.",
        _TAG,
        {202: Answer("A mail is on its way.")} | no_content("The email is verified already. No mail is sent."),
        _ATTEMPTS,
    ),
    "verifyEmail": Operation(
        "Verify your email",
        "Marks the email of the user as verified, with the token from the welcome or verification mail. The token "
        "from the mail of `changeEmail` gives the account its new email. A token belongs to one account. A repeated "
        "request succeeds.",
        _TAG,
        no_content("The email is verified."),
        _ATTEMPTS,
        problems=("invalid_token", "email_taken"),
        body=_MAILED,
    ),
    "changeEmail": Operation(
        "Change your email",
        "Mails a token for `verifyEmail` to the new email. The account keeps its email until that token is used, "
        "within 24 hours. A new request replaces an earlier one. The change is cancelled when all sessions are ended, "
        "for example by a new password. The old email gets a notice with a token for `undoEmailChange`, if it was "
        "verified. Another spelling of the same email applies at once, without a mail. "
        "The fifth wrong password within 24 hours ends this session.",
        _TAG,
        {202: Answer("A mail is on its way to the new email.")} | changes("The user with the new spelling", User, USER),
        _ATTEMPTS,
        problems=("invalid_credentials", "email_taken"),
        body={"email": "ada@new.example", "password": "seven quiet umbrellas"},
    ),
    "undoEmailChange": Operation(
        "Undo a change of the email",
        "Gives an account the email back that it had before a change, with the token from the notice of the change. "
        "The token works once, within seven days, also after another change. All sessions end, the password does "
        "not work any more, and the restored email gets a token for `resetPassword`. If an unverified account has "
        "the email now, it is removed.",
        _TAG,
        no_content("The account has its old email again."),
        _ATTEMPTS,
        problems=("invalid_token", "email_taken"),
        body=_MAILED,
    ),
    "disownAccount": Operation(
        "Remove an account that somebody else registered with your email",
        "Removes an unverified account and everything in it, with the token from its welcome mail. The account of a "
        "verified email cannot be removed this way. After a 503, send the request again: it continues where it "
        "stopped. A repeated request succeeds.",
        _TAG,
        no_content("The account is removed, and its tokens are invalid."),
        {**_ATTEMPTS, "last_admin": "This is the last active admin. Make somebody else an admin first."},
        problems=("invalid_token", "last_admin"),
        body=_MAILED,
    ),
}
