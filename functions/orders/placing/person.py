"""The person who gets an order, and whether mail may be sent to them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.emails import normalise
from bodega.errors import FieldError, ValidationFailed
from bodega.items import Item


class Person(NamedTuple):
    """`proven`: the email belongs to the caller's account, and its mailbox is verified.

    `greeted_as`: the name in mail, only to a proven mailbox: anyone can enter a stranger's address with any name.
    """

    name: str | None
    phone: str | None
    email: str | None
    proven: bool = False
    greeted_as: str | None = None


def person_of(fields: Mapping[str, Any] | None, role: str, profile: Item) -> Person:
    """Return the person of a request. `profile`: the caller's.

    Customers have what they do not send from their profile. Guests have to send name and email.

    Raises: ValidationFailed.
    """
    sent = {name: value for name, value in (fields or {}).items() if value}
    if role == "guest":
        missing = [name for name in ("name", "email") if name not in sent]
        if missing:
            raise ValidationFailed([FieldError(f"/customer/{name}", "is required of a guest") for name in missing])
    if role != "customer":
        return Person(sent.get("name"), sent.get("phone"), sent.get("email"))
    full_name = f"{profile['firstName']} {profile['lastName']}".strip()
    email: str = sent.get("email") or profile["email"]
    proven = bool(profile["emailVerified"]) and normalise(email) == profile["emailKey"]
    return Person(
        sent.get("name", full_name or None),
        sent.get("phone", profile["phone"]),
        email,
        proven,
        (profile["firstName"] or profile["lastName"]) if proven else None,
    )
