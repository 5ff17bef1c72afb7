"""Results: stored with date, machine, versions and settings."""

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from benchmarks.results import MissingResult, machine, read, save, versions

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
