"""The roles of accounts."""

from typing import Final, Literal

Role = Literal["customer", "admin", "leaving"]
"""`leaving`: the account is being erased. Its token may only continue the erasure."""

ROLES: Final[tuple[Role, ...]] = ("customer", "admin")
