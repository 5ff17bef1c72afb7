"""docs/reliability.md and docs/security.md link tests: these exist, and so do the parts of the stress test."""

import importlib
import re
from pathlib import Path

import pytest

from harness import ROOT
from tests.stress.__main__ import PARTS, table, write
from tests.stress.result import Result

# A link to a test file. Its title, if any, is the name of a test in that file.
_TEST = re.compile(r"\[([^\]]+)\]\(\.\./(tests/[\w/]+\.py)(?: \"(\w+)\")?\)")
DOCUMENTS = {"reliability.md": 33, "security.md": 41}  # and the number of their rows


def rows(document: str) -> list[str]:
    """Return the rows of all tables whose last column lists tests."""
    tables = re.findall(r"^\|.*\| Tests \|\n\|[-|]+\|\n((?:\|.*\n)+)", text_of(document), re.MULTILINE)
    return [row for table in tables for row in table.splitlines()]


def text_of(document: str) -> str:
    return (ROOT / "docs" / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_linked_test_exists(document: str) -> None:
    for label, path, name in _TEST.findall(text_of(document)):
        source = ROOT / path
        assert source.is_file(), path
        assert label in {source.stem, f"stress test: {source.stem}"}, label
        assert not name or re.search(rf"^\s*def {name}\(", source.read_text(encoding="utf-8"), re.MULTILINE), name


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_links_tests_and_nothing_else(document: str) -> None:
    assert len(rows(document)) >= DOCUMENTS[document]
    for row in rows(document):
        tests = row.strip("| ").rpartition(" | ")[2]
        assert _TEST.search(tests), row
        assert not _TEST.sub("", tests).strip(", "), row


def test_titles_are_names_of_tests() -> None:
    found = [name for document in DOCUMENTS for _, _, name in _TEST.findall(text_of(document)) if name]
    assert len(found) > 30
    assert all(name.startswith("test_") for name in found)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_stress_test_exists(part: str) -> None:
    module, _, function = part.partition(".")
    assert callable(getattr(importlib.import_module(f"tests.stress.{module}"), function))


def test_the_table_shows_what_was_lost() -> None:
    text = table([Result("It holds", "tried", cases=1234, faults=5, seeds=["7"], losses=["it did not"])])
    assert text.splitlines()[-1] == "| It holds | tried | 1,234 | 5 | 7 | 1 |"


def test_the_figures_stand_between_their_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "reliability.md"
    document.write_text((ROOT / "docs/reliability.md").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr("tests.stress.__main__.DOCUMENT", document)
    write("| figures |", 5)
    once = document.read_text(encoding="utf-8")
    write("| figures |", 5)
    assert document.read_text(encoding="utf-8") == once
    assert once.count("| figures |") == 1
    assert once.endswith((ROOT / "docs/reliability.md").read_text(encoding="utf-8")[-200:])
