"""docs/storefront.md says the headers and the sizes that the code has."""

import re

from harness import ROOT
from local.web.headers import HEADERS, PAY_POLICY
from scripts.web.budgets import BUDGETS
from scripts.web.build import DOCUMENTS

TEXT = (ROOT / "docs/storefront.md").read_text(encoding="utf-8")


def test_a_deployment_sends_the_headers_of_the_local_server() -> None:
    first, second = re.findall(r"```\n((?:[A-Z][\w-]+: .*\n)+)```", TEXT)

    assert first == "".join(f"{name}: {value}\n" for name, value in HEADERS.items())
    assert second == f"Content-Security-Policy: {PAY_POLICY}\n"


def test_the_budgets_are_those_that_are_checked() -> None:
    said = r"(\d+) KB (?:of JavaScript for the menu|until a customer|of style sheet|for the client)"
    kilobytes = [int(number) for number in re.findall(said, TEXT)]
    assert kilobytes == [budget // 1000 for budget in list(BUDGETS.values())[:4]]


def test_each_document_has_a_rule() -> None:
    assert re.findall(r"\| `(\w+\.html)` \| `no-cache` \|", TEXT) == ["index.html", "pay.html", "app.html"]
    assert {"index.html", "pay.html", "app.html"} == set(DOCUMENTS)
