"""The limits of request bodies: levels, and the work for the largest body."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.api.body import MAXIMUM_BYTES, parse_json
from bodega.errors import MalformedBody
from tests.support.work import counted_work

Level = tuple[str, str]
LEVELS: dict[str, list[Level]] = {
    "objects": [('{"a":', "}")],
    "lists": [("[", "]")],
    "both": [('{"a": ', " }"), ("[1, ", "]")],
}
BRACKETS = st.text(st.sampled_from('{}[]"\\,: é\n'), max_size=60)


def nested(depth: int, levels: list[Level], inside: str = "1") -> str:
    """Return an object of this depth. `levels`: how each one begins and ends, in turn."""
    taken = [('{"b":', "}"), *(levels * depth)[: depth - 1]]
    return "".join(begin for begin, _ in taken) + inside + "".join(end for _, end in reversed(taken))


@pytest.mark.parametrize("levels", LEVELS.values(), ids=LEVELS)
def test_a_body_has_at_most_32_levels(levels: list[Level]) -> None:
    """Also at each depth at which Python's stack can end, which depends on its version and on the caller."""
    for depth in range(1, 33):
        text = nested(depth, levels)
        assert parse_json(text) == json.loads(text)
    for depth in [*range(33, 40), *range(900, 1001), 20_000]:
        with pytest.raises(MalformedBody) as refused:
            parse_json(nested(depth, levels))
        assert refused.value.detail == "The body is nested more than 32 levels deep."


@given(name=BRACKETS, value=BRACKETS, ascii_only=st.booleans())
def test_brackets_in_a_text_are_not_levels(name: str, value: str, ascii_only: bool) -> None:
    strings = json.dumps({name: value, f"{name}2": [value]}, ensure_ascii=ascii_only)

    text = nested(30, LEVELS["both"], strings)
    assert parse_json(text) == json.loads(text)
    with pytest.raises(MalformedBody, match="nested more than 32 levels"):
        parse_json(nested(31, LEVELS["both"], strings))


def test_a_wide_body_is_not_deep() -> None:
    text = json.dumps({"a": [{"b": [[]] * 20}] * 1000})

    assert parse_json(text) == json.loads(text)


@given(at=st.integers(0, 1999), inserted=BRACKETS, levels=st.sampled_from([*LEVELS.values()]))
def test_a_deep_body_that_is_invalid_too_is_rejected(at: int, inserted: str, levels: list[Level]) -> None:
    text = nested(2000, levels)

    with pytest.raises(MalformedBody):
        parse_json(text[:at] + inserted + text[at:])


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAXIMUM_BYTES,
        '{"a": [' + "[]," * (MAXIMUM_BYTES // 3 - 4) + "1]}",
        '{"a": "' + "[" * (MAXIMUM_BYTES - 9) + '"}',
        '{"a": [' + '"[",' * (MAXIMUM_BYTES // 4 - 4) + "1]}",
        '{"a": "' + '\\"[' * (MAXIMUM_BYTES // 3 - 4) + '"}',
        '{"a": [' + "1e4299," * (MAXIMUM_BYTES // 7 - 4) + "1]}",
        '{"a": [' + "1e99," * (MAXIMUM_BYTES // 5 - 4) + "1]}",
        '{"a": [' + "0.1," * (MAXIMUM_BYTES // 4 - 4) + "1]}",
        '{"a": [' + "{}," * (MAXIMUM_BYTES // 3 - 4) + "1]}",
        '{"a": 1.' + "0" * (MAXIMUM_BYTES - 20) + "}",
    ],
    ids=lambda text: text[:15],
)
def test_the_work_for_the_largest_body_of_any_form_is_linear(text: str) -> None:
    assert len(text) <= MAXIMUM_BYTES

    with counted_work() as work, suppress(MalformedBody):
        parse_json(text)

    assert work.calls <= 1.5 * len(text)
