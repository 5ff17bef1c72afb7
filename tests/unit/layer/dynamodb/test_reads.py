"""Reads of several tables: one call per 100 keys, repeated for the keys that DynamoDB did not answer."""

from collections.abc import Mapping
from typing import Any

import pytest

from bodega.attributes import to_attributes
from bodega.dynamodb import Key, batch_get, reads


def item(key: Mapping[str, Any], table: str) -> dict[str, Any]:
    return {**key, **to_attributes({"table": table})}


class Answers:
    """A fake of the call to DynamoDB: it has every item, and answers at most `most` keys of a call."""

    def __init__(self) -> None:
        self.most = 100
        self.requests: list[dict[str, Any]] = []
        self.pauses: list[int] = []

    def call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        assert operation == "BatchGetItem"
        self.requests.append(request["RequestItems"])
        found: dict[str, list[Any]] = {}
        left: dict[str, Any] = {}
        keys = [(name, key) for name, asked in request["RequestItems"].items() for key in asked["Keys"]]
        for name, key in keys[: self.most]:
            found.setdefault(name, []).append(item(key, name))
        for name, key in keys[self.most :]:
            left.setdefault(name, {"Keys": []})["Keys"].append(key)
        return {"Responses": found, "UnprocessedKeys": left}

    def pause(self, attempt: int) -> None:
        self.pauses.append(attempt)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    found = Answers()
    monkeypatch.setattr(reads, "call", found.call)
    monkeypatch.setattr(reads, "pause", found.pause)
    return found


def keys(count: int) -> list[Key]:
    return [Key("ITEM", str(number)) for number in range(count)]


def test_one_call_reads_items_of_two_tables(answers: Answers) -> None:
    found = batch_get({"catalog": keys(2), "orders": keys(1)}, consistent=True)

    assert found == {
        "catalog": [{"pk": "ITEM", "sk": "0", "table": "catalog"}, {"pk": "ITEM", "sk": "1", "table": "catalog"}],
        "orders": [{"pk": "ITEM", "sk": "0", "table": "orders"}],
    }
    (request,) = answers.requests
    assert {name: asked["ConsistentRead"] for name, asked in request.items()} == {"catalog": True, "orders": True}


def test_more_than_100_keys_need_another_call(answers: Answers) -> None:
    found = batch_get({"catalog": keys(80), "orders": keys(41)})

    assert {name: len(items) for name, items in found.items()} == {"catalog": 80, "orders": 41}
    sizes = [{name: len(asked["Keys"]) for name, asked in request.items()} for request in answers.requests]
    assert sizes == [{"catalog": 80, "orders": 20}, {"orders": 21}]
    assert answers.pauses == []


def test_keys_without_an_answer_are_asked_for_again_after_a_pause(answers: Answers) -> None:
    answers.most = 2

    found = batch_get({"catalog": keys(3), "orders": keys(2)})

    assert {name: sorted(one["sk"] for one in items) for name, items in found.items()} == {
        "catalog": ["0", "1", "2"],
        "orders": ["0", "1"],
    }
    assert answers.pauses == [0, 1]


def test_a_table_without_keys_has_no_items_and_is_not_asked(answers: Answers) -> None:
    assert batch_get({"catalog": [], "orders": keys(1)})["catalog"] == []
    assert list(answers.requests[0]) == ["orders"]
    assert batch_get({"catalog": []}) == {"catalog": []}
    assert len(answers.requests) == 1


def test_pauses_do_not_grow_while_each_answer_has_more(answers: Answers) -> None:
    answers.most = 1

    assert len(batch_get({"catalog": keys(20)})["catalog"]) == 20
    assert answers.pauses == [0, 1, 2, *[3] * 16]
