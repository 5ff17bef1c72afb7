"""The run's order: reported, counted, and taken out of the counters again.

Its day is long ago, so no report that anyone reads shows it, not even for the seconds until it is removed.
"""

import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.smoke.api import Api
from scripts.smoke.failures import CheckFailed
from scripts.smoke.journal import Key, key, save
from scripts.smoke.run import Run
from scripts.smoke.shop import Shop

_YEARS = range(2000, 2010)
_HOUR = timedelta(hours=1)
# The stream can deliver an event again for a day. Its mark then says that it does not count.
_MARK_SECONDS = 2 * 24 * 60 * 60
_ATTEMPTS = 5

Changed = dict[str, Any]


def report(api: Api, run: Run, token: str) -> int:
    """Send the order; return how many orders its hour has without it. Raises: CheckFailed."""
    run.moment = f"{secrets.choice(_YEARS)}-06-15T12:00:00Z"
    orders = _orders(api, run, token)
    (run.hour,) = (label for label in orders if _begins(label) <= _moment(run) < _begins(label) + _HOUR)
    run.day = run.hour[:10]
    save(api.shop, run)
    amount = {"amount": 1, "currency": api.currency}
    line = {"productId": run.name, "name": "Smoke test", "quantity": 1, "amount": amount}
    event = {"eventId": run.name, "orderId": run.name, "type": "order.placed", "occurredAt": run.moment}
    events = {"events": [{**event, "items": [line], "total": amount}]}
    api.call("POST", "/analytics/events", events, token=token, expect=202)
    return orders[run.hour]


def is_counted(api: Api, run: Run, token: str, before: int) -> bool:
    """Return whether a report shows the order. Raises: CheckFailed."""
    return _orders(api, run, token)[run.hour] > before


def never_counted(shop: Shop, seconds: float) -> CheckFailed:
    return CheckFailed(
        f"the order is accepted, and not counted within {seconds:.0f} s",
        "the aggregator fails, or its event source mapping is disabled or behind",
        f"Read the log: {shop.logs('aggregator')}. Then see docs/operations.md#reports-are-behind",
    )


def remove(shop: Shop, run: Run) -> None:
    """Take the order out of the counters, and delete its items, except for a mark that expires.

    An order that is not counted yet is marked as if it were, so that the aggregator leaves it out. Each step may be
    repeated.
    """
    for attempt in range(_ATTEMPTS):
        claim = _get(shop, key(f"EVENT#{run.name}", "EVENT"))
        if claim is None:
            break
        try:
            shop.dynamodb.transact_write_items(TransactItems=_removal(shop, run, claim["intake"]["S"]))
            break
        except shop.dynamodb.exceptions.TransactionCanceledException:
            # The aggregator has counted the order in the meantime.
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(attempt + 1)
    for bucket in _buckets(run):
        _delete_if_empty(shop, bucket)


def _orders(api: Api, run: Run, token: str) -> dict[str, int]:
    """Return the orders of each hour of the order's day, and of the days beside it, by the label of the hour."""
    first, last = ((_moment(run) + timedelta(days=days)).date() for days in (-1, 1))
    path = f"/analytics/orders?interval=hour&from={first}&to={last}"
    found = api.call("GET", path, token=token)
    return dict(zip(found["labels"], found["series"]["orders"], strict=True))


def _moment(run: Run) -> datetime:
    return datetime.fromisoformat(run.moment)


def _begins(label: str) -> datetime:
    return datetime.fromisoformat(label).astimezone(UTC)


def _buckets(run: Run) -> list[Key]:
    """Return the keys of the counters of the order's hour, day, month and year (docs/architecture.md)."""
    if not run.hour:
        return []
    month, year = run.day[:7], run.day[:4]
    return [
        key(f"HOUR#{month}", f"{_begins(run.hour):%Y-%m-%dT%H:%MZ}"),
        key(f"DAY#{year}", run.day),
        key("MONTH", month),
        key("YEAR", year),
    ]


def _removal(shop: Shop, run: Run, intake: str) -> list[Changed]:
    table = {"TableName": shop.analytics_table}
    mark = key(f"INTAKE#{intake}", "COUNTED")
    counted = _get(shop, mark) is not None
    exists = "attribute_exists(pk)"
    claims = [key(f"EVENT#{run.name}", "EVENT"), key(f"ORDER#{run.name}", f"order.placed#{_stored_moment(run)}#1")]
    items = [*claims, key(f"INTAKE#{intake}", "EVENTS")]
    expiry = {":flag": {"BOOL": True}, ":expiry": {"N": str(int(time.time()) + _MARK_SECONDS)}}
    removal: list[Changed] = [
        {
            "Update": {
                **table,
                "Key": mark,
                "UpdateExpression": "SET event0 = :flag, expiresAt = :expiry",
                "ConditionExpression": exists if counted else "attribute_not_exists(pk)",
                "ExpressionAttributeValues": expiry,
            }
        },
        # The first claim has a condition, so that nothing is taken out twice.
        {"Delete": {**table, "Key": items[0], "ConditionExpression": exists}},
        *({"Delete": {**table, "Key": item}} for item in items[1:]),
    ]
    if counted:
        removal += [_subtraction(table, bucket) for bucket in _buckets(run)]
        removal += [{"Delete": {**table, "Key": key(f"PRODUCTS#{run.day[:7]}", run.name)}}]
    return removal


def _subtraction(table: dict[str, str], bucket: Key) -> Changed:
    return {
        "Update": {
            **table,
            "Key": bucket,
            "UpdateExpression": "ADD #orders :less, #revenue :less, #items :less",
            "ConditionExpression": "attribute_exists(pk)",
            "ExpressionAttributeNames": {f"#{name}": name for name in ("orders", "revenue", "items")},
            "ExpressionAttributeValues": {":less": {"N": "-1"}},
        }
    }


def _delete_if_empty(shop: Shop, bucket: Key) -> None:
    empty = " AND ".join(f"#{name} = :zero" for name in ("orders", "revenue", "items"))
    try:
        shop.dynamodb.delete_item(
            TableName=shop.analytics_table,
            Key=bucket,
            ConditionExpression=f"{empty} AND attribute_not_exists(#refunds)",
            ExpressionAttributeNames={f"#{name}": name for name in ("orders", "revenue", "items", "refunds")},
            ExpressionAttributeValues={":zero": {"N": "0"}},
        )
    except shop.dynamodb.exceptions.ConditionalCheckFailedException:
        return  # it has other orders, or is gone


def _stored_moment(run: Run) -> str:
    """Return the order's time as the shop stores it."""
    return f"{_moment(run):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"


def _get(shop: Shop, wanted: Key) -> dict[str, Any] | None:
    found: dict[str, Any] | None = shop.dynamodb.get_item(
        TableName=shop.analytics_table, Key=wanted, ConsistentRead=True
    ).get("Item")
    return found
