"""The shop of `make run`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import boto3

from local.lambdas.environment import command_environment
from local.options import SharedOptions
from scripts.smoke.failures import CheckSkipped
from scripts.smoke.run import Run
from scripts.smoke.shop import Alarm, MailCounts, Shop
from scripts.tables import ACCOUNTS, ANALYTICS


@dataclass(frozen=True)
class LocalShop(Shop):
    data: Path

    @classmethod
    def of(cls, shared: SharedOptions, url: str) -> Self:
        """Return the shop that runs on a data folder. Raises: LocalError if none ever did."""
        environments = [command_environment(shared, table.function) for table in (ACCOUNTS, ANALYTICS)]
        accounts, analytics = environments
        return cls(
            url=url,
            dynamodb=boto3.client(
                "dynamodb",
                region_name=accounts["AWS_REGION"],
                endpoint_url=accounts["AWS_ENDPOINT_URL_DYNAMODB"],
                aws_access_key_id=accounts["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=accounts["AWS_SECRET_ACCESS_KEY"],
            ),
            accounts_table=accounts[ACCOUNTS.variable],
            analytics_table=analytics[ANALYTICS.variable],
            release=None,
            data=shared.data,
        )

    @property
    def title(self) -> str:
        return "the local shop"

    @property
    def sends_mail(self) -> bool:
        return True

    @property
    def find_url(self) -> str:
        return "Start the shop with make run, which prints its address. For another port: PORT=4000 make smoke"

    @property
    def other_client(self) -> str:
        return ""

    def logs(self, service: str) -> str:
        return f"the lines of {service} in the terminal of make run"

    def mails(self, run: Run) -> MailCounts:
        return MailCounts(len(self._mails(run.email)), 0, 0)

    def remove_mails(self, run: Run) -> None:
        for path in self._mails(run.email):
            path.unlink(missing_ok=True)

    def parked(self) -> dict[str, int]:
        queues = sorted((self.data / "queues").glob("*.jsonl"))
        return {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in queues}

    def alarms(self) -> list[Alarm]:
        raise CheckSkipped("there are alarms on AWS only")

    def _mails(self, email: str) -> list[Path]:
        return [
            path
            for path in (self.data / "mail").glob("[0-9]*.json")
            if email in json.loads(path.read_text(encoding="utf-8"))["request"]["Destination"]["ToAddresses"]
        ]
