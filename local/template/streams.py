"""DynamoDB events of a template's functions: the stream, its batches, and what happens after failures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from local.errors import TemplateError
from local.streams.patterns import check_pattern
from local.template.properties import FUNCTION, STREAM_EVENT, check
from local.template.reader import FUNCTION_TYPE, QUEUE_TYPE, TABLE_TYPE, Reader, section
from local.template.resources import StreamSource
from local.template.yaml_lines import Mapping

EVENT_TYPE = "DynamoDB"

# AWS's defaults. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
_BATCH_SIZE = 100
_NO_LIMIT = "-1"


def read_streams(reader: Reader) -> Iterator[StreamSource]:
    for function in reader.of_type(FUNCTION_TYPE):
        events = section(reader.properties(function, FUNCTION), "Events")
        for name in events:
            event = section(events, name)
            if event.get("Type") == EVENT_TYPE:
                yield _source(reader, function, name, section(event, "Properties"))


def _source(reader: Reader, function: str, name: str, event: Mapping) -> StreamSource:
    check(event, STREAM_EVENT)
    position = reader.text(event, "StartingPosition")
    if position not in ("TRIM_HORIZON", "LATEST"):
        raise TemplateError(
            f"the local stack does not support the StartingPosition {position}", event.line_of("StartingPosition")
        )
    response_types = reader.resolver.resolve(event.get("FunctionResponseTypes", []))
    return StreamSource(
        name=f"{function}{name}",  # SAM's name of the resource
        function=function,
        table=_table(reader, event),
        enabled=reader.flag(event, "Enabled", default=True),
        from_the_start=position == "TRIM_HORIZON",
        batch_size=reader.number(event, "BatchSize", _BATCH_SIZE),
        window=reader.number(event, "MaximumBatchingWindowInSeconds", 0),
        patterns=tuple(_patterns(reader, event)),
        maximum_retries=_limit(reader, event, "MaximumRetryAttempts"),
        maximum_age=_limit(reader, event, "MaximumRecordAgeInSeconds"),
        bisect=reader.flag(event, "BisectBatchOnFunctionError"),
        partial_failures="ReportBatchItemFailures" in response_types,
        on_failure=_destination(reader, event),
    )


def _limit(reader: Reader, event: Mapping, name: str) -> int | None:
    return None if reader.text(event, name, _NO_LIMIT) == _NO_LIMIT else reader.number(event, name, 0)


def _table(reader: Reader, event: Mapping) -> str:
    arn = reader.text(event, "Stream")
    for table in reader.of_type(TABLE_TYPE):
        if reader.resolver.attributes.get((table, "StreamArn")) == arn:
            return table
    raise TemplateError(f"{arn} is not a stream of a table of this template", event.line_of("Stream"))


def _destination(reader: Reader, event: Mapping) -> str | None:
    declared = section(section(event, "DestinationConfig"), "OnFailure")
    if not declared:
        return None
    arn = reader.text(declared, "Destination")
    for queue in reader.of_type(QUEUE_TYPE):
        if reader.resolver.attributes[queue, "Arn"] == arn:
            return queue
    raise TemplateError(f"{arn} is not a queue of this template", declared.line_of("Destination"))


def _patterns(reader: Reader, event: Mapping) -> Iterator[dict[str, Any]]:
    filters = reader.resolver.resolve(section(event, "FilterCriteria")).get("Filters", [])
    line = event.line_of("FilterCriteria")
    for declared in filters:
        try:
            pattern = json.loads(declared["Pattern"])
            check_pattern(pattern)
        except (KeyError, TypeError, ValueError) as error:
            raise TemplateError(f"the local stack does not support the Pattern of this filter: {error}", line) from None
        yield pattern
