"""docs/reliability.md and docs/security.md name tests: these exist, and so do the parts of the torture."""

import importlib
import re

import pytest

from tests.support.apps import ROOT
from tests.torture.__main__ import PARTS, table, write
from tests.torture.result import Result

_NAMED = re.compile(r"`((?:unit|functional|template|e2e|torture)/[\w/]+\.py)(?:::(\w+))?`")


def named(document: str) -> list[tuple[str, str]]:
    return _NAMED.findall((ROOT / "docs" / document).read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", ["reliability.md", "security.md"])
def test_a_test_that_a_promise_names_exists(document: str) -> None:
    found = named(document)
    assert len(found) > 30
    for path, name in found:
        source = ROOT / "tests" / path
        assert source.is_file(), path
        assert not name or re.search(rf"^\s*def {name}\(", source.read_text(encoding="utf-8"), re.MULTILINE), name


def test_every_promise_names_a_test() -> None:
    promises = (ROOT / "docs/reliability.md").read_text(encoding="utf-8").partition("## Promises")[2].splitlines()
    listed = [line for line in promises if line.startswith("| ") and not line.startswith("| Promise")]
    assert len(listed) >= 27
    assert [line for line in listed if not _NAMED.search(line)] == []


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_torture_is_there(part: str) -> None:
    module, _, function = part.partition(".")
    assert callable(getattr(importlib.import_module(f"tests.torture.{module}"), function))


def test_the_table_shows_what_was_lost() -> None:
    text = table([Result("It holds", "tried", cases=1234, faults=5, seeds=["7"], losses=["it did not"])])
    assert text.splitlines()[-1] == "| It holds | tried | 1,234 | 5 | 7 | 1 |"


def test_the_figures_stand_between_their_marks(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "reliability.md"
    document.write_text((ROOT / "docs/reliability.md").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr("tests.torture.__main__.DOCUMENT", document)
    write("| figures |", 5)
    once = document.read_text(encoding="utf-8")
    write("| figures |", 5)
    assert document.read_text(encoding="utf-8") == once
    assert once.count("| figures |") == 1
    assert once.endswith((ROOT / "docs/reliability.md").read_text(encoding="utf-8")[-200:])
