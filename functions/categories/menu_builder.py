"""The menu builder: stores the finished menu when the catalogue's stream brings a change that the menu shows."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega.attributes import from_attributes
from bodega.errors import StorageRefused
from bodega.observability import count, measure, observed, report_refusal
from categories.menu.building import build_change, changes_menu


@observed
def handler(event: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    """Build the menu once for all changes of the batch that it shows.

    An exception makes Lambda deliver the batch again, until it succeeds. Meanwhile readers build the menu themselves.
    """
    for record in event["Records"]:
        change = record["dynamodb"]
        before, after = (from_attributes(change.get(name, {})) or None for name in ("OldImage", "NewImage"))
        if changes_menu(change["Keys"]["pk"]["S"], before, after):
            _build(change["SequenceNumber"])
            break
    return {}


def _build(mark: str) -> None:
    """Raises: StorageUnavailable."""
    try:
        made = build_change(mark)
    except StorageRefused as refused:
        report_refusal(refused.reason)
        raise
    if made is None:
        return
    count("MenusBuilt")
    measure("NestedMenuBytes", made["nested"].size)
    measure("FlatMenuBytes", made["flat"].size)
