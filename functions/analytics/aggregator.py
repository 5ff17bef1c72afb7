"""The aggregator: what the analytics table's stream brings, added to the counters once.

Lambda may deliver a batch again, cut otherwise, or twice at the same time: counting finds what it has counted before.
"""

from collections.abc import Iterator
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from analytics.aggregation.counting import count_in_turn
from analytics.intake.store import EVENTS, INTAKE
from analytics.order_events import OrderEvent, read_stored
from bodega import deadline
from bodega.attributes import from_attribute
from bodega.errors import StorageUnavailable
from bodega.observability import count, logger, observed

# A try at counting ends within 8 s; nothing is begun that could not end before Lambda ends it.
_ATTEMPT_MILLISECONDS = 12_000


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Count the batch's events. What cannot be counted is named, tried again by Lambda, and parked in the end."""
    failures: list[str] = []
    events: list[OrderEvent] = []
    for record in event["Records"]:
        readable = list(_readable(record))
        events += readable
        if len(readable) < _length(record):
            failures.append(record["dynamodb"]["SequenceNumber"])
    if not _count_patiently(events, context):
        # From its beginning: what was counted of the batch is marked, and is passed over then.
        failures = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}


def _count_patiently(events: list[OrderEvent], context: LambdaContext) -> bool:
    """Count, through an outage of the table for as long as this invocation lasts; False: it lasted longer.

    Lambda's few retries are for what is broken. An outage would use them up within a minute.
    """
    while True:
        deadline.start()
        try:
            for counted in count_in_turn(events):
                count("EventsCounted", counted)
                deadline.start()
        except StorageUnavailable:
            if context.get_remaining_time_in_millis() < _ATTEMPT_MILLISECONDS:
                logger.warning("Storage unavailable; the batch comes again", extra={"events": len(events)})
                return False
        else:
            return True


def _readable(record: dict[str, Any]) -> Iterator[OrderEvent]:
    """The events of a record, without those that the intake cannot have written."""
    intake = record["dynamodb"]["Keys"]["pk"]["S"].removeprefix(INTAKE)
    for place, stored in enumerate(_stored(record)):
        try:
            yield read_stored(intake, place, from_attribute(stored))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # Its text may hold what people typed: the kind of error has to do.
            details = {"intake": intake, "place": place, "reason": type(error).__name__}
            logger.error("An event cannot be counted", extra=details)
            count("EventsBroken")


def _length(record: dict[str, Any]) -> int:
    return max(1, len(_stored(record))) if _is_intake(record) else 0


def _stored(record: dict[str, Any]) -> list[Any]:
    if not _is_intake(record):
        return []
    events: list[Any] = record["dynamodb"].get("NewImage", {}).get("events", {}).get("L", [])
    return events


def _is_intake(record: dict[str, Any]) -> bool:
    """The event source's filter lets nothing else through; what comes all the same is passed over."""
    return bool(record["eventName"] == "INSERT" and record["dynamodb"]["Keys"]["sk"]["S"] == EVENTS)
