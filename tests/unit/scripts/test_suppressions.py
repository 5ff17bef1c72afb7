"""Comments that suppress a check name the rule and the reason, and are few."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.generated import ROOT
from scripts.text_files import text_files

MOST = 60
SUPPRESSION = re.compile(r"# (noqa|type: ignore|ruff: noqa|mypy:|nosec)")
# One or both kinds, with a rule each, then one reason.
FORM = re.compile(
    r"(?=# noqa|# type)(# type: ignore\[[a-z-]+(, [a-z-]+)*\]  )?(# noqa: [A-Z]+\d+(, [A-Z]+\d+)*  )?"
    r"# (?!noqa|type:|nosec)\w.+"
)


def suppressions(path: Path) -> Iterator[str]:
    """Yield the comments of a Python file that suppress a check."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT and (found := SUPPRESSION.search(token.string)):
                yield token.string[found.start() :]


ALL = {path: list(suppressions(path)) for path in text_files() if path.suffix == ".py"}


def test_each_suppression_has_a_rule_and_a_reason() -> None:
    unclear = [
        f"{path.relative_to(ROOT)}: {text}" for path, found in ALL.items() for text in found if not FORM.match(text)
    ]
    assert unclear == []


def test_suppressions_are_few() -> None:
    """A rule that needs more than a handful is switched off for a folder in pyproject.toml, with the reason."""
    assert 0 < sum(map(len, ALL.values())) < MOST


def test_each_exception_for_a_folder_has_a_reason() -> None:
    """A comment stands before one or more folders."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = text.partition("[tool.ruff.lint.per-file-ignores]\n")[2].partition("\n\n")[0]
    groups = re.split(r"(?<=\])\n(?=#)", section)

    assert len(groups) > 1
    assert [group for group in groups if not group.startswith("#")] == []


@pytest.mark.parametrize(
    ("comment", "is_clear"),
    [
        ("# noqa: S105  # the name of a type", True),
        ("# noqa: N815, N802  # names of http.server", True),
        ("# type: ignore[union-attr]  # always set", True),
        ("# type: ignore[union-attr]  # noqa: S105  # both", True),
        ("# noqa: S202  # the hash was verified  # nosec B202", True),
        ("# noqa: S105", False),
        ("# noqa: S105  the name of a type", False),
        ("# noqa", False),
        ("# type: ignore", False),
        ("# type: ignore[union-attr]", False),
        ("# ruff: noqa: E402", False),
    ],
)
def test_the_form_of_a_suppression(comment: str, is_clear: bool) -> None:
    assert bool(FORM.match(comment)) is is_clear
