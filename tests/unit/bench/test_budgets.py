"""Budgets: which figures miss them, and what is said of it."""

import pytest

from benchmarks.budgets import BUDGETS, judge
from benchmarks.command import verdict

_BUDGETS = {"warm: list, ratio": 0.75, "warm: get, ratio": 1.15, "layer: unzipped, MB": 25.0}


def test_figures_within_their_budgets_miss_none() -> None:
    assert judge({"warm: list, ratio": 0.75, "warm: get, ratio": 1.0, "layer: unzipped, MB": 24.9}, _BUDGETS) == []


def test_a_missed_budget_is_named_with_the_figure() -> None:
    figures = {"warm: list, ratio": 0.751, "warm: get, ratio": 1.0}
    assert judge(figures, _BUDGETS) == ["warm: list, ratio: 0.751, at most 0.75"]


def test_what_was_to_be_measured_and_was_not_misses_its_budget() -> None:
    assert judge({"warm: list, ratio": 0.7}, _BUDGETS) == ["warm: get, ratio: not measured, at most 1.15"]


def test_other_measurements_are_not_asked_for() -> None:
    assert judge({"layer: unzipped, MB": 20.0}, _BUDGETS) == []


def test_a_figure_without_a_budget_is_only_a_figure() -> None:
    assert judge({"layer: unzipped, MB": 20.0, "layer: files": 5000.0}, _BUDGETS) == []


@pytest.mark.parametrize(("over", "status"), [(1.0, 0), (1.01, 1)])
def test_the_exit_status_says_whether_all_are_kept(
    over: float, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verdict({name: most * over for name, most in BUDGETS.items()}) == status
    assert ("MISSED" in capsys.readouterr().out) == bool(status)
