"""The aggregator: adds the events of the analytics table's stream to the counters, each once.

Lambda can deliver a batch again, cut in another way, or twice at the same time. Marks of counted events make that
harmless.
"""

import time
from collections.abc import Iterator
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from analytics.aggregation.counting import SettingsChanged, count_events
from analytics.order_events import OrderEvent, read_stored
from bodega import deadline
from bodega.attributes import from_attribute
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.observability import count, logger, metrics, observed, report_refusal
from bodega.sales import EVENTS, INTAKE

# One attempt takes at most 8 s. None starts that Lambda's time limit could interrupt.
_ATTEMPT_MILLISECONDS = 12_000
# AWS refuses a call within milliseconds. The pause is shorter than the time that is left for an attempt.
_REFUSAL_PAUSE = 10.0


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Count the batch's events. Return the records that Lambda retries, and finally moves to the dead-letter queue."""
    failures: list[str] = []
    events: list[OrderEvent] = []
    for record in event["Records"]:
        readable = list(_readable(record))
        events += readable
        if len(readable) < _length(record):
            failures.append(record["dynamodb"]["SequenceNumber"])
    if not _count_through_outages(events, context):
        # Retry the whole batch: events that are counted have marks and are skipped then.
        failures = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}


def _count_through_outages(events: list[OrderEvent], context: LambdaContext) -> bool:
    """Count the events, and repeat during an outage until the invocation's time is up; return whether all are counted.

    An outage would use up Lambda's few retries within a minute. They are for events that cannot be counted. The same
    holds for a role or a key that AWS refuses. The metric is flushed, because its alarm should not wait for minutes.
    """
    while True:
        deadline.start()
        try:
            for counted in count_events(events):
                count("EventsCounted", counted)
                deadline.start()
        except StorageUnavailable as error:
            if isinstance(error, StorageRefused):
                report_refusal(error.reason)
                metrics.flush_metrics()
                time.sleep(_REFUSAL_PAUSE)
            if context.get_remaining_time_in_millis() < _ATTEMPT_MILLISECONDS:
                logger.warning("Storage unavailable; the batch comes again", extra={"events": len(events)})
                return False
        except SettingsChanged as error:
            logger.error(str(error))
            return False
        else:
            return True


def _readable(record: dict[str, Any]) -> Iterator[OrderEvent]:
    """Yield the events of a record, without those that the intake cannot have written."""
    intake = record["dynamodb"]["Keys"]["pk"]["S"].removeprefix(INTAKE)
    currency = record["dynamodb"].get("NewImage", {}).get("currency", {}).get("S")
    for place, stored in enumerate(_stored(record)):
        try:
            yield read_stored(intake, place, from_attribute(stored), currency)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # The error's text may contain user input, so only its type is logged.
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
    """Return whether the record is a new intake. The event source filters out others, so this is a second check."""
    return bool(record["eventName"] == "INSERT" and record["dynamodb"]["Keys"]["sk"]["S"] == EVENTS)
