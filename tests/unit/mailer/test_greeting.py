"""Greetings: no text that a mail program would turn into a link gets into one."""

import re
from collections.abc import Iterator

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.outbox import Template, mail
from harness import FUNCTIONS
from mailer.greeting import greet

DOMAINS = (FUNCTIONS / "mailer" / "top_level_domains.txt").read_text(encoding="utf-8").split()
DOTS = [".", "。", "．", "｡", "․", "﹒", "︒", "‥", "…", "·", "・", "۔", "ꓸ"]
HIDDEN = ["\u200b", "\u00ad", "\u034f", "\ufe0f", "\U000e0061", "\u2060", "\u0331", "\u0323"]
WORDS = ["evil", "x", "St", "M.K", "Dr", "é", "ｅ", "Ж", "一", "ノ", "J.-P", "A/L", "l·l"]
NAMES = st.lists(
    st.sampled_from(DOMAINS) | st.sampled_from([*DOTS, *HIDDEN, *WORDS, " ", "  ", "-", "'", ","]) | st.characters(),
    max_size=8,
).map("".join)


def linked(text: str) -> Iterator[str]:
    """Yield what ends in a top-level domain once UTS 46 has mapped it: an independent way to find links."""
    for word in text.split():
        try:
            labels = idna.uts46_remap(word, std3_rules=False).split(".")
        except idna.IDNAError:
            continue  # no domain, for DNS and mail programs alike
        for label in labels[1:]:
            yield from {re.split(r"[^\w\u0300-\u036f]", label)[0]} & set(DOMAINS)


@given(NAMES)
def test_a_greeted_name_contains_no_link(name: str) -> None:
    greeting = greet(name)

    assert greeting == "Hello," or not list(linked(name)), name


def test_the_independent_search_finds_links() -> None:
    assert list(linked("see evil。com, or x｡shop")) == ["com", "shop"]


def test_top_level_domains_are_in_the_form_in_which_labels_are_compared() -> None:
    assert len(set(DOMAINS)) == len(DOMAINS) > 1_400
    assert all(domain == idna.uts46_remap(domain) for domain in DOMAINS)


@pytest.mark.parametrize(("first", "last", "name"), [("Ada", "King", "Ada"), ("", "Sukarno", "Sukarno")])
def test_a_person_whose_only_name_is_a_last_name_is_greeted_with_it(first: str, last: str, name: str) -> None:
    user = {"id": "usr_1", "email": "ada@shop.example", "emailVerified": True, "firstName": first, "lastName": last}

    assert mail(Template.PASSWORD_CHANGED, user).item["parameters"] == {"firstName": name}
