"""The sort keys of items and of their name claims, and the search by the beginning of a name.

An item's `nameKey` is `{sort form}␟~{compared form}␟{id}`, or `{compared form}␟{id}` if both forms are the same. So it
holds the key of the item's name claim as it was when the claim was written.
"""

import re
from typing import Final, NamedTuple

from bodega.text import fold_name

END: Final = "\x1f"
"""Ends a part of a key. This character (ASCII's unit separator) sorts below every character of a name, so `Tea` comes
before `Tea for two`."""
_TIE: Final = "~"  # sorts above the first letter of an id: names without accents come first

_MOST_BYTES: Final = 1_024 - len(END) - len("prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN")
_CERTAIN: Final = 30  # bytes of the sort form that fit beside the longest compared form
# Numbers, and the signs of ASCII that the sort form changes.
_REORDERED: Final = re.compile("[/0-9{-~]")


def name_key(name: str, item_id: str, claim: str | None = None) -> str:
    """Return the `nameKey` of an item. `claim`: the key of its name claim, if that is not the compared form."""
    folded = fold_name(name)
    ordered = _sort_form(folded)
    if ordered == (claim or folded):
        return f"{ordered}{END}{item_id}"
    end = f"{END}{_TIE}{claim or folded}"
    return f"{_cut(ordered, _MOST_BYTES - len(end.encode()))}{end}{END}{item_id}"


def claim_of(key: str) -> str:
    """Return the sort key of the name claim of the item with this `nameKey`."""
    *ordered, claim, _ = key.split(END)
    return claim.removeprefix(_TIE) if ordered else claim


def id_of(key: str) -> str:
    """Return the id of the item with this `nameKey`."""
    return key.rpartition(END)[2]


class NamePrefix(NamedTuple):
    """A search for names with a prefix, without regard to case and accents.

    The keys of all such names begin with `start`, and are in `between` if that is given. Unless `is_exact`, other names
    have such keys too, and `matches` decides.
    """

    start: str
    spelled: str
    between: tuple[str, str] | None = None
    is_exact: bool = False

    @classmethod
    def of(cls, prefix: str) -> "NamePrefix":
        folded = fold_name(prefix)
        if _is_in_order(folded):
            start, rest, spelled, is_shared = folded, "", folded, False
        else:
            from bodega.name_order import moves_vowels, prefix_form, spelling

            spelled = spelling(folded)
            start, rest = prefix_form(spelled)
            is_shared = moves_vowels(spelled)
        if len(start.encode()) > _CERTAIN:
            return cls(_cut(start, _CERTAIN), spelled)
        if rest.isdecimal():
            # The keys of longer numbers begin with other digits. `:` sorts above every digit.
            return cls(start, spelled, (_cut(_sort_form(folded), _CERTAIN), f"{start}:"))
        return cls(start, spelled, is_exact=not rest and not is_shared)

    def reads(self, key: str) -> bool:
        """Return whether a search reads the item with this key."""
        least, most = self.between or (self.start, key)
        return key.startswith(self.start) and least <= key <= most

    def matches(self, name: str) -> bool:
        return _spelling(fold_name(name)).startswith(self.spelled)


def _is_in_order(folded: str) -> bool:
    """Return whether the name is its own sort form. Most names are, and need no tables."""
    return folded.isascii() and not _REORDERED.search(folded)


def _sort_form(folded: str) -> str:
    if _is_in_order(folded):
        return folded
    from bodega.name_order import sort_form

    return sort_form(folded)


def _spelling(folded: str) -> str:
    if _is_in_order(folded):
        return folded
    from bodega.name_order import spelling

    return spelling(folded)


def _cut(text: str, most_bytes: int) -> str:
    """Return the beginning of the text that has at most `most_bytes` in UTF-8, in whole characters."""
    return text.encode()[:most_bytes].decode(errors="ignore")
