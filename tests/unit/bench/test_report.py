"""The report: the page, and the commands for missing results."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.report import __main__ as report
from benchmarks.report import charts
from benchmarks.results import MissingResult
from scripts.costs import price
from tests.unit.bench.sample_results import results


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, result in results().items():
        (tmp_path / f"{name}.json").write_text(json.dumps(result))
    return tmp_path


def test_all_results_make_a_page(folder: Path) -> None:
    text = report.render(report.collect(folder), price())

    assert text.startswith("# Performance\n")
    assert "{{" not in text
    assert "| **0.80** |" in text
    assert "{%" not in text
    assert max(map(len, (line for line in text.splitlines() if not line.startswith("|")))) < 170


def test_the_page_is_the_same_each_time(folder: Path) -> None:
    assert report.render(report.collect(folder), price()) == report.render(report.collect(folder), price())


def test_every_route_of_the_template_is_on_the_page(folder: Path) -> None:
    text = report.render(report.collect(folder), price())

    assert all(f"`{priced.cost.name}`" in text for priced in price())


def test_the_page_shows_the_charts_that_are_drawn(tmp_path: Path) -> None:
    shown = re.findall(r"images/performance/(\w+)\.svg", report.TEMPLATE.read_text(encoding="utf-8"))
    charts.draw_all(results(), {}, tmp_path)

    assert sorted(shown) == sorted(path.stem for path in tmp_path.iterdir())


def test_what_is_missing_is_named_with_its_command(folder: Path) -> None:
    (folder / "load.json").unlink()
    (folder / "cold.json").write_text("{")

    with pytest.raises(MissingResult) as missing:
        report.collect(folder)

    assert "make bench PARTS=load" in str(missing.value)
    assert "make bench PARTS=cold" in str(missing.value)
    assert "PARTS=growth" not in str(missing.value)


def test_a_measurement_of_some_programs_only_is_no_report(folder: Path) -> None:
    found = report.collect(folder)
    del found["warm"]["figures"]["get"]["ours"]

    with pytest.raises(MissingResult, match="ours"):
        report.render(found, price())


def test_the_shops_ratio_is_compared_with_the_range_of_its_peers(folder: Path) -> None:
    text = report.render(report.collect(folder), price())

    assert "takes 0.80 of the bare handler's time for a list" in text
    assert "Its peers take 1.20 to 1.50" in text


def test_few_runs_are_marked_as_unreliable(folder: Path) -> None:
    found = report.collect(folder)
    found["warm"]["settings"]["quick"] = True

    assert "Few runs, so not reliable: warm." in report.render(found, price())


@pytest.mark.parametrize(("load_average", "mentioned"), [(0.2, False), (2.5, True)])
def test_a_busy_machine_is_mentioned(folder: Path, load_average: float, mentioned: bool) -> None:
    found = report.collect(folder)
    found["load"]["settings"]["busy"] = load_average

    text = report.render(found, price())

    assert (f"load average before the run was {load_average}" in text) == mentioned
    assert ("was not idle" in text) == mentioned


def test_the_largest_menu_follows_from_bytes_per_product() -> None:
    rows = results()["growth"]["figures"]["rows"]
    menu = rows[-1]
    menu["sizes"] = [
        menu["sizes"][0] | {"size": 100, "bytes": 100_000},
        menu["sizes"][0] | {"size": 200, "bytes": 200_000},
    ]

    found = report.menu_growth(rows)

    assert found["bytes"] == 1_000
    assert found["most"] == 6_300
