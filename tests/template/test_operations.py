"""docs/operations.md: what it says of routes, parameters and itself is so."""

import re

import pytest

from tests.support.operations import TEXT, anchors
from tests.template.cloudformation import ROOT, TEMPLATE

DOCUMENTS = ("docs/operations.md", "docs/scaling.md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / document).read_text()):
        path, _, anchor = target.partition("#")
        if path:
            assert ((ROOT / document).parent / path).exists(), target
        elif document.endswith("operations.md"):
            assert anchor in anchors(), target


def test_a_section_of_the_runbook_has_an_alarm() -> None:
    runbook = TEXT.partition("## When an alarm goes off")[2].partition("\n## ")[0]
    named = {
        TEMPLATE.properties(alarm)["AlarmDescription"].partition("#")[2]
        for alarm in TEMPLATE.of_type("AWS::CloudWatch::Alarm")
    }
    assert {head.lower().replace(" ", "-") for head in re.findall(r"^### (.+)$", runbook, re.MULTILINE)} == named


def test_parameters_that_are_named_exist() -> None:
    named = set(re.findall(r"`([A-Z]\w+)=[^`]*`|PARAMETERS=\"(\w+)=", TEXT))
    names = {name for pair in named for name in pair if name} - {"ENV", "PARAMETERS"}
    assert names
    assert names <= set(TEMPLATE.document["Parameters"])
