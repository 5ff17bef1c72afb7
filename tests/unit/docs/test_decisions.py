"""Decision records: their form, and the index in docs/decisions/README.md."""

import re
from pathlib import Path

import pytest

from harness import ROOT

FOLDER = ROOT / "docs/decisions"
RECORDS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
HEAD = re.compile(r"# (?P<title>.+)\n\n- Date: (?P<date>\d{4}-\d\d-\d\d)\n- Status: (?P<status>.+)\n")


def head(record: Path) -> re.Match[str]:
    found = HEAD.match(record.read_text(encoding="utf-8"))
    assert found, "does not begin with a title, a date and a status"
    return found


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_a_record_has_a_date_a_status_and_its_sections(record: Path) -> None:
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", record.name)
    status = head(record)["status"]
    assert status == "accepted" or re.fullmatch(r"superseded by \[\d{4}\]\(\d{4}-[a-z0-9-]+\.md\)", status)
    sections = re.findall(r"^## (.+)$", record.read_text(encoding="utf-8"), re.MULTILINE)
    assert sections[:3] == ["Context", "Decision", "Consequences"]
    assert set(sections[3:]) <= {"Tried", "Alternatives"}


def test_the_index_lists_every_record_with_its_title_status_and_date() -> None:
    rows = [row for row in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if row.startswith("| 0")]
    assert rows == [
        f"| {record.name[:4]} | [{head(record)['title']}]({record.name}) | {head(record)['status']} "
        f"| {head(record)['date']} |"
        for record in RECORDS
    ]


def test_numbers_are_used_once() -> None:
    numbers = [record.name[:4] for record in RECORDS]
    assert len(numbers) == len(set(numbers))
