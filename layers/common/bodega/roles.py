"""The roles of accounts."""

from typing import Final, Literal

Role = Literal["guest", "customer", "staff", "admin", "leaving"]
"""`guest`: a session without email and password, for one checkout. `staff`: sells and prepares orders.

`leaving`: the account is being erased. Its token may only continue the erasure.
"""

ROLES: Final[tuple[Role, ...]] = ("guest", "customer", "staff", "admin")
