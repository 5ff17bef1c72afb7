"""Emails: which texts are valid, and which are equal."""

import pytest
from pydantic import TypeAdapter, ValidationError

from bodega.emails import normalise
from bodega.field_types import Email, TypedEmail

EMAIL: TypeAdapter[str] = TypeAdapter(Email)
TYPED: TypeAdapter[str] = TypeAdapter(TypedEmail)


@pytest.mark.parametrize(
    "other", ["ADA@shop.example", " ada@Shop.Example ", "ａｄａ@shop.example", "Ada@SHOP.EXAMPLE\n"]
)
def test_spellings_of_one_email_are_one_email(other: str) -> None:
    assert normalise(other) == "ada@shop.example"


def test_different_emails_stay_different() -> None:
    assert len({normalise(email) for email in ("ada@shop.example", "a.da@shop.example", "ada+1@shop.example")}) == 3


@pytest.mark.parametrize("email", ["ada@shop.example", "ada+shop@bücher.example", "o'hara@sub.shop.example"])
def test_an_email_is_stored_as_typed_without_spaces_around_it(email: str) -> None:
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
def test_an_invalid_email_is_rejected_without_echoing_it(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EMAIL.validate_python(text)

    (error,) = refused.value.errors(include_input=False)
    assert text not in error["msg"]


def test_a_log_in_accepts_any_text_of_the_length_of_an_email() -> None:
    assert TYPED.validate_python("not an email") == "not an email"
    for text in ("", "x" * 300, "\ufdfa" * 250):  # eighteen characters each, once normalised
        with pytest.raises(ValidationError):
            TYPED.validate_python(text)
