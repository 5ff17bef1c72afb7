"""The parts of docs/operations.md that must agree with the code and the template."""

import re
from dataclasses import dataclass

from harness import ROOT
from tests.support.documents import markdown

TEXT = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
COLUMNS = ["Metric", "Unit", "Dimension", "What it means", "What to do"]


@dataclass(frozen=True)
class DocumentedMetric:
    name: str
    unit: str
    dimensions: frozenset[str]
    services: frozenset[str]


def documented_metrics() -> list[DocumentedMetric]:
    """Return the rows of the table of metrics."""
    lines = iter(TEXT.splitlines())
    found = []
    for line in lines:
        if _cells(line) == COLUMNS:
            next(lines)  # the line below the header
            for row in lines:
                if not row.startswith("|"):
                    break
                name, unit, dimension, *_ = _cells(row)
                dimensions = re.findall(r"`(\w+)`", dimension.partition(":")[0])
                services = re.findall(r"\w+", dimension.partition(":")[2])
                found.append(DocumentedMetric(name.strip("`"), unit, frozenset(dimensions), frozenset(services)))
    return found


def anchors() -> set[str]:
    """Return the anchors of the document's headings."""
    return markdown.anchors(TEXT)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]
