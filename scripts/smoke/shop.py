"""The shop that is tested: the local one or a deployed one."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, NamedTuple

from scripts.smoke.run import Run


class MailCounts(NamedTuple):
    """How many mails the mailer has sent, has to retry and has given up."""

    sent: int
    delayed: int
    failed: int


class Alarm(NamedTuple):
    name: str
    description: str


@dataclass(frozen=True)
class Shop(ABC):
    """`url` ends with the stage. `dynamodb`: a boto3 client. `release`: the deployed one, None for a local shop."""

    url: str
    dynamodb: Any
    accounts_table: str
    analytics_table: str
    release: str | None

    @property
    @abstractmethod
    def title(self) -> str:
        """The shop in words."""

    @property
    @abstractmethod
    def sends_mail(self) -> bool:
        """Whether the sender of mail is set."""

    @property
    @abstractmethod
    def find_url(self) -> str:
        """How to find the right URL."""

    @property
    @abstractmethod
    def other_client(self) -> str:
        """What to do if every call to AWS fails; empty if that cannot be the cause."""

    @abstractmethod
    def logs(self, service: str) -> str:
        """Return where the log of a function is."""

    @abstractmethod
    def mails(self, run: Run) -> MailCounts:
        """Return the counts of a run. A deployed shop counts the mail of all customers since the run began."""

    @abstractmethod
    def remove_mails(self, run: Run) -> None:
        """Remove what the shop has kept of a run's mail."""

    @abstractmethod
    def parked(self) -> dict[str, int]:
        """Return the number of messages in each dead-letter queue."""

    @abstractmethod
    def alarms(self) -> list[Alarm]:
        """Return the alarms that are on. Raises: CheckSkipped."""
