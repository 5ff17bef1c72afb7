"""Card numbers are found in texts in any spelling. Telephone numbers, dates and identifiers are accepted."""

import random
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.card_numbers import holds_card_number, holds_card_number_across, is_card_reference
from tests.support.attacks.realistic_texts import TEXTS, identifier

VISA, AMEX, DINERS = "4539148803436467", "378282246310005", "30569309025904"


def cut(digits: str, *lengths: int) -> list[str]:
    return [digits[begin:end] for begin, end in pairwise(accumulate(lengths, initial=0))]


FOUR = cut(VISA, 4, 4, 4, 4)
# Test numbers that payment providers publish.
ISSUERS = {
    "Visa": VISA,
    "Visa of 13 digits": "4222222222222",
    "Visa of 19 digits": "4444444444444444442",
    "Mastercard": "5555555555554444",
    "Mastercard 2": "2223003122003222",
    "American Express": AMEX,
    "Discover": "6011111111111117",
    "Diners Club": DINERS,
    "Diners Club of 16 digits": "3622720627166700",
    "JCB": "3530111333300000",
    "UnionPay": "6200000000000005",
    "UnionPay of 19 digits": "6205500000000000004",
    "Maestro": "6759649826438453",
    "Maestro of 19 digits": "6799990100000000019",
    "Dankort": "5019717010103742",
    "Hipercard": "6062826786276634",
    "Elo": "6362970000457013",
}
SEPARATORS = (
    *(" ", ",", "+", ":", ";", "x", "-", " - ", ".", "_", "/", "|", "·", "*", "\n", "\r\n", "\t", ", ", " and ", "abc"),
    *(
        "%20",
        "%2520",
        "&nbsp;",
        "&#160;",
        "&#xa0;",
        "<br>",
        "</td><td>",
        "\u00a0",
        "\u200b",
        "\u2060",
        "\u3000",
        "\u2013",
    ),
)
DIGITS = (
    *("٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡"),
    *("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "⓪①②③④⑤⑥⑦⑧⑨", "〇一二三四五六七八九"),
)


def luhn(digits: str) -> str:
    """Return the digits with a check digit."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return digits + str(-sum(number // 10 + number % 10 for number in doubled) % 10)


@pytest.mark.parametrize("number", ISSUERS.values(), ids=ISSUERS)
def test_a_number_of_each_issuer_is_found(number: str) -> None:
    assert holds_card_number(number)
    assert holds_card_number(f"my card is {number}, thanks")
    assert is_card_reference(f"tok_{number}")


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("groups", [FOUR, cut(AMEX, 4, 6, 5), cut(DINERS, 4, 6, 4), list(VISA)], ids=len)
def test_a_number_is_found_with_any_separator(separator: str, groups: list[str]) -> None:
    assert holds_card_number(f"card {separator.join(groups)} 12/30")


@pytest.mark.parametrize("digits", DIGITS, ids=lambda digits: digits[1:4])
def test_a_number_is_found_in_digits_of_any_script(digits: str) -> None:
    written = [group.translate(str.maketrans("0123456789", digits)) for group in FOUR]

    assert holds_card_number("".join(written))
    assert holds_card_number(" ".join(written))
    assert is_card_reference("".join(written))


@pytest.mark.parametrize(
    "text",
    [
        f"00{VISA}",
        f"9{VISA}1227123",
        f"{VISA}0000",
        f"ref77{AMEX}88",
        f"12 {VISA} 04/30",
        f"Apt {FOUR[0]}-{FOUR[1]}{FOUR[2]}-{FOUR[3]}",
        f"{VISA[:8]}x{VISA[8:]}",
        "".join(f"{digit}\ufe0f\u20e3" for digit in VISA),
        "".join(f"&#{ord(digit)};" for digit in VISA),
        "".join(f"%{ord(digit):x}" for digit in VISA),
        " ".join(cut(VISA, 2, 2, 2, 2, 2, 2, 2, 2)),
    ],
)
def test_a_number_is_found_inside_other_text_and_longer_numbers(text: str) -> None:
    assert holds_card_number(text)


@pytest.mark.parametrize("text", ["4539-14880343 6467", "45,39 148/803436.4+6 7", "3:7-8,2.8/2 24:6310 0-05"])
def test_a_number_is_found_in_any_grouping_if_there_is_nothing_else(text: str) -> None:
    assert holds_card_number(text)


@pytest.mark.parametrize(
    "texts",
    [
        [VISA[:8], VISA[8:]],
        ["4539 1488", "0343 6467"],
        ["Ada 45391488", "03436467 Lovelace"],
        ["Main Street 4539-1488", "0343-6467 second floor"],
        ["45391488034", "36467"],
        ["4539 1488", "Montréal", "0343 6467"],
        FOUR,
        ["٤٥٣٩ ١٤٨٨", "0343 6467"],
    ],
)
def test_a_number_is_found_in_several_texts(texts: list[str]) -> None:
    assert holds_card_number_across(texts)
    assert not any(map(holds_card_number, texts))


@given(st.data())
def test_every_number_with_the_prefix_the_length_and_the_check_digit_of_an_issuer_is_found(data: st.DataObject) -> None:
    issuers = [("4", 16), ("51", 16), ("2720", 16), ("37", 15), ("62", 16), ("62", 19)]
    prefix, length = data.draw(st.sampled_from(issuers))
    left = length - 1 - len(prefix)
    number = luhn(prefix + data.draw(st.text("0123456789", min_size=left, max_size=left)))

    assert holds_card_number(f"x {number} y")
    assert is_card_reference(number)


@pytest.mark.parametrize(
    "number",
    [
        "4539148803436468",  # wrong check digit
        *map(luhn, ("123456789012345", "900000000000000", "170000000000000", "700000000000000")),  # no issuer
        luhn("37828224631000"[:13]),  # no length of American Express
        "1800000000000",
        "1800000000000000",
        "2026113009300015",
    ],
)
def test_a_token_of_digits_that_no_issuer_uses_is_accepted(number: str) -> None:
    assert not is_card_reference(number)
    assert not holds_card_number(number)


@pytest.mark.parametrize("token", ["pm_4539148803436468", "tok-453914880343", "ch_45391488034364670000"])
def test_a_token_can_have_a_longer_number(token: str) -> None:
    assert not is_card_reference(token)


@pytest.mark.parametrize(
    "text",
    ["+4915112345678", "+49 151 12345673", "4006381333931", "EAN 5901234123457", "Mo 9:00-17:30, Sa 10:00-14:00"],
)
def test_a_telephone_number_an_article_number_and_opening_hours_are_accepted(text: str) -> None:
    assert not holds_card_number(text)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_customers_honest_text_is_almost_never_taken_for_a_card_number(kind: str) -> None:
    chance = random.Random(7)

    refused = [text for text in (TEXTS[kind](chance) for _ in range(2_000)) if holds_card_number(text)]

    assert len(refused) <= 1, refused


def test_a_tills_identifiers_are_never_taken_for_a_card_number() -> None:
    chance = random.Random(7)

    assert [found for found in (identifier(chance) for _ in range(20_000)) if is_card_reference(found)] == []


@given(st.text())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    assert holds_card_number(text) in {True, False}
    assert is_card_reference(f"{text}{VISA}") in {True, False}
