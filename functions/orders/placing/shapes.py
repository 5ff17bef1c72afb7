"""What the rule, the items and the store of placing exchange."""

from typing import Final, NamedTuple

from bodega.items import Item

CARD: Final = "card"


class Asked(NamedTuple):
    """What a request asks for besides its cart. `method`: of the payment."""

    method: str
    note: str | None


class Placed(NamedTuple):
    """A new order: its head, lines and personal data, without keys."""

    head: Item
    lines: Item
    person: Item


class Sender(NamedTuple):
    """The caller who places the order."""

    user_id: str
    role: str

    @property
    def buys(self) -> bool:
        """Whether the order is the caller's own. Staff place orders for people at the counter."""
        return self.role in {"guest", "customer"}
