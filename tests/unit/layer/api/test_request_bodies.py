"""Request bodies: strict JSON objects are read unchanged, everything else is rejected with the rule it breaks."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bodega.api.body import MAXIMUM_BYTES, parse_json, read_body
from bodega.errors import MalformedBody, PayloadTooLarge, UnsupportedMediaType

FRACTIONS = st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer())
NUMBERS = st.integers(-(10**30), 10**30) | FRACTIONS
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)
OBJECTS = st.dictionaries(st.text(), VALUES)


@given(document=OBJECTS, ascii_only=st.booleans(), indent=st.sampled_from([None, 2]))
def test_a_json_object_is_read_as_it_was_written(
    document: dict[str, Any], ascii_only: bool, indent: int | None
) -> None:
    assert parse_json(json.dumps(document, ensure_ascii=ascii_only, indent=indent)) == document


def read_or_rejected(text: str) -> dict[str, Any] | None:
    """Return the object in `text`, or None if it is rejected. Any other error fails the test."""
    with suppress(MalformedBody):
        return parse_json(text)
    return None


@given(st.text(st.characters()) | VALUES.map(json.dumps))
def test_a_text_is_read_as_an_object_or_rejected_as_malformed(text: str) -> None:
    assert isinstance(read_or_rejected(text), dict | None)


@given(document=OBJECTS, at=st.integers(0), character=st.characters() | st.sampled_from('{}[]":,\\ueE+-.0'))
def test_a_damaged_object_is_read_as_an_object_or_rejected_as_malformed(
    document: dict[str, Any], at: int, character: str
) -> None:
    text = json.dumps(document)
    at %= len(text)

    assert isinstance(read_or_rejected(text[:at] + character + text[at + 1 :]), dict | None)


@given(text=st.text(st.characters(exclude_categories=["Cs"])), surrogate=st.characters(categories=["Cs"]))
def test_a_lone_surrogate_is_rejected_at_any_position(text: str, surrogate: str) -> None:
    for document in ({"name": text + surrogate}, {text + surrogate: 1}, {"a": [{"b": surrogate + text}]}):
        with pytest.raises(MalformedBody, match="half of a character"):
            parse_json(json.dumps(document))


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("{}", {}),
        (' \t\r\n{"a": 1}\n', {"a": 1}),
        ('{"a": 1, "A": 2}', {"a": 1, "A": 2}),
        ('{"a": {"b": 1}, "c": {"b": 1}}', {"a": {"b": 1}, "c": {"b": 1}}),
        (r'{"a": "\ud83c\udf4b"}', {"a": "🍋"}),
        (r'{"a": "\\ud800"}', {"a": r"\ud800"}),
        ('{"a": "NaN Infinity"}', {"a": "NaN Infinity"}),
        ('{"a": -0, "b": 1e2}', {"a": 0, "b": 100.0}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_json_objects_of_any_form_are_read(text: str, document: dict[str, Any]) -> None:
    assert parse_json(text) == document


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "a value is missing or misspelt at character 0"),
        (" ", "a value is missing"),
        ("{", "a name in double quotes is missing"),
        ("{'a': 1}", "a name in double quotes is missing"),
        ('{"a": 1,}', "not valid JSON"),
        ('{"a": 1} {}', "there is more after the end of the object at character 9"),
        ('{"a": 1}\0', "there is more after the end"),
        ("\ufeff{}", "byte order mark"),
        ('{"a": "b', "the closing quote is missing for the text at character 6"),
        ('{"a": "b\n"}', "line break or another control character at character 8"),
        (r'{"a": "\x"}', "a backslash before a wrong character at character 7"),
        ('{"a": 1 "b": 2}', "a comma or a closing bracket is missing at character 8"),
        ('{"a" 1}', "a colon is missing at character 5"),
        ('{"a": 01}', "not valid JSON"),
        ('{"a": undefined}', "a value is missing"),
        ("// comment\n{}", "a value is missing"),
        ('{"a": 1, "a": 2}', "has the same name twice"),
        ('{"b": [{"a": 1, "a": 1}]}', "has the same name twice"),
        (r'{"a": 1, "\u0061": 2}', "has the same name twice"),
        ('{"a": NaN}', "NaN and Infinity"),
        ('{"a": [Infinity]}', "NaN and Infinity"),
        ('{"a": -Infinity}', "NaN and Infinity"),
        (r'{"a": "\ud800"}', "half of a character"),
        (r'{"\udfff": 1}', "half of a character"),
        ("[" * 100_000, "nested more than 32 levels deep"),
        ('{"a":' * 100_000, "nested more than 32 levels deep"),
        ('{"a": ' + "9" * 5_000 + "}", "too many digits"),
        ("[]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("17", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("true", "not a JSON object"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_text_that_is_not_one_json_object_is_rejected_with_the_reason(text: str, rule: str) -> None:
    with pytest.raises(MalformedBody) as refused:
        parse_json(text)

    assert rule in refused.value.detail
    assert len(refused.value.detail) < 120


@pytest.mark.parametrize(
    ("number", "whole"),
    [
        *[("100.0", 100), ("1e2", 100), ("1E+2", 100), ("12.50e1", 125), ("100.00e-2", 1), ("-0.0", 0), ("0e999", 0)],
        *[("9007199254740993.0", 2**53 + 1), ("1e99", 10**99), ("1" + "0" * 4299, 10**4299)],
    ],
    ids=str,
)
def test_a_whole_number_is_an_integer_in_every_spelling(number: str, whole: int) -> None:
    """As in RFC 8259 and in JSON Schema. No digit is lost."""
    found = parse_json(f'{{"a": {number}}}')["a"]

    assert (type(found), found) == (int, whole)


@pytest.mark.parametrize("number", ["1.5", "1.0000000000000001", "1e-5", "12.5e0", "1e-999999999", "0.1e-400"])
def test_a_number_that_is_not_whole_stays_a_float(number: str) -> None:
    """Also `1.0000000000000001`, which a float rounds to 1."""
    assert type(parse_json(f'{{"a": {number}}}')["a"]) is float


@pytest.mark.parametrize(
    "number",
    [
        *("1e100", "-1e100", "0.01e102", "9" * 101 + ".0", "9" * 101 + ".5", "9" * 4301, "9" * 4301 + ".0"),
        *("1e999999999", "1e99999999999999999999"),
    ],
    ids=lambda number: number[:9],
)
def test_a_number_with_too_many_digits_is_rejected_at_once(number: str) -> None:
    with pytest.raises(MalformedBody, match="too many digits"):
        parse_json(f'{{"a": {number}}}')


def event(body: Any, content_type: str | None = "application/json", **members: Any) -> dict[str, Any]:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return {"headers": headers, "body": body, "isBase64Encoded": False, **members}


@pytest.mark.parametrize("body", [None, ""])
def test_an_event_without_a_body_is_unchanged(body: str | None) -> None:
    given_event = event(body, content_type=None)

    assert read_body(given_event) is given_event


@given(st.text(min_size=1))
def test_a_body_is_the_same_text_with_and_without_base64(text: str) -> None:
    encoded = base64.b64encode(text.encode()).decode()

    for sent in (event(text), event(encoded, isBase64Encoded=True)):
        before = json.dumps(sent)
        read = read_body(sent)
        assert (read["body"], read["isBase64Encoded"]) == (text, False)
        assert json.dumps(sent) == before, "the event itself is not changed"


@given(body=st.text(st.characters()), base64_encoded=st.booleans())
@example(body="é", base64_encoded=True)
@example(body="\ud800", base64_encoded=False)
def test_a_body_is_read_or_rejected_with_a_domain_error(body: str, base64_encoded: bool) -> None:
    with suppress(MalformedBody):
        assert isinstance(read_body(event(body, isBase64Encoded=base64_encoded))["body"], str | None)


@pytest.mark.parametrize("body", ["e30", "e3 0=", "%%%", "é", "//79", "\ud800"], ids=ascii)
def test_invalid_base64_and_invalid_utf_8_are_malformed(body: str) -> None:
    with pytest.raises(MalformedBody, match="UTF-8"):
        read_body(event(body, isBase64Encoded=True))


@pytest.mark.parametrize("character", ["x", "é"])
@pytest.mark.parametrize("base64_encoded", [False, True])
def test_a_body_has_at_most_256_kilobytes(character: str, base64_encoded: bool) -> None:
    def sized(size: int) -> dict[str, Any]:
        text = character * (size // len(character.encode())) + "x" * (size % len(character.encode()))
        body = base64.b64encode(text.encode()).decode() if base64_encoded else text
        return event(body, isBase64Encoded=base64_encoded)

    assert len(read_body(sized(MAXIMUM_BYTES))["body"].encode()) == 256 * 1024
    with pytest.raises(PayloadTooLarge, match="256 KB"):
        read_body(sized(MAXIMUM_BYTES + 1))


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        " application/json ",
        "application/merge-patch+json",
    ],
)
def test_json_has_several_media_types(content_type: str) -> None:
    assert read_body(event("{}", content_type))["body"] == "{}"


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        ";",
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json-patch+json",
        "application/jsonx",
        "application/json, text/plain",
    ],
)
def test_another_media_type_is_rejected(content_type: str | None) -> None:
    with pytest.raises(UnsupportedMediaType):
        read_body(event("{}", content_type))


@pytest.mark.parametrize("headers", [None, {}])
def test_a_body_without_headers_is_rejected(headers: dict[str, str] | None) -> None:
    with pytest.raises(UnsupportedMediaType):
        read_body({"body": "{}", "headers": headers})


@pytest.mark.parametrize("name", ["content-type", "CONTENT-TYPE"])
def test_the_name_of_the_header_is_case_insensitive(name: str) -> None:
    assert read_body({"body": "{}", "headers": {name: "application/json"}})["body"] == "{}"
