"""Budgets: which figures miss them, and how they are reported."""

import pytest

from benchmarks.budgets import BUDGETS, budget_figures, missed_budgets, report_budgets
from tests.unit.bench.sample_results import results

_BUDGETS = {"warm: list, ratio": 0.75, "warm: get, ratio": 1.15, "layer: unzipped, MB": 25.0}


def test_figures_within_their_budgets_miss_none() -> None:
    assert (
        missed_budgets({"warm: list, ratio": 0.75, "warm: get, ratio": 1.0, "layer: unzipped, MB": 24.9}, _BUDGETS)
        == []
    )


def test_a_missed_budget_is_named_with_the_figure() -> None:
    figures = {"warm: list, ratio": 0.751, "warm: get, ratio": 1.0}
    assert missed_budgets(figures, _BUDGETS) == ["warm: list, ratio: 0.751, at most 0.75"]


def test_a_missing_figure_misses_its_budget() -> None:
    assert missed_budgets({"warm: list, ratio": 0.7}, _BUDGETS) == ["warm: get, ratio: not measured, at most 1.15"]


def test_budgets_of_other_measurements_do_not_count() -> None:
    assert missed_budgets({"layer: unzipped, MB": 20.0}, _BUDGETS) == []


def test_a_figure_without_a_budget_is_ignored() -> None:
    assert missed_budgets({"layer: unzipped, MB": 20.0, "layer: files": 5000.0}, _BUDGETS) == []


def test_orders_have_budgets_for_warm_and_first_requests() -> None:
    figures = {name: result["figures"] for name, result in results().items()}

    for kind in ("warm", "first"):
        assert budget_figures(f"orders: {kind} quote, ratio", figures) == {"bare": 1.0, "ours": 0.8}


@pytest.mark.parametrize(("over", "status"), [(1.0, 0), (1.01, 1)])
def test_the_exit_status_tells_whether_all_are_kept(
    over: float, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_budgets({name: most * over for name, most in BUDGETS.items()}) == status
    assert ("MISSED" in capsys.readouterr().out) == bool(status)
