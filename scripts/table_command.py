"""Commands that work on one table: their errors, and a scan."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from local.errors import LocalError
from scripts.table_options import use_table
from scripts.tables import TableOf

FAILED, INTERRUPTED = 1, 130


def run_on_table(options: argparse.Namespace, table: TableOf, work: Callable[[], int], note: str = "") -> int:
    """Run `work` on the table, and return the process's exit status. `note`: added to errors.

    `work` imports the functions' modules itself, because they read the environment when they are imported.
    """
    try:
        use_table(options, table.variable, table.function)
    except LocalError as error:
        return fail(str(error))
    from bodega.aws import ServiceError
    from bodega.errors import ShopError, StorageRefused

    try:
        return work()
    except StorageRefused as refused:
        return fail(f"The table {table.name} cannot be reached: {refused.reason}. {note}")
    except ShopError as error:
        return fail(f"{error.detail} {note}")
    except ServiceError as error:
        return fail(f"The table {table.name} cannot be reached: {error}. {note}")
    except KeyboardInterrupt:
        return fail(f"Stopped. {note}", INTERRUPTED)


def scan(table: TableOf, condition: str, values: Mapping[str, Any], **more: Any) -> Iterator[dict[str, Any]]:
    """Yield DynamoDB's answers to a scan of the whole table, which no function may do.

    `condition`: a filter, with attributes as `#name`, and values as `:value`.
    """
    from bodega.dynamodb.calls import call
    from bodega.dynamodb.expressions import placeholders

    request = {
        "TableName": table.name,
        "ConsistentRead": True,
        "FilterExpression": condition,
        **placeholders(condition, values),
        **more,
    }
    while True:
        page = call("Scan", request)
        yield page
        if "LastEvaluatedKey" not in page:
            return
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def fail(message: str, status: int = FAILED) -> int:
    print(message.strip(), file=sys.stderr)
    return status
