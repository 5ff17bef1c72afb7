"""Results: stored with date, machine, versions and settings."""

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from benchmarks.report import __main__ as report
from benchmarks.results import MissingResult, machine, read, results_folder, save, versions

PYTHON = Path(sys.executable)


def test_a_result_is_stored_with_date_and_machine(tmp_path: Path) -> None:
    path = save("some", {"rounds": 3}, {"list": {"median": 2, "low": 1, "high": 3}}, PYTHON, tmp_path / "results")

    assert path == tmp_path / "results" / "some.json"
    kept = read("some", "make some", tmp_path / "results")
    assert kept.keys() == {"measurement", "date", "machine", "versions", "settings", "figures"}
    assert (kept["settings"], kept["figures"]) == ({"rounds": 3}, {"list": {"median": 2, "low": 1, "high": 3}})
    assert kept["machine"] == machine()
    assert kept["date"]


def test_versions_are_those_of_the_measured_python(tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.base_prefix}/bin/python3" -I -S "$@"\n')
    bare.chmod(0o755)

    assert versions(PYTHON)["boto3"] == version("boto3")
    assert versions(bare).keys() == {"python", "java"}


def test_a_missing_result_is_named_with_its_command(tmp_path: Path) -> None:
    with pytest.raises(MissingResult, match=r"some: not measured yet\. Measure it with: make some"):
        read("some", "make some", tmp_path)


def test_a_broken_result_is_named_with_its_command(tmp_path: Path) -> None:
    (tmp_path / "some.json").write_text("{")

    with pytest.raises(MissingResult, match=r"is broken .* Measure it again with: make some"):
        read("some", "make some", tmp_path)


def test_quick_trials_do_not_replace_reliable_figures_or_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert results_folder(quick=True) != results_folder(quick=False)
    drawn: list[Path] = []
    monkeypatch.setattr(report, "TRIAL", tmp_path)
    monkeypatch.setattr(report, "ROOT", tmp_path)
    monkeypatch.setattr(report, "collect", lambda folder: {"folder": folder})
    monkeypatch.setattr(report, "render", lambda results, _: str(results["folder"]))
    monkeypatch.setattr(report.charts, "draw_all", lambda *arguments: drawn.append(arguments[-1]))
    monkeypatch.setattr(sys, "argv", ["report", "--quick"])

    assert report.main() == 0

    assert (tmp_path / "performance.md").read_text(encoding="utf-8") == str(results_folder(quick=True))
    assert drawn == [tmp_path / "performance"]
