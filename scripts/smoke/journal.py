"""The journal: what each run creates, written into the accounts table before it is created.

So the next run can remove what a killed one has left behind, from any machine. No function may read or write the
partition of the journal, and an entry is deleted when nothing of its run is left. It contains the password of the run's
account, which only this command knows.
"""

from typing import Any

from scripts.smoke.run import Run
from scripts.smoke.shop import Shop

_PARTITION = "SMOKE"

Key = dict[str, dict[str, str]]


def key(partition: str, sort: str) -> Key:
    return {"pk": {"S": partition}, "sk": {"S": sort}}


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
