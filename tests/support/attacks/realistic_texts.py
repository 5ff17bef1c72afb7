"""Random texts as customers, staff and tills send them, with the numbers that such texts have and no card number."""

import random
import string
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from bodega.ids import new_id

_STREETS = ("Main Street", "Rue Saint-Paul", "Hauptstraße", "Calle Mayor", "Via Roma", "Nørregade", "Orchard Road")
_WORDS = ("please", "ring", "twice", "side", "door", "behind", "the", "shop", "Klingel", "sonnette", "gate", "leave")
# Formats of telephone numbers; `#` is a digit, and the first digits are real ones.
_PHONES = (
    *("+49 151 ########", "+49 30 ########", "+44 7### ######", "07### ### ###", "+33 6 ## ## ## ##", "06 ## ## ## ##"),
    *("+45 4# ## ## ##", "4# ## ## ##", "5#######", "+1 (514) 555-####", "514-555-####", "+62 812-####-####"),
    *(
        "0062 812 #### ####",
        "+55 11 9####-####",
        "+86 138 #### ####",
        "+91 98### #####",
        "+47 4## ## ###",
        "+65 6### ####",
    ),
)
# Numbers that shops, customs and carriers use.
_REFERENCES = (
    *("invoice ######", "Rechnung 2026-#####", "PO ########", "customer no. #######", "DHL ############"),
    *("locker ###", "Packstation ###", "Postnummer ########", "FedEx ############", "VAT DE#########"),
)


def _filled(chance: random.Random, form: str) -> str:
    return "".join(chance.choice(string.digits) if character == "#" else character for character in form)


def _words(chance: random.Random, least: int = 1, most: int = 5) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(least, most)))


def _moment(chance: random.Random) -> datetime:
    return datetime(2026, 1, 1) + timedelta(minutes=chance.randrange(525_600))  # noqa: DTZ001  # a text has no time zone


def _ean(chance: random.Random) -> str:
    digits = chance.choice(("40", "45", "50", "57", "59", "69", "00", "76", "97"))
    digits += "".join(chance.choices(string.digits, k=10))
    return digits + str(-sum(int(each) * (3 if place % 2 else 1) for place, each in enumerate(digits)) % 10)


def _address(chance: random.Random) -> str:
    street = f"{chance.randint(1, 9999)} {chance.choice(_STREETS)}"
    unit = chance.choice(
        ("", f", Apt {chance.randint(1, 4500)}", f", Unit {chance.randint(1, 99)}-{chance.randint(1, 99)}")
    )
    return f"{street}{unit}, {chance.randint(1000, 99999)}"


def _directions(chance: random.Random) -> str:
    code = chance.choice(("code ####", "code ##-##", "digicode ##A##", "Tor #", "floor ##", "buzzer ####"))
    parts = [_words(chance), _filled(chance, code), _filled(chance, chance.choice(_PHONES))]
    if chance.random() < 0.3:
        parts.append(f"{_moment(chance):%H:%M}-{_moment(chance):%H:%M}")
    chance.shuffle(parts)
    return chance.choice((", ", " / ", "\n", " ", "; ")).join(parts)


def _order_note(chance: random.Random) -> str:
    def line() -> str:
        size, unit = chance.choice((250, 330, 500, 750)), chance.choice(("g", " ml", ""))
        return f"{chance.randint(1, 12)}x {chance.choice(('latte', 'croissant', 'tea', 'beans'))} {size}{unit}"

    lines = ", ".join(line() for _ in range(chance.randint(1, 6)))
    return f"{_moment(chance):%d.%m.%Y %H:%M} {lines} total {chance.randint(1, 300)}.{chance.randint(0, 99):02}"


def _product(chance: random.Random) -> str:
    size = f"{chance.randint(1, 120)} x {chance.randint(1, 120)} x {chance.randint(1, 60)} cm"
    return f"{_words(chance)} {size}, {chance.randint(1, 5000)} g, EAN {_ean(chance)}"


def _reason(chance: random.Random) -> str:
    reference = _filled(chance, chance.choice(_REFERENCES))
    return f"Refund of {reference}, {_moment(chance):%Y-%m-%d}, {_filled(chance, chance.choice(_PHONES))}"


def _identifiers(chance: random.Random) -> str:
    ids = (str(uuid.UUID(int=chance.getrandbits(128), version=4)), new_id("prd"), new_id("usr").removeprefix("usr_"))
    return f"{_words(chance)} {chance.choice(ids)} {chance.choice(ids)} {_moment(chance):%Y-%m-%dT%H:%M:%S.000Z}"


def _hours(chance: random.Random) -> str:
    def day(name: str) -> str:
        return f"{name} {chance.randint(6, 10)}:{chance.choice(('00', '30'))}-{chance.randint(15, 22)}:00"

    return f"{day('Mo')}, {day('Sa')}. Tel. {_filled(chance, chance.choice(_PHONES))}"


TEXTS: dict[str, Callable[[random.Random], str]] = {
    "address": _address,
    "directions with a telephone number": _directions,
    "order note": _order_note,
    "product with size and EAN": _product,
    "reason with numbers and a telephone number": _reason,
    "identifiers and timestamps": _identifiers,
    "opening hours": _hours,
}


def identifier(chance: random.Random) -> str:
    """Return an ID as a till or the shop makes it."""
    moment = _moment(chance)
    return chance.choice(
        (
            str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            uuid.UUID(int=chance.getrandbits(128), version=4).hex,
            new_id("prd"),
            f"{chance.randint(1000, 9999)}-{moment:%Y%m%d}-{chance.randint(1, 9999):04}",
            f"POS{chance.randint(1, 99)}-{moment:%Y%m%d%H%M%S}-{chance.randint(1, 9999):04}",
            f"{moment:%Y%m%d%H%M%S}{chance.randint(1, 99):02}",
            str(int(moment.timestamp() * 1000)),
            str(int(moment.timestamp() * 1_000_000) + chance.randrange(1000)),
            str(chance.randrange(10**6, 10**12)),
            f"#{chance.randint(1000, 99999)}",
        )
    )
