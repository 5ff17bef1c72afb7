"""The journal: what each run creates, written into the accounts table before it is created.

So the next run can remove what a killed one has left behind, from any machine. No function may read or write the
partition of the journal, and an entry is deleted when nothing of its run is left. It contains the password of the run's
account, which only this command knows.
"""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from scripts.smoke.shop import Shop

_PARTITION = "SMOKE"
_LONGEST_RUN = 600.0  # seconds, after which a run has ended, or was killed

Key = dict[str, dict[str, str]]


def key(partition: str, sort: str) -> Key:
    return {"pk": {"S": partition}, "sk": {"S": sort}}


@dataclass
class Run:
    """One run of the smoke test. All that it creates has its `id` in its name.

    `moment`: the time of its order (RFC 3339). `hour` and `day`: the sort keys of the counters of that time, and
    `month`, known before the order is sent.
    """

    id: str = field(default_factory=lambda: secrets.token_hex(5))
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    started: float = field(default_factory=time.time)
    moment: str = ""
    hour: str = ""
    day: str = ""
    user_id: str = ""

    @property
    def email(self) -> str:
        """An address of SES's mailbox simulator, which accepts mail for every label after the plus sign."""
        return f"success+{self.id}@simulator.amazonses.com"

    @property
    def name(self) -> str:
        """The name of the run's catalogue item, and the ID of its order, event and product."""
        return f"smoke-{self.id}"

    @property
    def has_ended(self) -> bool:
        return time.time() > self.started + _LONGEST_RUN


def save(shop: Shop, run: Run) -> None:
    """Write the run into the journal, or what is new about it."""
    texts = {name: value for name, value in vars(run).items() if isinstance(value, str) and name != "id"}
    item: dict[str, Any] = {name: {"S": value} for name, value in texts.items()}
    item |= {**key(_PARTITION, run.id), "started": {"N": str(int(run.started))}}
    shop.dynamodb.put_item(TableName=shop.accounts_table, Item=item)


def forget(shop: Shop, run: Run) -> None:
    """Delete the run's entry, because nothing of it is left."""
    shop.dynamodb.delete_item(TableName=shop.accounts_table, Key=key(_PARTITION, run.id))


def runs(shop: Shop) -> list[Run]:
    """Return the runs of the journal."""
    items = shop.dynamodb.query(
        TableName=shop.accounts_table,
        ConsistentRead=True,
        KeyConditionExpression="pk = :journal",
        ExpressionAttributeValues={":journal": {"S": _PARTITION}},
    )["Items"]
    return [_run(item) for item in items]


def _run(item: dict[str, Any]) -> Run:
    texts = {name: value["S"] for name, value in item.items() if "S" in value and name not in {"pk", "sk"}}
    return Run(id=item["sk"]["S"], started=float(item["started"]["N"]), **texts)
