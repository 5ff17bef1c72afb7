"""The report: a page of what was measured, and which command makes what is missing."""

import json
import re
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.results import MissingResult
from scripts.costs import price
from tests.unit.bench.report_results import results


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, result in results().items():
        (tmp_path / f"{name}.json").write_text(json.dumps(result))
    return tmp_path


def test_all_results_make_a_page(folder: Path) -> None:
    text = report.render(report.collect(folder), price())

    assert text.startswith("# Performance\n")
    assert "$" not in text
    assert "| **0.80** |" in text
    assert "list_ratio" not in text
    assert max(map(len, (line for line in text.splitlines() if not line.startswith("|")))) < 170


def test_the_page_is_the_same_each_time(folder: Path) -> None:
    assert report.render(report.collect(folder), price()) == report.render(report.collect(folder), price())


def test_every_route_of_the_template_is_on_the_page(folder: Path) -> None:
    text = report.render(report.collect(folder), price())

    assert all(f"`{priced.cost.name}`" in text for priced in price())


def test_the_charts_that_the_page_shows_are_those_that_are_drawn() -> None:
    shown = re.findall(r"images/performance/(\w+)\.svg", report.TEXT.read_text(encoding="utf-8"))
    drawn = re.findall(
        r'folder / "(\w+)\.svg"', Path(report.__file__).with_name("charts.py").read_text(encoding="utf-8")
    )

    assert shown == drawn


def test_what_is_missing_is_named_with_its_command(folder: Path) -> None:
    (folder / "load.json").unlink()
    (folder / "cold.json").write_text("{")

    with pytest.raises(MissingResult) as missing:
        report.collect(folder)

    assert "python -m benchmarks.load" in str(missing.value)
    assert "python -m benchmarks.cold" in str(missing.value)
    assert "benchmarks.growth" not in str(missing.value)


def test_a_measurement_of_some_programs_only_is_no_report(folder: Path) -> None:
    found = report.collect(folder)
    del found["warm"]["figures"]["get"]["ours"]

    with pytest.raises(MissingResult, match="ours"):
        report.render(found, price())


def test_peers_are_told_from_the_quickest_to_the_slowest(folder: Path) -> None:
    words = report.ratio_words(report.collect(folder))

    assert (words["list_ratio"], words["list_peers"]) == ("0.80", "1.20 to 1.50")


def test_few_runs_are_said_to_be_few(folder: Path) -> None:
    found = report.collect(folder)
    found["warm"]["settings"]["quick"] = True

    assert "not to judge by: warm." in report.machine(found)


def test_a_machine_that_had_other_work_is_said_to_have_had() -> None:
    assert report.idle(0.2) == ""
    assert "2.5 processes" in report.idle(2.5)


def test_the_largest_menu_follows_from_bytes_per_product() -> None:
    growth = results()["growth"]
    menu = growth["figures"]["rows"][-1]
    menu["sizes"] = [
        menu["sizes"][0] | {"size": 100, "bytes": 100_000},
        menu["sizes"][0] | {"size": 200, "bytes": 200_000},
    ]

    words = report.growth_words(growth)

    assert words["menu_per_product"] == "100,000"
    assert words["menu_most"] == "6,300"
