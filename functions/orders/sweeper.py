"""The sweeper: cancels the orders that nobody accepted in time. It runs every minute.

Each cancellation depends on the order as it is then. So a run that is missed, or two at once, do no harm: the next run
finds what is left.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega import clock, deadline
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.observability import count, logger, observed, report_refusal
from bodega.orders.sweeps import check_sweep
from orders.life.cancellation import cancel_overdue, overdue_orders

# One cancellation takes at most 8 s. None starts that Lambda's time limit of a minute could interrupt.
_ORDER_MILLISECONDS = 10_000


@observed
def handler(_: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Cancel all overdue orders, for up to 50 seconds, and return how many."""
    try:
        return {"canceled": _sweep(context)}
    except StorageUnavailable as error:
        if isinstance(error, StorageRefused):
            report_refusal(error.reason)
        raise


def _sweep(context: LambdaContext) -> int:
    canceled, failures = 0, list[Exception]()
    now = clock.timestamp(clock.now())
    deadline.start()
    for order_id in overdue_orders(now):
        if context.get_remaining_time_in_millis() < _ORDER_MILLISECONDS:
            logger.warning("No time left; the next run continues")
            break
        deadline.start()
        try:
            if cancel_overdue(order_id, now):
                canceled += 1
                count("OrdersNotAccepted")
        except StorageRefused:
            raise
        except StorageUnavailable as error:  # perhaps only this order's products are busy
            logger.warning("An order cannot be canceled now; the next run tries again", extra={"order": order_id})
            failures.append(error)
        except Exception as error:  # noqa: BLE001  # an order that cannot be canceled must not keep the others waiting
            logger.exception("An order cannot be canceled", extra={"order": order_id})
            failures.append(error)
    check_sweep(failures)
    return canceled
