"""The menu builder: which changes reach it, how soon, and the alarms on menus that are late or large."""

import json

import pytest

from categories.menu.answers import MOST_BYTES
from categories.menu.shapes import PARTITIONS
from scripts.template import TEMPLATE

(CHANGE,) = TEMPLATE.events("MenuBuilderFunction", "DynamoDB").values()


def test_the_menu_builder_reads_the_stream_of_the_catalogue_from_its_beginning() -> None:
    assert CHANGE["Stream"] == {"Fn::GetAtt": ["CatalogTable", "StreamArn"]}
    # LATEST would skip items that are written while the stack is being created.
    assert CHANGE["StartingPosition"] == "TRIM_HORIZON"


def test_the_menu_builder_receives_items_and_not_the_menu_itself() -> None:
    (one,) = CHANGE["FilterCriteria"]["Filters"]
    assert json.loads(one["Pattern"]) == {"dynamodb": {"Keys": {"pk": {"S": list(PARTITIONS)}}}}


def test_a_change_does_not_wait_for_others() -> None:
    assert "MaximumBatchingWindowInSeconds" not in CHANGE


def test_a_batch_is_retried_until_it_is_built() -> None:
    """Without limits, Lambda retries it for as long as the stream keeps it. Nothing else marks its changes."""
    assert not {"MaximumRetryAttempts", "MaximumRecordAgeInSeconds", "DestinationConfig"} & set(CHANGE)


def test_both_functions_build_the_same_menu() -> None:
    reader, builder = map(TEMPLATE.environment, ("CategoriesFunction", "MenuBuilderFunction"))
    for name in ("CATALOG_TABLE", "SHOP_NAME", "SHOP_CURRENCY"):
        assert reader[name] == builder[name]


@pytest.mark.parametrize(
    ("alarm", "metric"), [("NestedMenuLarge", "NestedMenuBytes"), ("FlatMenuLarge", "FlatMenuBytes")]
)
def test_an_alarm_goes_off_before_a_menu_is_too_large(alarm: str, metric: str) -> None:
    properties = TEMPLATE.properties(f"{alarm}Alarm")
    assert (properties["MetricName"], properties["Statistic"]) == (metric, "Maximum")
    assert MOST_BYTES / 2 < properties["Threshold"] < MOST_BYTES


def test_an_alarm_goes_off_after_a_minute_without_a_build() -> None:
    assert TEMPLATE.properties("MenuDelayedAlarm")["Threshold"] == 60_000
