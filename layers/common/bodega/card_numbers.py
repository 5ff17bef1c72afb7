"""Detection of card numbers in texts. The shop must never store them (PCI DSS 3.3, 3.5).

A card number has the prefix of an issuer, a length that this issuer uses, and a right check digit. It is found in
digits of any script, with any separators, and also in the URL and HTML spellings of them. Random digits with these
properties exist, so the rules for groups of digits are narrow (docs/decisions/0057-card-numbers.md has figures).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

SHORTEST: Final = 13
"""ISO/IEC 7812-1 allows fewer digits, but no card has fewer."""
_LONGEST: Final = 19

# Prefixes and lengths, from https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN) and
# https://binlist.net. Left out: UATP (1), which timestamps share, and Maestro's lengths below 16, except for the
# prefixes that Mastercard assigned to Maestro alone.
_ISSUERS: Final = (
    ("4", "13 16 19"),  # Visa, with the 4… ranges of Elo and Dankort
    ("51-55 2221-2720", "16"),  # Mastercard
    ("34 37", "15"),  # American Express
    ("6011 644-649 65", "16 17 18 19"),  # Discover, with the 65… ranges of Elo, RuPay, Troy and Verve
    ("300-305 3095 36 38 39", "14 16 19"),  # Diners Club, with the 38… range of Hipercard
    ("3528-3589", "16 17 18 19"),  # JCB
    ("62", "16 17 18 19"),  # UnionPay
    ("2200-2204", "16 17 18 19"),  # Mir
    ("5018 5020 5038 5893 6304 6759 6761-6763", "13 14 15 16 17 18 19"),  # Maestro
    ("50 56-69", "16 17 18 19"),  # Maestro, with Elo, Verve, Hipercard, InterPayment and RuPay's 508 and 60
    ("81 82", "16"),  # RuPay
    ("9792", "16"),  # Troy
    ("8600 9860", "16"),  # Uzcard, Humo
    ("9704", "16 19"),  # Napas
)
# The issuers whose numbers are also looked for inside longer numbers, with the length that nearly all their cards have.
_INSIDE: Final = (
    ("4 51-55 2221-2720 6011 644-649 65 3528-3589 62 2200-2204 5018 5020 5038 5893 6304 6759 6761-6763", "16"),
    ("34 37", "15"),
)

_GROUP: Final = re.compile("[0-9]+")
# The bytes of UTF-8 without ASCII digits and the first bytes of other characters, which can be digits of other scripts.
_NO_DIGITS: Final = bytes({*range(0xC0)} - {*b"0123456789"})
_BEGIN: Final = re.compile(r"[\W_]*[0-9][0-9\W_]*")
_END: Final = re.compile(r"[0-9][0-9\W_]*$")
_OTHER_SCRIPT: Final = re.compile("[\x80-\U0010ffff]")
# Identifiers contain many digits: UUIDs, also without hyphens, and ULIDs, also with a prefix.
_IDENTIFIER: Final = re.compile(
    """(?<![0-9A-Za-z])(?:
        [0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12} |
        (?=[0-9]*[a-fA-F])[0-9a-fA-F]{32} |
        (?:[a-z]{2,5}_)?[0-7][0-9A-HJKMNP-TV-Z]{25}
    )(?![0-9A-Za-z])""",
    re.VERBOSE,
)
_LETTER: Final = re.compile(r"[^\W_]")
_PUNCTUATION: Final = re.compile(r"[\W_]{1,6}")
_LONGEST_GAP: Final = 24  # characters between two groups that have letters between them
_TWO: Final = 2
_DOUBLED: Final = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))
_LAYOUTS: Final = frozenset({(4, 6, 5), (4, 6, 4)})
"""The lengths of groups on the cards of American Express and Diners Club. Other cards have equal groups."""


class _Group(NamedTuple):
    """A sequence of digits, and the text before it, up to the previous group. The last one has no digits."""

    digits: str
    gap: str


def may_hold_card_number(text: str) -> bool:
    """Return whether a text has enough digits for a card number. It is quick, and false for most texts."""
    return len(text.encode().translate(None, _NO_DIGITS)) >= SHORTEST


def holds_card_number(text: str) -> bool:
    """Return whether a text for people contains a card number, with any grouping and also inside a longer number."""
    return any(
        _is_nothing_else(groups) or any(_inside(group.digits) for group in groups) or _in_groups(groups, in_prose=True)
        for groups in _groups_of(text)
    )


def is_card_reference(text: str) -> bool:
    """Return whether a token, ID or address contains a card number as whole groups of digits, laid out as on a card.

    Random numbers in IDs must pass, so this is narrower than `holds_card_number`.
    """
    return any(_in_groups(groups, in_prose=False) for groups in _groups_of(text))


def holds_card_number_across(texts: Iterable[str]) -> bool:
    """Return whether a card number begins at the end of a text and ends at the beginning of a later one.

    Texts without digits, and texts of nothing but digits, may be between them.
    """
    run = ""  # the groups of digits at the end of the texts so far
    for text in texts:
        plain = _in_ascii_digits(text)
        if not _GROUP.search(plain):
            continue
        begin, end = _BEGIN.match(plain), _END.search(plain)
        if run and begin:
            groups = _spaced(begin[0])
            if is_card_reference(f"{run}{groups}") or is_card_reference(f"{run} {groups}"):
                return True
        only_digits = begin is not None and begin.end() == len(plain)
        run = f"{run} {_spaced(plain)}".strip() if only_digits else _spaced(end[0]) if end else ""
    return False


def _spaced(text: str) -> str:
    return " ".join(_GROUP.findall(text))


def _groups_of(text: str) -> Iterator[list[_Group]]:
    """Yield the groups of digits of a text as it stands, and of what it stands for in URLs and HTML."""
    if not may_hold_card_number(text):
        return
    for spelling in _spellings(text):
        plain = _IDENTIFIER.sub("x" * (_LONGEST_GAP + 1), _in_ascii_digits(spelling))
        groups, end = list[_Group](), 0
        for found in _GROUP.finditer(plain):
            groups.append(_Group(found[0], plain[end : found.start()]))
            end = found.end()
        groups.append(_Group("", plain[end:]))
        if sum(len(group.digits) for group in groups) >= SHORTEST:
            yield groups


def _spellings(text: str) -> Iterator[str]:
    yield text
    if "%" in text or "&" in text:
        from html import unescape  # few texts need these
        from urllib.parse import unquote

        decoded = unescape(unquote(unquote(text)))
        if decoded != text:
            yield decoded


def _in_ascii_digits(text: str) -> str:
    """Return the text with digits of all scripts as ASCII digits, also superscript, circled and Chinese ones."""
    if text.isascii():
        return text
    return _OTHER_SCRIPT.sub(_ascii_digit, unicodedata.normalize("NFKC", text))


def _ascii_digit(found: re.Match[str]) -> str:
    value = float(unicodedata.numeric(found[0], -1))
    return str(int(value)) if value in range(10) else found[0]


def _is_nothing_else(groups: Sequence[_Group]) -> bool:
    """Return whether the text is a card number, in groups of any lengths with any punctuation between them."""
    digits = "".join(group.digits for group in groups)
    return (
        _is_card(digits, _lengths(_ISSUERS))
        and not any(_LETTER.search(group.gap) for group in groups)
        and not _is_telephone_or_article(groups[0], digits)
    )


def _inside(digits: str) -> bool:
    """Return whether a longer number contains a card number of a large issuer."""
    lengths = _lengths(_INSIDE)
    return len(digits) > SHORTEST and any(
        _is_card(digits[first : first + length], lengths)
        for length in (15, 16)
        for first in range(len(digits) - length + 1)
    )


def _in_groups(groups: Sequence[_Group], *, in_prose: bool) -> bool:
    """Return whether neighbouring groups are a card number. `in_prose`: also in unusual layouts."""
    for first, group in enumerate(groups):
        digits, last = "", first
        while last < len(groups) - 1 and len(groups[last].gap) * (last > first) <= _LONGEST_GAP:
            digits += groups[last].digits
            last += 1
            if len(digits) > _LONGEST:
                break
            if len(digits) < SHORTEST or not _is_card(digits, _lengths(_ISSUERS)):
                continue
            if _is_telephone_or_article(group, digits):
                continue
            if _is_laid_out(groups[first:last], in_prose=in_prose):
                return True
    return False


def _is_telephone_or_article(first: _Group, digits: str) -> bool:
    """Return whether 13 digits are a telephone number with its country code, or have the check digit of an EAN.

    Visa issues no cards with 13 digits any more.
    """
    if len(digits) != SHORTEST:
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return first.gap.endswith("+") or weighted % 10 == 0


def _is_laid_out(groups: Sequence[_Group], *, in_prose: bool) -> bool:
    """Return whether the groups belong together, judged by what is between them and by their lengths."""
    gaps = [group.gap for group in groups[1:]]
    lengths = tuple(len(group.digits) for group in groups)
    same_gaps = len(set(gaps)) <= 1
    regular = lengths in _LAYOUTS or (len(set(lengths[:-1])) <= 1 and lengths[-1] <= lengths[0])
    if len(groups) == _TWO and lengths[0] - lengths[1] in {0, 1} and _PUNCTUATION.fullmatch(gaps[0]):
        return True
    if len(groups) == _TWO:  # in a sentence, or in random characters
        return in_prose and len(gaps[0]) == 1
    if not in_prose:
        return same_gaps and regular
    # Dates, times and sizes have groups of two digits with different separators.
    return same_gaps or (regular and lengths[0] != _TWO)


@cache
def _lengths(issuers: tuple[tuple[str, str], ...]) -> dict[str, frozenset[int]]:
    """Return the lengths of card numbers by their first four digits."""
    found: dict[str, frozenset[int]] = {}
    for prefixes, lengths in issuers:
        known = frozenset(map(int, lengths.split()))
        for each in prefixes.split():
            first, _, last = each.partition("-")
            missing = 4 - len(first)
            for prefix in range(int(first) * 10**missing, (int(last or first) + 1) * 10**missing):
                found[str(prefix)] = found.get(str(prefix), frozenset()) | known
    return found


def _is_card(digits: str, lengths: dict[str, frozenset[int]]) -> bool:
    return len(digits) in lengths.get(digits[:4], ()) and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    """Return whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    return (sum(map(int, digits[-1::-2])) + sum(map(_DOUBLED.__getitem__, digits[-2::-2]))) % 10 == 0
