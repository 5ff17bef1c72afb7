"""A deployed shop, as its stack and CloudWatch describe it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

import boto3

from scripts.deployment.settings import Settings
from scripts.deployment.stack import Account, Stack, describe
from scripts.smoke.checks import SmokeTest
from scripts.smoke.run import Run
from scripts.smoke.shop import Alarm, MailCounts, Shop

_NO_SENDER = "shop@shop.example"  # the default of the parameter MailFrom
_QUEUES = {"mail": "MailDeadLettersUrl", "analytics": "AnalyticsDeadLettersUrl", "payments": "PaymentsDeadLettersUrl"}
OUTPUTS = frozenset({"ApiUrl", "AccountsTableName", "AnalyticsTableName", *_QUEUES.values()})
"""The outputs of a stack that the smoke test reads."""


@dataclass(frozen=True)
class DeployedShop(Shop):
    """`environment`: its name in samconfig.toml, empty if only the stack is known."""

    stack: str
    region: str
    environment: str
    queues: Mapping[str, str]
    sender: str
    session: boto3.Session

    @classmethod
    def of(cls, name: str, stack: Stack, region: str, *, environment: str = "", url: str | None = None) -> Self:
        """Return the shop of a stack. `url`: instead of the stack's own."""
        session = boto3.Session(region_name=region)
        return cls(
            url=url or stack.outputs["ApiUrl"],
            dynamodb=session.client("dynamodb"),
            accounts_table=stack.outputs["AccountsTableName"],
            analytics_table=stack.outputs["AnalyticsTableName"],
            release=stack.parameters.get("Release", ""),
            stack=name,
            region=region,
            environment=environment,
            queues={kind: stack.outputs[output] for kind, output in _QUEUES.items()},
            sender=stack.parameters.get("MailFrom", ""),
            session=session,
        )

    @property
    def title(self) -> str:
        return f"{self.stack} in {self.region}"

    @property
    def sends_mail(self) -> bool:
        return self.sender != _NO_SENDER

    @property
    def find_url(self) -> str:
        return (
            f"Compare {self.url} with the output ApiUrl of the stack: aws cloudformation describe-stacks "
            f"--stack-name {self.stack} --region {self.region}"
        )

    @property
    def other_client(self) -> str:
        deploy = f'make deploy ENV={self.environment or "…"} PARAMETERS="AwsClient=boto3"'
        return f"If every call fails there with an error of credentials, TLS or the endpoint: {deploy}"

    def logs(self, service: str) -> str:
        group = f"/aws/lambda/{self.stack}-{service.replace('_', '-')}"
        return f"aws logs tail {group} --since 10m --region {self.region}"

    def mails(self, run: Run) -> MailCounts:
        since = datetime.fromtimestamp(run.started, UTC)
        return MailCounts(*(self._sum(metric, since) for metric in ("MailsSent", "MailsDelayed", "MailsFailed")))

    def remove_mails(self, run: Run) -> None:
        """Remove nothing: SES delivers the mail to its simulator, which deletes it."""

    def parked(self) -> dict[str, int]:
        sqs = self.session.client("sqs")
        name = "ApproximateNumberOfMessages"
        return {
            kind: int(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name])
            for kind, url in self.queues.items()
        }

    def alarms(self) -> list[Alarm]:
        # The stack bodega also finds those of bodega-dev.
        own = re.compile(re.escape(self.stack) + r"-[A-Za-z0-9]+-[A-Za-z0-9]+")
        pages = self.session.client("cloudwatch").get_paginator("describe_alarms")
        found = pages.paginate(AlarmNamePrefix=f"{self.stack}-", AlarmTypes=["MetricAlarm", "CompositeAlarm"])
        return [
            Alarm(alarm["AlarmName"], alarm.get("AlarmDescription", ""))
            for page in found
            for alarm in (*page.get("MetricAlarms", []), *page.get("CompositeAlarms", []))
            if alarm["StateValue"] == "ALARM" and own.fullmatch(alarm["AlarmName"])
        ]

    def _sum(self, metric: str, since: datetime) -> int:
        points = self.session.client("cloudwatch").get_metric_statistics(
            Namespace=self.stack,
            MetricName=metric,
            Dimensions=[{"Name": "service", "Value": "mailer"}],
            StartTime=since.replace(second=0, microsecond=0),
            EndTime=datetime.now(UTC) + timedelta(minutes=1),
            Period=60,
            Statistics=["Sum"],
        )["Datapoints"]
        return int(sum(point["Sum"] for point in points))


def smoke_test(settings: Settings, where: Account) -> bool:
    """Test the shop that was deployed with these settings; return whether it works. Raises: NotReady."""
    stack = describe(settings, where)
    shop = DeployedShop.of(settings.stack, stack, where.region, environment=settings.environment)
    return SmokeTest(shop).run()
