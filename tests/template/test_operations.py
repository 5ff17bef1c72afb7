"""docs/operations.md: the runbook has a section per alarm, and named parameters exist. tests/unit/docs checks links."""

import re

from harness import ROOT
from scripts.template import TEMPLATE
from tests.support.documents.operations import TEXT


def test_a_section_of_the_runbook_has_an_alarm() -> None:
    runbook = TEXT.partition("## When an alarm goes off")[2].partition("\n## ")[0]
    named = {
        TEMPLATE.properties(alarm)["AlarmDescription"].partition("#")[2]
        for alarm in TEMPLATE.of_type("AWS::CloudWatch::Alarm")
    }
    assert {head.lower().replace(" ", "-") for head in re.findall(r"^### (.+)$", runbook, re.MULTILINE)} == named


def test_the_index_leads_to_every_section() -> None:
    index, *sections = re.split(r"^## (.+)$", TEXT, flags=re.MULTILINE)
    assert {head.lower().replace(" ", "-") for head in sections[::2]} <= set(re.findall(r"\(#([\w-]+)\)", index))


def test_parameters_that_are_named_exist() -> None:
    given = " ".join(second or first for first, second in re.findall(r"PARAMETERS=(?:'([^']*)'|\"([^\"]*)\")", TEXT))
    names = {*re.findall(r"`([A-Z]\w+)=[^`]*`", TEXT), *re.findall(r"\b([A-Z]\w+)=", given)}
    names -= set(re.findall(r"\$\(([A-Z]+)\)", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert names
    assert names <= set(TEMPLATE.document["Parameters"])


def test_a_pattern_of_a_parameter_is_explained_in_plain_words() -> None:
    """CloudFormation and the local stack show the explanation instead of the pattern."""
    rules = {
        name: parameter.get("ConstraintDescription", "")
        for name, parameter in TEMPLATE.document["Parameters"].items()
        if "AllowedPattern" in parameter
    }
    assert rules
    assert {name: rule for name, rule in rules.items() if not rule.startswith("must be ")} == {}
