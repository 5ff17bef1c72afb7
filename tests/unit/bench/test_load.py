"""Load: the figures made from answers, and the requests."""

from collections import Counter

import pytest

from benchmarks.load.__main__ import Measured, figures, percentile
from benchmarks.load.requests import EVENTS, KINDS, Client, Shop
from benchmarks.report.tables import ratio_text
from scripts.route_costs import read_costs

CLIENT = Client(3, "load-3@shop.example", "Bearer token")


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (0.01, 1), (1, 100), (0.991, 100), (0.0001, 1)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_a_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.5], 0.99) == 7.5


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1], 0), ([1], 1.1)])
def test_there_is_no_percentile_of_nothing_or_of_more_than_all(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="no percentile"):
        percentile(values, share)


def test_ratios_have_digits_where_they_matter() -> None:
    assert [ratio_text(ratio) for ratio in (0.756, 1, 9.99, 91.8, 1234)] == ["0.76", "1.00", "9.99", "92", "1,234"]


def test_rates_are_the_median_rounds_and_times_milliseconds() -> None:
    measured = Measured([0.010] * 98 + [0.5, 0.9], Counter({"200": 99, "503": 1}), [10.0, 30.0, 20.0])

    row = figures(KINDS[0], 8, measured)

    assert (row["name"], row["clients"], row["requests"]) == ("menu", 8, 100)
    assert (row["per_second"], row["p50"], row["p99"]) == (20.0, 10.0, 500.0)
    assert (row["errors"], row["statuses"]) == (1, {"200": 99, "503": 1})


def test_what_is_sent_are_routes_of_the_shop() -> None:
    assert {kind.route for kind in KINDS} <= set(read_costs())


def test_clients_take_products_in_turn() -> None:
    shop = Shop(["a", "b", "c"], "admin")
    product = next(kind for kind in KINDS if kind.name == "product")

    paths = [product.request(shop, CLIENT, number).path for number in range(3)]

    assert paths == ["/products/a", "/products/b", "/products/c"]


def test_no_request_repeats_what_counts_once() -> None:
    shop = Shop(["a"], "admin")
    redeem, intake = (next(kind for kind in KINDS if kind.name == name) for name in ("redeem", "intake"))

    keys = {redeem.request(shop, CLIENT, 1).headers["Idempotency-Key"] for _ in range(100)}
    events = [event["eventId"] for _ in range(4) for event in (intake.request(shop, CLIENT, 1).body or {})["events"]]

    assert len(keys) == 100
    assert len(set(events)) == 4 * EVENTS
