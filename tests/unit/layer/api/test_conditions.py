"""If-Match and If-None-Match: the forms of RFC 9110 and common mistakes of clients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.api.conditions import content_tag, expected_versions, not_modified, version_tag

NONE_OF_OURS = frozenset({0})  # a version that no item has


@pytest.mark.parametrize(
    ("if_match", "versions"),
    [
        (None, None),
        ("*", None),
        (" * ", None),
        ('"3"', {3}),
        (' "3" ', {3}),
        ('"3", "7"', {3, 7}),
        ('"3","7"', {3, 7}),
        ('"3" ,\t"7",', {3, 7}),
        ('"3", "3"', {3}),
        ('"3", "something", W/"9"', {3}),
        ('"1234567890123456"', {1234567890123456}),
    ],
    ids=str,
)
def test_if_match_names_the_versions_that_may_be_changed(if_match: str | None, versions: set[int] | None) -> None:
    assert expected_versions(if_match) == versions


@pytest.mark.parametrize(
    "if_match",
    [
        "",
        " ",
        "3",
        "'3'",
        '"3',
        '3"',
        '""',
        'W/"3"',
        '"0"',
        '"03"',
        '"-3"',
        '"+3"',
        '"3.0"',
        '" 3"',
        '"3 "',
        '"3\n"',
        '"\u0663"',
        '"12345678901234567"',
        '"three"',
        '"*"',
        "**",
        "null",
        "\ud800",
    ],
    ids=ascii,
)
def test_an_if_match_without_a_known_version_matches_no_item(if_match: str) -> None:
    assert expected_versions(if_match) == NONE_OF_OURS


def test_too_many_versions_are_cut_to_the_newest() -> None:
    everything = ", ".join(f'"{version}"' for version in range(1, 2000))

    assert expected_versions(everything) == frozenset(range(1950, 2000))


@given(st.text(st.characters()))
def test_no_if_match_allows_a_change_by_mistake(if_match: str) -> None:
    versions = expected_versions(if_match)

    if versions is None:
        assert if_match.strip() == "*"
    else:
        assert versions


@given(st.sets(st.integers(1, 10**16 - 1), min_size=1, max_size=50))
def test_etags_are_parsed_back_into_their_versions(versions: set[int]) -> None:
    assert expected_versions(", ".join(map(version_tag, versions))) == versions


TAG = '"5"'


@pytest.mark.parametrize(
    ("if_none_match", "known"),
    [
        (None, False),
        ("", False),
        ("*", True),
        (" * ", True),
        (TAG, True),
        (f"W/{TAG}", True),
        (f'"4", {TAG}', True),
        (f'"4",W/{TAG}', True),
        (f"{TAG}, ", True),
        ('"4"', False),
        ('"55"', False),
        ('""', False),
        ("5", False),
        ('"5', False),
        ('W/"4", "6"', False),
        ('"*"', False),
        ('" 5 "', False),
        ("\ud800", False),
    ],
    ids=ascii,
)
def test_if_none_match_names_the_etags_that_the_client_knows(if_none_match: str | None, known: bool) -> None:
    assert not_modified(if_none_match, TAG) is known


@given(st.lists(st.text("abcdef0123456789", min_size=1), max_size=5), st.text())
def test_a_content_tag_is_found_among_others(others: list[str], content: str) -> None:
    tag = content_tag(content)
    listed = [f'"{other}"' for other in others if f'"{other}"' != tag]

    assert not_modified(", ".join([*listed, tag]), tag)
    assert not not_modified(", ".join(listed), tag)


@given(st.text(), st.text())
def test_different_contents_have_different_tags(one: str, other: str) -> None:
    assert (content_tag(one) == content_tag(other)) == (one == other)


@given(st.text())
def test_a_content_tag_is_an_opaque_tag_in_quotes(content: str) -> None:
    tag = content_tag(content)

    assert tag[0] == tag[-1] == '"'
    assert tag[1:-1].isalnum()
