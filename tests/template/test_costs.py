"""Costs of routes: docs/costs.json covers every route, and docs/operations.md has the resulting table."""

from collections import Counter
from dataclasses import replace

import pytest

from scripts import costs, monthly_costs
from scripts.route_costs import read_costs
from scripts.template import FUNCTION, TEMPLATE
from tests.support.documents.operations import TEXT

# Functions without routes.
BEHIND = {"aggregator", "authorizer", "mailer", "menu_builder", "payments_sweeper", "payments_worker", "sweeper"}
ROUTES = {f"{route.method} {route.path}": route for route in TEMPLATE.routes() if route.is_operation}


def test_every_route_and_function_without_routes_has_an_entry_and_nothing_else_has() -> None:
    assert set(read_costs()) == set(ROUTES) | BEHIND


def test_every_route_has_one_price() -> None:
    priced = Counter(priced.cost.name for priced in costs.price())
    assert priced == dict.fromkeys(ROUTES, 1)


def test_the_functions_without_routes_are_all_of_the_template() -> None:
    functions = set(TEMPLATE.of_type(FUNCTION)) - set(TEMPLATE.routed_functions())
    assert {TEMPLATE.environment(each)["POWERTOOLS_SERVICE_NAME"] for each in functions} == BEHIND


def test_functions_behind_a_route_have_an_entry() -> None:
    assert {name for cost in read_costs().values() for name in cost.then} <= BEHIND
    assert [name for name, cost in read_costs().items() if not cost.calls] == ["mailer"]


def test_memory_comes_from_the_template() -> None:
    common = TEMPLATE.document["Globals"]["Function"]["MemorySize"]
    for priced in costs.price():
        function = TEMPLATE.function(ROUTES[priced.cost.name].function)
        assert priced.memory == function.get("MemorySize", common)


def test_the_formula_gives_the_prices_worked_out_by_hand() -> None:
    usd = {priced.cost.name: priced.usd for priced in costs.price()}
    # 3.50 API + 0.20 call + 13.3334 * 0.5 GB * 0.02 s + half a read + 0.45 logs + 0.25 traces
    public = 3.50 + 0.20 + 0.133334 + 0.0625 + 0.45 + 0.25
    assert usd["GET /addons/{id}"] == pytest.approx(public)
    # two writes in place of the read, and the authorizer: 0.20 call + 13.3334 * 0.5 GB * 0.015 s + 2 reads + 0.45 logs
    guarded = public - 0.0625 + 2 * 0.625 + 0.20 + 0.1000005 + 0.25 + 0.45
    assert usd["PUT /addons/{id}/stock"] == pytest.approx(guarded)


def test_a_guarded_route_pays_for_the_authorizer(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {priced.cost.name: priced.usd for priced in costs.price()}
    monkeypatch.setitem(read_costs(), "authorizer", replace(read_costs()["authorizer"], ms=1_000))
    after = {priced.cost.name: priced.usd for priced in costs.price()}

    assert {name for name, usd in after.items() if usd > before[name]} == {
        name for name, route in ROUTES.items() if not route.public
    }


def test_the_tables_of_costs_are_up_to_date() -> None:
    monthly = TEXT.partition(monthly_costs.BEGIN)[2].partition(monthly_costs.END)[0]
    assert monthly == monthly_costs.build()
    assert TEXT.partition(costs.BEGIN)[2].partition(costs.END)[0] == costs.build()
