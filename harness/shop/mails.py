"""Mails in the outbox, and the tokens in their links."""

from typing import Any

from bodega.mail_tokens import TokenSeed, derive_token


def token_in(mail: dict[str, Any]) -> str:
    """Return the token in the link of an outbox mail, derived as the mailer derives it."""
    return derive_token(TokenSeed(**mail["token"]))


def receiver(email: str = "ada@shop.example", *, verified: bool = True) -> dict[str, Any]:
    """Return as much of a public user as a mail needs."""
    return {"id": "usr_01JD4W0Q8V5E2M7T9X3K6B1ADA", "email": email, "emailVerified": verified, "firstName": "Ada"}
