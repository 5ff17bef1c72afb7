"""Lambda's event filtering."""

from typing import Any

import pytest

from local.streams.patterns import check_pattern, passes

RECORD = {
    "eventName": "INSERT",
    "dynamodb": {
        "Keys": {"pk": {"S": "OUTBOX#1"}, "sk": {"S": "MAIL"}},
        "NewImage": {"pk": {"S": "OUTBOX#1"}, "count": {"N": "5"}, "tags": {"L": []}, "gone": {"NULL": True}},
        "SizeBytes": 120,
    },
}


def image(**attributes: Any) -> dict[str, Any]:
    return {"dynamodb": {"NewImage": attributes}}


FITTING: list[dict[str, Any]] = [
    {},
    {"eventName": ["INSERT"]},
    {"eventName": ["MODIFY", "INSERT"]},
    {"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUTBOX#"}]}}}},
    {"dynamodb": {"Keys": {"pk": {"S": [{"suffix": "#1"}]}}}},
    {"dynamodb": {"Keys": {"sk": {"S": [{"equals-ignore-case": "mail"}]}}}},
    {"dynamodb": {"Keys": {"sk": {"S": [{"anything-but": ["PROFILE", "SESSION"]}]}}}},
    {"dynamodb": {"Keys": {"sk": {"S": [{"anything-but": {"prefix": "USER"}}]}}}},
    {"dynamodb": {"SizeBytes": [{"numeric": [">", 100, "<=", 120]}]}},
    {"dynamodb": {"OldImage": {"pk": {"S": [{"exists": False}]}}}},
    image(pk={"S": [{"exists": True}]}),
    image(count={"N": ["5"]}),
    image(gone={"NULL": [True]}),
    {"$or": [{"eventName": ["REMOVE"]}, {"dynamodb": {"Keys": {"sk": {"S": ["MAIL"]}}}}]},
]
NOT_FITTING: list[dict[str, Any]] = [
    {"eventName": ["REMOVE"]},
    {"eventName": ["insert"]},
    {"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "USER#"}]}}}},
    {"dynamodb": {"Keys": {"pk": {"S": [{"suffix": "#2"}]}}}},
    {"dynamodb": {"Keys": {"sk": {"S": [{"anything-but": "MAIL"}]}}}},
    {"dynamodb": {"Keys": {"missing": {"S": [{"anything-but": "MAIL"}]}}}},
    {"dynamodb": {"SizeBytes": [{"numeric": [">", 120]}]}},
    image(count={"N": [{"numeric": ["=", 5]}]}),  # a number is a string in a stream
    image(count={"N": [5]}),
    image(gone={"NULL": [1]}),  # true is not one
    image(missing={"S": [{"exists": True}]}),
    image(pk=[{"exists": True}]),  # a mapping, not a leaf
    {"$or": [{"eventName": ["REMOVE"]}, {"eventName": ["MODIFY"]}]},
    {"eventName": {"deeper": ["INSERT"]}},
]


@pytest.mark.parametrize("pattern", FITTING, ids=str)
def test_a_matching_record_passes(pattern: dict[str, Any]) -> None:
    check_pattern(pattern)
    assert passes(RECORD, [pattern])


@pytest.mark.parametrize("pattern", NOT_FITTING, ids=str)
def test_a_record_without_a_match_is_filtered_out(pattern: dict[str, Any]) -> None:
    check_pattern(pattern)
    assert not passes(RECORD, [pattern])


def test_any_one_of_several_patterns_is_enough() -> None:
    assert passes(RECORD, [NOT_FITTING[0], FITTING[1]])
    assert not passes(RECORD, NOT_FITTING[:2])


def test_without_patterns_everything_passes() -> None:
    assert passes(RECORD, [])


@pytest.mark.parametrize(
    "pattern",
    [
        [],
        "INSERT",
        {"eventName": "INSERT"},
        {"eventName": []},
        {"eventName": [{"wildcard": "IN*"}]},
        {"eventName": [{"prefix": 5}]},
        {"eventName": [{"prefix": "a", "suffix": "b"}]},
        {"eventName": [{"anything-but": {"cidr": "10.0.0.0/8"}}]},
        {"dynamodb": {"SizeBytes": [{"numeric": ["about", 5]}]}},
        {"dynamodb": {"SizeBytes": [{"numeric": [">"]}]}},
        {"$or": [{"eventName": ["INSERT"]}]},
    ],
    ids=str,
)
def test_an_invalid_pattern_is_an_error(pattern: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        check_pattern(pattern)
