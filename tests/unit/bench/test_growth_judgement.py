"""What may grow with the shop, and what is a complaint."""

import pytest

from benchmarks.filling import copies
from benchmarks.growth_questions import QUESTIONS, Found, Question, complaint
from scripts.route_costs import read_costs


def found(capacities: list[float], calls: list[int] | None = None, grows_with: str = "", ms: float = 5) -> Found:
    sizes = tuple(100 * 100**place for place in range(len(capacities)))
    question = Question(
        "list", "GET /x", "t", "T", "things", lambda *_: ("GET", "/x", None), "so", sizes, grows_with=grows_with
    )
    made = Found(question)
    for size, capacity, count in zip(made.sizes, capacities, calls or [1] * len(capacities), strict=True):
        size.capacity, size.calls, size.milliseconds = capacity, ["Query"] * count, 5.0
    made.sizes[-1].milliseconds = ms
    return made


def test_what_stays_the_same_is_fine() -> None:
    assert complaint(found([2.0, 2.0, 2.0])) == ""


def test_half_a_unit_more_is_a_complaint() -> None:
    assert complaint(found([2.0, 2.0, 2.5])) == "list: 1 calls and 2 units at 100 things, 1 and 2.5 at 1,000,000"


def test_a_call_more_is_a_complaint() -> None:
    assert "2 and 2" in complaint(found([2.0, 2.0], [1, 2]))


def test_less_is_none() -> None:
    assert complaint(found([2.0, 1.5])) == ""


def test_what_may_grow_grows_in_proportion_at_most() -> None:
    assert complaint(found([2.0, 200.0], [4, 7], grows_with="its size")) == ""
    assert complaint(found([2.0, 200.5], [4, 7], grows_with="its size")) != ""


@pytest.mark.parametrize(("ms", "complains"), [(6.0, False), (6.1, True)])
def test_a_fifth_more_time_is_the_most(ms: float, *, complains: bool) -> None:
    assert bool(complaint(found([2.0, 2.0], ms=ms))) is complains


def test_only_the_menu_may_grow() -> None:
    assert [question.name for question in QUESTIONS if question.grows_with] == ["menu"]


def test_questions_are_routes_of_the_shop() -> None:
    assert {question.route for question in QUESTIONS} <= set(read_costs())
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)


def test_copies_have_names_of_their_own() -> None:
    row = {"pk": {"S": "ADDON"}, "sk": {"S": "add_1"}, "name": {"S": "oat"}}

    made = list(copies([row], 2, {"add_1": "add_{:02d}", "oat": "oat {}"}))

    assert [copy["sk"]["S"] for copy in made] == ["add_00", "add_01"]
    assert [copy["name"]["S"] for copy in made] == ["oat 0", "oat 1"]
    assert row["sk"]["S"] == "add_1"


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        list(copies([{"pk": {"S": "ADDON"}}], 2, {"nowhere": "{}"}))
