"""Emails: which texts are valid, and which are equal."""

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bodega.emails import check_email, normalise
from bodega.field_types import Email, TypedEmail
from harness import ROOT
from tests.support.attacks.hostile_texts import TEXTS
from tests.support.documents.tables import read_table

TABLE = read_table("mailboxes")
EMAIL: TypeAdapter[str] = TypeAdapter(Email)
TYPED: TypeAdapter[str] = TypeAdapter(TypedEmail)


ROWS = TABLE["mailboxes"]
SPELLINGS = [spelling for row in ROWS for spelling in row["spellings"]]
# Texts around one or several @: any characters, hostile ones, and parts of real emails.
PARTS = st.sampled_from(
    [*TEXTS.values(), "xn--", "xn--a", "..", "。", "a" * 64, "\u200d", "\u0660" * 30, "ß", "example"]
)
HOSTILE = st.lists(PARTS | st.text(max_size=20) | st.just("@"), max_size=8).map("".join)


def test_the_table_has_mailboxes_of_many_languages() -> None:
    assert len(ROWS) >= 40
    assert len({row["language"] for row in ROWS}) >= 15


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["stored"])
def test_spellings_of_one_mailbox_are_one_email(row: dict[str, Any]) -> None:
    assert {normalise(spelling) for spelling in row["spellings"]} == {normalise(row["stored"])}


def test_different_mailboxes_stay_different() -> None:
    assert len({normalise(row["stored"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["stored"])
def test_an_email_is_stored_as_the_mail_service_takes_it(row: dict[str, Any]) -> None:
    assert EMAIL.validate_python(row["spellings"][0]) == row["stored"]
    assert row["stored"].isascii()


@pytest.mark.parametrize("row", TABLE["refused"], ids=lambda row: ascii(row["email"]))
def test_an_email_that_gets_no_mail_is_rejected_with_the_reason(row: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        EMAIL.validate_python(row["email"])

    (error,) = refused.value.errors(include_input=False)
    assert row["reason"] in error["msg"]
    assert row["email"] not in error["msg"]


@given(HOSTILE)
@example("@")
@example("ada@\u200d")
@example("ada@" + "\u0660" * 250)
@example("ada@ß" + "a" * 250)
def test_any_text_has_a_form_to_compare(text: str) -> None:
    assert normalise(text) == normalise(f" {text}\t")


@given(st.sampled_from(SPELLINGS) | HOSTILE)
def test_an_account_is_found_by_the_email_that_was_typed_and_by_the_stored_one(text: str) -> None:
    try:
        stored = check_email(text)
    except ValueError:
        return
    assert normalise(stored) == normalise(text)
    assert check_email(stored) == stored


def test_a_log_in_with_an_ascii_email_does_not_load_the_tables_of_idna() -> None:
    script = (
        "import sys; from bodega.emails import normalise; normalise('Ada@Shop.example'); print('idna' in sys.modules)"
    )
    path = os.pathsep.join(map(str, (ROOT, ROOT / "layers" / "common")))
    result = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )

    assert result.stdout == "False\n"


@pytest.mark.parametrize(
    "text",
    [
        "zoe",
        "zoe@",
        "@shop.example",
        "ada@localhost",
        "ada@127.0.0.1",
        "a da@shop.example",
        "Ada <ada@shop.example>",
        "ada@shop.example\nBcc: eve@evil.example",
        "ada@shop.example,eve@evil.example",
        "a" * 65 + "@shop.example",
        "ada@" + "shop." * 60 + "example",
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
