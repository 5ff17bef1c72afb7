"""Requests that count once: their records stand among their user's items, where an erasure finds them."""

from typing import Any

from bodega.dynamodb import Put
from bodega.idempotency import IdempotentRequest

PREFIX = "REQUEST#"


def kept_with(user_id: str, request: IdempotentRequest, answer: dict[str, Any]) -> Put:
    """The write that keeps `answer` for a day; it fails when the request was answered before."""
    record = request.record(answer)
    scope = request.pk.rpartition("#")[2]
    return Put({**record.item, "pk": f"USER#{user_id}", "sk": f"{PREFIX}{scope}"}, record.condition, record.values)
