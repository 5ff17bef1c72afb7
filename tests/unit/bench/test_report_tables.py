"""The tables of the report, in Markdown."""

from typing import Any

from benchmarks.budgets import BUDGETS, budget_figures
from benchmarks.report import tables
from scripts.costs import Priced
from scripts.route_costs import Cost
from tests.unit.bench.sample_results import results


def figures() -> dict[str, Any]:
    return {name: result["figures"] for name, result in results().items()}


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_texts_are_aligned_left_and_figures_right() -> None:
    table = tables.markdown(["", "what", "ms"], [["a", "b", "1"]], texts=2)

    assert table.splitlines() == ["|  | what | ms |", "| --- | --- | --: |", "| a | b | 1 |"]


def test_the_shop_comes_first_then_the_reference() -> None:
    assert tables.order({"powertools": 1, "bare": 2, "ours": 3, "chalice": 4}) == [
        "ours",
        "bare",
        "powertools",
        "chalice",
    ]


def test_a_budget_is_shown_beside_the_shop_and_its_peers() -> None:
    table = tables.budgets({"warm: list, ratio": 0.75, "cold: first get, ratio": 1.15}, figures())

    heads, _, warm, cold = cells(table)
    assert heads[:5] == ["", "at most", "Bodega", "kept", "FastAPI, Mangum"]
    assert "bare botocore" not in heads
    assert warm[:5] == ["warm: list, ratio", "0.75", "**0.80**", "**no**", "1.30"]
    assert cold[:5] == ["cold: first get, ratio", "1.15", "**0.80**", "yes", "1.30"]


def test_budgets_of_authorizer_and_layer_find_their_figures() -> None:
    found = figures()

    alone, whole = "cold without network", "cold with key and session read"
    assert budget_figures(f"authorizer: {alone}, ratio", found) == {"ours": 0.3, "powertools": 1.0}
    assert budget_figures(f"authorizer: {whole}, ratio", found) == {"ours": 0.2, "powertools": 1.0}
    assert budget_figures("layer: unzipped, MB", found) == {"ours": 20.5}


def test_every_budget_finds_its_figure() -> None:
    assert all("ours" in budget_figures(name, figures()) for name in BUDGETS)


def test_each_authorizer_precedes_the_peer_that_does_the_same_work() -> None:
    _, _, *rows = cells(tables.authorizer(results()["authorizer"]["figures"]["first"]))

    assert [row[:2] for row in rows] == [
        ["cold without network", "Bodega, token only"],
        ["cold without network", "Powertools and PyJWT, token only"],
        ["cold with key and session read", "Bodega"],
        ["cold with key and session read", "Powertools and PyJWT"],
    ]
    assert [row[5].split()[0] for row in rows] == ["0.30", "1.00", "0.20", "1.00"]


def test_the_aws_clients_are_columns_with_the_ratio_of_the_second() -> None:
    heads, _, cold, get, item = cells(tables.aws_clients(figures()["aws_clients"]))

    cpu = ["CPU ms, builtin", "CPU ms, boto3", "ratio"]
    assert heads == ["", "", *cpu, "wall ms, builtin", "wall ms, boto3", "ratio"]
    assert cold == ["cold", "products, first get", "200", "500", "2.50 (2.38–2.62)", "220", "550", "2.50 (2.38–2.62)"]
    assert get[:4] == ["warm", "products, get", "0.50", "1.25"]
    assert item[:4] == ["warm", "GetItem", "0.50", "1.25"]


def test_equal_calls_are_grouped() -> None:
    assert tables.calls_text([["Query", 3.5, 0]] * 4) == "4 × Query 3.5"
    assert tables.calls_text([["GetItem", 1, 0], ["TransactWriteItems", 4, 1]]) == "GetItem 1, TransactWriteItems 4 + 1"
    assert tables.calls_text([["Query", 1, 0], ["GetItem", 1, 0], ["Query", 1, 0]]) == "Query 1, GetItem 1, Query 1"
    assert tables.calls_text([["Query"], ["Query"]]) == "2 × Query"
    assert tables.calls_text([]) == ""


def test_routes_with_equal_figures_share_a_line() -> None:
    counted = Cost("aggregator", "count", 40, [["TransactWriteItems", 30, 0]])
    alike = [Cost(f"GET /{kind}", "a page", 30, [["Query", 0, 2]]) for kind in ("addons", "products")]
    intake = Cost("POST /events", "orders", 60, [["TransactWriteItems", 68, 0]], then=["aggregator"])
    mailed = Cost("POST /register", "register", 60, [["TransactWriteItems", 14, 2]], mails=1)
    priced = [Priced(cost, 512, cost.reads, cost.writes, 4.85) for cost in (*alike, intake, mailed)]

    _, _, page, events, registration = cells(tables.calls(priced, {"aggregator": counted}))

    assert page == ["a page", "`GET /addons`, `GET /products`", "Query 0 + 2", "2", "0", "4.85"]
    assert events[2] == "TransactWriteItems 68; then the aggregator's TransactWriteItems 30"
    assert registration[0] == "register and a mail"


def test_growth_names_a_case_once_and_compares_with_the_smallest() -> None:
    rows = cells(tables.growth(results()["growth"]["figures"]["rows"]))[2:]

    assert [row[0] for row in rows] == ["list", "", "", "log-in", "", "", "build of the menu", "", ""]
    assert [row[-1] for row in rows[-3:]] == ["1.00", "100", "1,000"]


def test_imports_are_shown_side_by_side() -> None:
    assert cells(tables.imports({"bare": {}, "powertools": {"a": 1.4}, "ours": {"b": 2, "c": 1}})) == [
        ["Bodega", "Powertools"],
        ["---", "---"],
        ["b 2", "a 1"],
        ["c 1", ""],
    ]


def test_modules_are_shown_in_all_and_by_package() -> None:
    text = tables.modules({"product": {"bodega": 30, "pydantic": 0, "aws_lambda_powertools": 70, "others": 100}})
    assert text.splitlines()[0] == "| first | modules | Bodega | pydantic | Powertools | others |"
    assert text.splitlines()[2] == "| product | 200 | 30 | 0 | 70 | 100 |"


def test_the_instructions_that_lazy_packages_save_are_shown_in_percent() -> None:
    text = tables.packages(results()["first_requests"]["figures"]["packages"])
    assert text.splitlines()[2].startswith("| product | 300 | 400 | 25% |")


def test_the_time_of_a_first_write_is_shown_for_the_functions_memory() -> None:
    lines = tables.first_write(results()["first_requests"]["figures"]["write"]).splitlines()
    assert lines[0] == "|  | CPU ms | ms at 512 MB |"
    assert lines[2:] == ["| first create | 101.0 | 349 |", "| warm create | 1.0 | 3 |", "| difference | 100.0 | 346 |"]
