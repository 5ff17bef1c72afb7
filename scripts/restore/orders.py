"""Orders of erased users in a restored table: they come back as an erasure leaves them, without anything personal."""

from scripts.restore.items import Row, key_of

_HEAD, _PERSON = "ORDER", "PERSON"
_PERSONAL = ("customerId", "customerPk", "customerSk", "callName")


class ErasedOrders:
    """Separates the orders of erased users from them. `erased`: the ids of the users.

    The rows come from a scan, which returns an order's head before its personal data.
    """

    def __init__(self, erased: frozenset[str]) -> None:
        self._erased = erased
        self._partitions: set[str] = set()

    def separated(self, row: Row) -> Row | None:
        """Return the row without what is personal, the row itself if nothing is, or None if all of it is."""
        key = key_of(row)
        if key.sk == _HEAD and row.get("customerId", {}).get("S") in self._erased:
            self._partitions.add(key.pk)
            ticket = [
                {"M": {name: value for name, value in line["M"].items() if name != "note"}}
                for line in row["ticket"]["L"]
            ]
            kept = {name: value for name, value in row.items() if name not in _PERSONAL}
            return {**kept, "ticket": {"L": ticket}}
        return None if key.sk == _PERSON and key.pk in self._partitions else row
