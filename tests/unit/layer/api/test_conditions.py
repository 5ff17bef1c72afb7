"""If-Match and If-None-Match: the forms of RFC 9110 and common mistakes of clients."""

from typing import Any

import pytest
from aws_lambda_powertools.event_handler import Response
from hypothesis import given
from hypothesis import strategies as st

from bodega.api.conditions import (
    answered,
    check_collection,
    check_untagged,
    content_tag,
    expected_versions,
    not_modified,
    tagged,
    version_tag,
)
from bodega.errors import PreconditionFailed, ShopError, ValidationFailed, VersionConflict
from bodega.items import Versions, check_version

TAG = '"5"'
UNQUOTED = ["3", "'3'", '"3', '3"', "**", "null", "*2", '*, "3"', 'w/"3"', '"3" "4"', "W/3", "\x00", "\ud800", "\u0663"]


def allowed_by(if_match: str) -> frozenset[str] | None:
    versions = expected_versions({"if-match": if_match})
    assert versions is not None
    assert versions.excluded == frozenset()
    return versions.allowed


def excluded_by(if_none_match: str) -> frozenset[str] | None:
    versions = expected_versions({"if-none-match": if_none_match})
    assert versions is not None
    assert versions.allowed is None
    return versions.excluded


class TestIfMatch:
    @pytest.mark.parametrize(
        ("if_match", "versions"),
        [
            ("*", None),
            (" * ", None),
            ('"3"', ["3"]),
            (' "3" ', ["3"]),
            ('"3", "7"', ["3", "7"]),
            ('"3","7"', ["3", "7"]),
            ('"3" ,\t"7",', ["3", "7"]),
            (', ,"3"', ["3"]),
            ('"3", "3"', ["3"]),
            ('"3", "something", W/"9"', ["3", "something"]),
            ('"3-gzip"', ["3"]),
            ('"3-default-gzip"', ["3-default"]),
            ('"3-deflate"', ["3"]),
            ('W/"3"', []),
            ("", []),
            (" ", []),
            (",,", []),
            ('""', [""]),
            ('"3 "', ["3 "]),
            ('"a,b"', ["a,b"]),
        ],
        ids=str,
    )
    def test_names_the_versions_that_may_be_changed(self, if_match: str, versions: list[str] | None) -> None:
        assert allowed_by(if_match) == (None if versions is None else set(versions))

    @given(st.sets(st.integers(1, 10**16 - 1), min_size=1, max_size=50))
    def test_with_etags_is_parsed_back_into_their_versions(self, versions: set[int]) -> None:
        assert allowed_by(", ".join(map(version_tag, versions))) == set(map(str, versions))


class TestIfNoneMatch:
    @pytest.mark.parametrize(
        ("if_none_match", "versions"),
        [("*", None), (' "3" , W/"7"', ["3", "7"]), ('W/"3-gzip"', ["3"]), ("", [])],
        ids=str,
    )
    def test_of_a_change_excludes_versions_weak_or_not(self, if_none_match: str, versions: list[str] | None) -> None:
        assert excluded_by(if_none_match) == (None if versions is None else set(versions))

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
            ('"5-gzip"', True),
            ('W/"5-gzip"', True),
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
    def test_of_a_read_names_the_etags_that_the_client_knows(self, if_none_match: str | None, known: bool) -> None:
        assert not_modified(if_none_match, TAG) is known

    @given(st.lists(st.text("abcdef0123456789", min_size=1), max_size=5), st.text())
    def test_finds_a_content_tag_among_others(self, others: list[str], content: str) -> None:
        tag = content_tag(content)
        listed = [f'"{other}"' for other in others if f'"{other}"' != tag]

        assert not_modified(", ".join([*listed, tag]), tag)
        assert not not_modified(", ".join(listed), tag)


@pytest.mark.parametrize("header", ["if-match", "if-none-match"])
class TestAHeader:
    @pytest.mark.parametrize("value", UNQUOTED, ids=ascii)
    def test_that_is_no_list_of_tags_is_named_with_the_rule(self, header: str, value: str) -> None:
        with pytest.raises(ValidationFailed) as refused:
            expected_versions({header: value})

        assert [error.as_dict() for error in refused.value.errors] == [
            {"header": header, "detail": 'must be * or a list of ETags in quotes, for example "3"'}
        ]

    def test_with_more_tags_than_a_write_can_compare_is_rejected(self, header: str) -> None:
        tags = [f'"{version}"' for version in range(51)]

        assert expected_versions({header: ",".join(tags[:50])})
        with pytest.raises(ValidationFailed, match="see errors"):
            expected_versions({header: ",".join(tags)})

    @given(st.text(st.characters()))
    def test_allows_no_change_by_mistake(self, header: str, value: str) -> None:
        try:
            versions = expected_versions({header: value})
        except ValidationFailed:
            return
        assert versions is not None
        named = versions.allowed if header == "if-match" else versions.excluded
        assert (named is None) == (value.strip() == "*")

    def test_takes_time_in_proportion_to_its_length(self, header: str) -> None:
        # Backtracking would take longer than a test may.
        with pytest.raises(ValidationFailed):
            expected_versions({header: '"1" , ' * 2_000 + "x"})


def test_both_headers_have_to_hold() -> None:
    versions = expected_versions({"if-match": '"3", "4"', "if-none-match": '"4"'})

    assert versions == Versions(frozenset({"3", "4"}), frozenset({"4"}))
    check_version(3, versions, "thing")
    with pytest.raises(PreconditionFailed):
        check_version(4, versions, "thing")
    with pytest.raises(VersionConflict):  # If-Match comes first (RFC 9110 §13.2.2)
        check_version(5, versions, "thing")


def test_a_request_without_conditions_has_none() -> None:
    assert expected_versions({"accept": "*/*"}) is None


class TestAResourceWithoutTags:
    @pytest.mark.parametrize("headers", [{}, {"if-match": "*"}, {"if-none-match": '"3"'}], ids=str)
    def test_is_changed_if_the_condition_holds(self, headers: dict[str, str]) -> None:
        check_untagged(headers)

    @pytest.mark.parametrize("headers", [{"if-match": '"3"'}, {"if-none-match": "*"}], ids=str)
    def test_is_not_changed_otherwise(self, headers: dict[str, str]) -> None:
        with pytest.raises(PreconditionFailed):
            check_untagged(headers)


class TestAList:
    @pytest.mark.parametrize(
        "headers", [{}, {"if-match": "*"}, {"if-none-match": ""}, {"if-none-match": '"3"'}], ids=str
    )
    def test_gets_an_item_if_the_condition_holds(self, headers: dict[str, str]) -> None:
        check_collection(headers)

    @pytest.mark.parametrize(
        "headers",
        [{"if-match": '"3"'}, {"if-none-match": "*"}, {"if-none-match": f'"3", W/{content_tag("")}'}],
        ids=str,
    )
    def test_gets_none_if_the_condition_is_false_or_unknown(self, headers: dict[str, str]) -> None:
        with pytest.raises(PreconditionFailed):
            check_collection(headers)


def read(body: str = "{}", tag: str | None = TAG, **headers: str) -> Response[Any]:
    own = {"Cache-Control": "no-store", "Content-Disposition": "inline", **({"ETag": tag} if tag else {})}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return answered(Response(200, "application/json", body, dict(own)), sent)


class TestTheAnswerToAGet:
    def test_without_a_version_has_a_hash_of_its_content_as_its_tag(self) -> None:
        assert read("[]", None).headers["ETag"] == content_tag("[]")

    def test_that_is_known_is_304_with_the_headers_of_caching(self) -> None:
        answer = read(if_none_match=TAG)

        assert (answer.status_code, answer.body) == (304, None)
        assert answer.headers == {"ETag": TAG, "Cache-Control": "no-store"}

    @pytest.mark.parametrize("if_match", [TAG, "*", f'"4", {TAG}', '"5-gzip"'])
    def test_is_complete_if_if_match_names_it(self, if_match: str) -> None:
        assert read(if_match=if_match).status_code == 200

    @pytest.mark.parametrize("if_match", ['"4"', f"W/{TAG}", ""])
    @pytest.mark.parametrize("if_none_match", ['"4"', TAG])
    def test_is_412_if_if_match_does_not_name_it(self, if_match: str, if_none_match: str) -> None:
        with pytest.raises(VersionConflict):
            read(if_match=if_match, if_none_match=if_none_match)

    @pytest.mark.parametrize("if_match", ["5", "'5'"])
    def test_asks_for_quotes(self, if_match: str) -> None:
        with pytest.raises(ShopError) as refused:
            read(if_match=if_match)
        assert refused.value.code == "validation_failed"


class TestTheTagOfACompressedForm:
    @pytest.mark.parametrize(
        ("accepted", "tag"),
        [
            ("gzip", '"5-gzip"'),
            ("GZip;q=0.5", '"5-gzip"'),
            ("deflate, gzip, br", '"5-gzip"'),
            ("*", '"5-gzip"'),
            ("deflate", '"5-deflate"'),
            ("br", TAG),
            ("identity", TAG),
            ("", TAG),
        ],
    )
    def test_depends_on_what_the_client_accepts(self, accepted: str, tag: str) -> None:
        assert read("x" * 1024, accept_encoding=accepted).headers["ETag"] == tag

    @pytest.mark.parametrize(
        ("body", "tag"),
        [("x" * 1023, TAG), ("x" * 1024, '"5-gzip"'), ("é" * 512, '"5-gzip"'), ("é" * 255, TAG), ("", '"5-gzip"')],
        ids=lambda value: value[:3] + str(len(value)),
    )
    def test_is_for_answers_that_api_gateway_compresses(self, body: str, tag: str) -> None:
        assert read(body, accept_encoding="gzip").headers["ETag"] == tag

    def test_is_the_tag_of_a_304_too(self) -> None:
        answer = read("x" * 1024, accept_encoding="gzip", if_none_match=TAG)

        assert (answer.status_code, answer.headers["ETag"]) == (304, '"5-gzip"')

    def test_is_the_tag_of_a_change(self) -> None:
        answer = Response(200, "application/json", "x" * 1024, {"ETag": TAG})

        assert tagged(answer, {"accept-encoding": "gzip"}).headers["ETag"] == '"5-gzip"'

    def test_is_given_to_no_answer_without_a_tag(self) -> None:
        assert "ETag" not in tagged(Response(204), {"accept-encoding": "gzip"}).headers


@given(st.text(), st.text())
def test_different_contents_have_different_tags(one: str, other: str) -> None:
    assert (content_tag(one) == content_tag(other)) == (one == other)


@given(st.text())
def test_a_content_tag_is_an_opaque_tag_in_quotes(content: str) -> None:
    tag = content_tag(content)

    assert tag[0] == tag[-1] == '"'
    assert tag[1:-1].isalnum()
