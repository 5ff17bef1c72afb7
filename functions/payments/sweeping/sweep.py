"""One sweep: ends holds, executes commands, captures authorizations before they lapse. In the order of their times."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from bodega import clock, deadline
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.ids import created_at
from bodega.observability import logger
from payments.commands.execution import LONGEST_WAIT, execute
from payments.commands.following import follow
from payments.holds.expiry import end_hold
from payments.holds.lapsing import capture_early
from payments.patience import Patience
from payments.payment_provider import PaymentProvider
from payments.sweeping.store import Due, Kind, due_until


class Sweep:
    """A sweep at a time. `done`: how many things it did. `failures`: the errors of those that it could not do.

    `oldest_command`: the age of the oldest command in seconds, None without commands.
    """

    def __init__(self, provider: PaymentProvider | None, now: datetime) -> None:
        self._patience = Patience(provider)
        self._now = now
        self.done: Counter[Kind] = Counter()
        self.failures: list[Exception] = []
        self.oldest_command: int | None = None

    def run(self, has_time: Callable[[], bool]) -> None:
        """Do what is due, as long as there is time. 1 Query, and the calls of each thing that is due.

        Something that cannot be done does not keep the rest waiting.

        Raises: StorageRefused; StorageUnavailable if it cannot be found out what is due.
        """
        deadline.start()
        now = clock.timestamp(self._now)
        # A command waits for its next attempt at most so long. So all commands are seen, and the oldest is known.
        for due in due_until(clock.timestamp(self._now + LONGEST_WAIT)):
            if due.kind is Kind.COMMAND:
                self._note_age(due.id)
            if due.at > now:
                continue
            if not has_time():
                logger.warning("No time left; the next run continues")
                return
            deadline.start()
            self._try(due)

    def _try(self, due: Due) -> None:
        try:
            if self._patience.attempt(lambda: self._do(due), due.id):
                self.done[due.kind] += 1
        except StorageRefused:
            raise
        except StorageUnavailable as error:  # perhaps only this order's products are busy
            logger.warning("Something due cannot be done now; the next run tries again", extra={"item": due.id})
            self.failures.append(error)
        except Exception as error:  # noqa: BLE001  # it must not keep the others waiting
            logger.exception("Something due cannot be done", extra={"item": due.id})
            self.failures.append(error)

    def _do(self, due: Due) -> bool:
        provider = self._patience.provider
        if due.kind is Kind.HOLD:
            return end_hold(due.id, provider)
        if due.kind is Kind.AUTHORIZATION:
            return capture_early(due.id)
        if provider is None:
            return False
        return follow(due.id, due.refund, provider) if due.kind is Kind.REFUND else execute(due.id, provider)

    def _note_age(self, command_id: str) -> None:
        self.oldest_command = max(self.oldest_command or 0, int(self._now.timestamp() - created_at(command_id)))
