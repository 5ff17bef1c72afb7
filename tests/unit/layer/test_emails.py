"""Emails: what can be one, and when two are the same."""

import pytest
from pydantic import TypeAdapter, ValidationError

from bodega.emails import Email, TypedEmail, normalise

EMAIL: TypeAdapter[str] = TypeAdapter(Email)
TYPED: TypeAdapter[str] = TypeAdapter(TypedEmail)


@pytest.mark.parametrize(
    "other", ["ADA@shop.example", " ada@Shop.Example ", "ａｄａ@shop.example", "Ada@SHOP.EXAMPLE\n"]
)
def test_spellings_of_one_email_are_one_email(other: str) -> None:
    assert normalise(other) == "ada@shop.example"


def test_other_emails_are_others() -> None:
    assert len({normalise(email) for email in ("ada@shop.example", "a.da@shop.example", "ada+1@shop.example")}) == 3


@pytest.mark.parametrize("email", ["ada@shop.example", "ada+shop@bücher.example", "o'hara@sub.shop.example"])
def test_an_email_is_kept_as_typed_but_for_spaces_around_it(email: str) -> None:
    assert EMAIL.validate_python(f" {email}\t") == email


def test_an_email_in_full_width_characters_gets_mail() -> None:
    assert EMAIL.validate_python("Ａｄａ＠ｓｈｏｐ．example") == "Ada@shop.example"


@pytest.mark.parametrize(
    "text",
    [
        "ada",
        "ada@",
        "@shop.example",
        "ada@localhost",
        "ada@127.0.0.1",
        "a da@shop.example",
        "Ada <ada@shop.example>",
        "ada@shop.example\nBcc: eve@evil.example",
        "ada@shop.example,eve@evil.example",
        "a" * 65 + "@shop.example",
        "ada@" + "shop." * 60 + "example",
        "ada\u200b@shop.example",
        "ada\0@shop.example",
    ],
)
def test_what_mail_cannot_go_to_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EMAIL.validate_python(text)

    (error,) = refused.value.errors(include_input=False)
    assert text not in error["msg"]


def test_what_someone_logs_in_with_may_be_anything_of_an_emails_length() -> None:
    assert TYPED.validate_python("not an email") == "not an email"
    for text in ("", "x" * 300, "\ufdfa" * 250):  # eighteen characters each, once normalised
        with pytest.raises(ValidationError):
            TYPED.validate_python(text)
