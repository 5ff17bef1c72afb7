"""What mails say, and that nothing that people typed can become more than words in them."""

import re
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import pytest

from bodega.outbox import Template
from tests.support.documents.tables import read_table
from tests.unit.mailer.conftest import MONEY, ORDER, PARAMETERS
from users.auth.mailed_tokens import LIFETIMES

pytestmark = pytest.mark.usefixtures("mailer")


def rendered(
    template: str = "welcome", name: str = "Corner & Co", url: str = "https://shop.example", **changed: str
) -> Any:
    from mailer.layout import Shop
    from mailer.templates import render

    return render(template, {**PARAMETERS, **changed}, Shop(name, url))


class _Markup(HTMLParser):
    """Tags and links of a document, and the text between."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"} and value is not None]

    def handle_data(self, data: str) -> None:
        self.text += data


ORDER_MAILS = ("order-received", "order-accepted", "order-ready", "order-canceled", "order-expired", "order-refunded")
VERIFY = "https://shop.example/verify-email#token=the-token"
RESET = "https://shop.example/reset-password#token=the-token"
LINKS = {
    "welcome": [VERIFY, "https://shop.example/disown-account#token=the-token"],
    "verify": [VERIFY, "https://shop.example/disown-account#token=the-token"],
    "reset": [RESET],
    "frozen": [RESET],
    "password-changed": ["https://shop.example/forgot-password"],
    "email-taken": ["https://shop.example/login"],
    "email-change": [VERIFY],
    "email-changed": ["https://shop.example/restore-email#token=the-token"],
    "email-restored": [RESET],
    **{template: ["https://shop.example/orders/track#token=the-token"] for template in ORDER_MAILS},
    "capture-refused": [],
    "refund-failed": [],
}


# How a mail states the seconds of a token's life.
STATED = {60 * 60: "works for one hour", 24 * 60 * 60: "works for 24 hours", 7 * 24 * 60 * 60: "works for seven days"}


@pytest.mark.parametrize(
    ("removed", "sentence"),
    [
        ("addresses", "what had been entered in it: addresses."),
        ("firstName,lastName", "what had been entered in it: the name."),
        ("paymentMethods,phone", "what had been entered in it: payment methods and the telephone number."),
    ],
)
def test_the_mail_of_a_reset_names_what_it_removed(removed: str, sentence: str) -> None:
    assert sentence in rendered("password-changed", removed=removed).text
    assert "entered in it" not in rendered("password-changed").text


def test_every_template_of_the_outbox_has_words() -> None:
    assert set(LINKS) == set(Template)
    assert len({rendered(template).subject for template in Template}) == len(Template)


@pytest.mark.parametrize("template", LINKS)
class TestEveryMail:
    def test_names_the_shop_and_greets_the_customer(self, template: str) -> None:
        mail = rendered(template)
        assert "Corner & Co" in mail.subject
        for text in (mail.text, _Markup(mail.html).text):
            assert "Hello Ada," in text
            assert "Corner & Co" in text

    def test_has_the_same_links_in_text_and_html(self, template: str) -> None:
        mail = rendered(template)
        assert _Markup(mail.html).links == LINKS[template]
        assert re.findall(r"https?://\S+", mail.text) == LINKS[template]

    def test_loads_nothing_and_runs_nothing(self, template: str) -> None:
        assert _Markup(rendered(template).html).tags <= {
            *("html", "head", "meta", "title", "body", "div", "p", "a", "br", "span")
        }

    def test_keeps_the_token_out_of_what_a_server_sees(self, template: str) -> None:
        for link in _Markup(rendered(template).html).links:
            assert "token" not in link.partition("#")[0]

    def test_states_how_long_its_link_works(self, template: str) -> None:
        purposes = {VERIFY: "verify", RESET: "reset"} | {LINKS["email-changed"][0]: "undo"}
        purpose = "change" if template == "email-change" else purposes.get(next(iter(LINKS[template]), ""))
        if purpose is not None:
            assert STATED[LIFETIMES[purpose]] in rendered(template).text

    def test_greets_nobody_by_name_without_a_first_name(self, template: str) -> None:
        from mailer.layout import Shop
        from mailer.templates import render

        mail = render(template, {**ORDER, **MONEY, "token": "the-token"}, Shop("Corner & Co", "https://shop.example"))
        for text in (mail.text, _Markup(mail.html).text):
            assert "Hello," in text


def test_a_token_cannot_leave_its_place_in_the_link() -> None:
    (link,) = _Markup(rendered("reset", token='a"b>c d&e#f/g').html).links
    assert link == "https://shop.example/reset-password#token=a%22b%3Ec%20d%26e%23f%2Fg"


def test_a_slash_at_the_storefronts_end_is_not_doubled() -> None:
    assert _Markup(rendered("email-taken", url="https://shop.example/").html).links == ["https://shop.example/login"]


@pytest.mark.parametrize("name", ["<b>Ada</b>", "Ada <script>alert(1)</script>", 'Ada" onmouseover="x', "&lt;Ada"])
def test_a_name_is_words_and_no_markup(name: str) -> None:
    markup = _Markup(rendered(firstName=name).html)
    assert not markup.tags & {"b", "script"}
    assert markup.links == LINKS["welcome"]
    assert f"Hello {name}," in markup.text or "Hello," in markup.text


@pytest.mark.parametrize(
    "name",
    [
        "Win at https://evil.example",
        "evil.example",
        "mailto:x@evil.example",
        "call me @evil",
        "\\\\evil\\share",
        "x" * 51,
        "",
        " \n ",
    ],
)
def test_a_name_that_would_become_a_link_or_an_advertisement_is_left_out(name: str) -> None:
    mail = rendered(firstName=name)
    assert "\nHello,\n" in f"\n{mail.text}"
    assert "evil" not in mail.text + mail.html


@pytest.mark.parametrize("lure", [row["first"] for row in read_table("names")["lures"]])
def test_no_mail_contains_a_name_that_is_a_lure(lure: str) -> None:
    mail = rendered(firstName=lure)
    assert mail.text.splitlines()[0] == "Hello,"
    assert lure not in mail.text + mail.html


@pytest.mark.parametrize("gap", ["\r\n", "\n", "\r", "\x00", "\u2028", "\x85"])
def test_no_line_break_gets_into_a_subject_or_a_greeting(gap: str) -> None:
    mail = rendered(name=f"Corner{gap}Bcc: victim@evil.example", firstName=f"Ada{gap}Lovelace")
    assert mail.subject == "Welcome to Corner Bcc: victim@evil.example: please confirm your email"
    assert mail.text.splitlines()[0] == "Hello Ada Lovelace,"


def test_an_unknown_template_is_refused(mailer: ModuleType) -> None:
    with pytest.raises(ValueError, match="newsletter"):
        rendered("newsletter")
