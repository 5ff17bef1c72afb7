"""What a migration did with an item."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """`changed`: whether the item was written. `report`: what the operator has to know about it."""

    changed: bool
    report: str = ""


UNCHANGED = Outcome(changed=False)
CHANGED = Outcome(changed=True)
