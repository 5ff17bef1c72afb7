"""What an account may be."""

from typing import Final, Literal

Role = Literal["customer", "admin", "leaving"]
"""`leaving`: the account is being erased, and its last token may do nothing but carry on with that."""

ROLES: Final[tuple[Role, ...]] = ("customer", "admin")
