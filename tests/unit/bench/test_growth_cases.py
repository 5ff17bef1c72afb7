"""Growth: the problems of a result, and the copies that fill tables."""

import pytest

from benchmarks.growth.cases import CASES, Case, Size, problem
from benchmarks.growth.tables import copies
from scripts.route_costs import read_costs


def problem_of(capacities: list[float], calls: list[int] | None = None, grows_with: str = "", ms: float = 5) -> str:
    """Return the problem of a case with these costs by size."""
    case = Case("list", "GET /x", "addons", "things", lambda *_: ("GET", "/x", None), "so", grows_with=grows_with)
    sizes = [
        Size(100 * 100**place, ["Query"] * count, capacity, milliseconds=5.0)
        for place, (capacity, count) in enumerate(zip(capacities, calls or [1] * len(capacities), strict=True))
    ]
    sizes[-1].milliseconds = ms
    return problem(case, sizes)


def test_equal_costs_are_no_problem() -> None:
    assert problem_of([2.0, 2.0, 2.0]) == ""


def test_half_a_unit_more_is_a_problem() -> None:
    assert problem_of([2.0, 2.0, 2.5]) == "list: 1 calls and 2 units at 100 things, 1 and 2.5 at 1,000,000"


def test_one_call_more_is_a_problem() -> None:
    assert "2 and 2" in problem_of([2.0, 2.0], [1, 2])


def test_lower_costs_are_no_problem() -> None:
    assert problem_of([2.0, 1.5]) == ""


def test_permitted_growth_is_at_most_proportional() -> None:
    assert problem_of([2.0, 200.0], [4, 7], grows_with="its size") == ""
    assert problem_of([2.0, 200.5], [4, 7], grows_with="its size") != ""


@pytest.mark.parametrize(("ms", "slow"), [(6.0, False), (6.1, True)])
def test_the_largest_size_may_take_a_fifth_longer(ms: float, *, slow: bool) -> None:
    assert bool(problem_of([2.0, 2.0], ms=ms)) is slow


def test_only_the_whole_menu_and_the_names_in_reports_may_grow() -> None:
    assert [case.name for case in CASES if case.grows_with] == [
        "first menu of a process",
        "build of the menu",
        "best sellers",
    ]


def test_cases_are_routes_of_the_shop() -> None:
    assert {case.route for case in CASES} <= set(read_costs())
    assert len({case.name for case in CASES}) == len(CASES)


def test_copies_have_their_own_names() -> None:
    row = {"pk": {"S": "ADDON"}, "sk": {"S": "add_1"}, "name": {"S": "oat"}}

    made = list(copies([row], 2, {"add_1": "add_{:02d}", "oat": "oat {}"}))

    assert [copy["sk"]["S"] for copy in made] == ["add_00", "add_01"]
    assert [copy["name"]["S"] for copy in made] == ["oat 0", "oat 1"]
    assert row["sk"]["S"] == "add_1"


def test_a_name_that_is_not_in_the_rows_is_an_error() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        list(copies([{"pk": {"S": "ADDON"}}], 2, {"nowhere": "{}"}))
