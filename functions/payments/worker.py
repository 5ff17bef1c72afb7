"""The worker: executes commands as soon as the orders table's stream delivers them.

What it does not finish stays in the table, and the sweeper does it a minute later. So a provider that does not answer
holds no record back. Delivery is at least once: a command that is settled is gone.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega import deadline
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.observability import logger, observed, report_refusal
from bodega.orders.keys import command_id_of
from payments.commands.execution import execute
from payments.patience import Patience
from payments.provider_choice import chosen_provider

# A command takes at most three times 8 s: to ask the provider, to let it act, and to record the result.
_COMMAND_MILLISECONDS: Final = 25_000


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Execute the batch's commands in order, and return the records that Lambda retries from the first of them on."""
    patience = Patience(chosen_provider())
    failures: list[str] = []
    for number, command_id in _commands(event):
        provider = patience.provider
        if provider is None or context.get_remaining_time_in_millis() < _COMMAND_MILLISECONDS:
            logger.warning("No provider to ask, or no time left; the sweeper executes the rest of the batch")
            break
        deadline.start()
        try:
            patience.attempt(partial(execute, command_id, provider), command_id)
        except StorageUnavailable as error:
            if isinstance(error, StorageRefused):
                report_refusal(error.reason)
            failures.append(number)
            break
        except Exception:  # noqa: BLE001  # it must not keep the others waiting
            logger.exception("A command cannot be executed", extra={"command": command_id})
            failures.append(number)
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}


def _commands(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the sequence number and the id of each new command. The event source filters out others."""
    for record in event["Records"]:
        change = record["dynamodb"]
        command_id = command_id_of(change["Keys"]["pk"]["S"])
        if record["eventName"] == "INSERT" and command_id:
            yield change["SequenceNumber"], command_id
