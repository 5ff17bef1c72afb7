"""docs/operations.md: what it says of routes, parameters and itself is so."""

import re
from collections import Counter

import pytest

from scripts import costs
from tests.support.operations import TEXT, anchors
from tests.template.cloudformation import ROOT, TEMPLATE

DOCUMENTS = ("docs/operations.md", "docs/scaling.md")


def test_every_route_has_its_price_once() -> None:
    priced = Counter(route for work in costs.WORK for route in work.routes)
    assert [route for route, times in priced.items() if times > 1] == []
    assert set(priced) == {f"{route.method} {route.path}" for route in TEMPLATE.routes() if route.method != "OPTIONS"}


def test_a_guarded_route_pays_for_the_authorizer() -> None:
    guarded = {route for work in costs.WORK if work.guarded for route in work.routes}
    assert guarded == {f"{route.method} {route.path}" for route in TEMPLATE.routes() if not route.public}


def test_memory_is_the_templates() -> None:
    common = TEMPLATE.document["Globals"]["Function"]["MemorySize"]
    assert (common, TEMPLATE.function("UsersFunction")["MemorySize"]) == (costs.SMALL * 1024, costs.WHOLE * 1024)


def test_the_formula_by_hand() -> None:
    (one,) = (work for work in costs.WORK if work.what == "one thing")
    # 3.50 API + 0.20 call + 13.3334 * 0.5 GB * 0.02 s + half a read + 0.45 logs + 0.25 traces
    assert one.usd == pytest.approx(3.50 + 0.20 + 0.133334 + 0.0625 + 0.45 + 0.25)


def test_the_table_of_costs_is_what_the_script_works_out() -> None:
    assert TEXT.partition(costs.BEGIN)[2].partition(costs.END)[0] == costs.build()


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
