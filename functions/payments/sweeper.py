"""The sweeper of payments: does everything whose time has come. It runs every minute.

Each action depends on the order as it is then. So a run that is missed, or two at once, do no harm: the next run finds
what is left.
"""

from typing import Any, Final

from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega import clock
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.observability import measure, observed, report_refusal
from bodega.orders.sweeps import check_sweep
from payments.provider_choice import chosen_provider
from payments.sweeping.sweep import Sweep

# An action takes at most three times 8 s: to ask the provider, to let it act, and to record the result. None starts
# that Lambda's time limit could interrupt.
_ACTION_MILLISECONDS: Final = 25_000


@observed
def handler(_: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do what is due, for up to 50 seconds, and return how much of each kind was done."""
    sweep = Sweep(chosen_provider(), clock.now())
    try:
        sweep.run(lambda: context.get_remaining_time_in_millis() >= _ACTION_MILLISECONDS)
    except StorageUnavailable as error:
        if isinstance(error, StorageRefused):
            report_refusal(error.reason)
        raise
    finally:
        if sweep.oldest_command is not None:
            measure("CommandAge", sweep.oldest_command, seconds=True)
    check_sweep(sweep.failures)
    return {kind.value: number for kind, number in sweep.done.items()}
