"""What is due about payments, from the index of the orders table."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from bodega.dynamodb import Query
from bodega.orders.keys import DUE, HEAD, REFUND, command_id_of, order_id_of, payments_due_partition, table


class Kind(StrEnum):
    """What is due: the end of a hold, a command, the early capture of an authorization, or a look at a refund."""

    HOLD = "hold"
    COMMAND = "command"
    AUTHORIZATION = "authorization"
    REFUND = "refund"


class Due(NamedTuple):
    """Something that is due `at` a time. `id`: of the command, otherwise of the order. `refund`: the id of a refund."""

    kind: Kind
    id: str
    at: str
    refund: str = ""


def due_until(moment: str) -> Iterator[Due]:
    """Yield what is due until a moment, in the order of the times. 1 Query on `due`, 0.5 RCU per 4 KB: about 25."""
    values = {"due": payments_due_partition(), "until": moment}
    query = Query("#duePk = :due AND #dueSk < :until", values, index_name=DUE)
    for item in table.query_all(query):
        at = item["dueSk"].partition("#")[0]
        partition, kind = item["pk"], item["sk"]
        order_id = order_id_of(partition)
        if command_id := command_id_of(partition):
            yield Due(Kind.COMMAND, command_id, at)
        elif kind.startswith(REFUND):
            yield Due(Kind.REFUND, order_id, at, kind.removeprefix(REFUND))
        else:
            yield Due(Kind.HOLD if kind == HEAD else Kind.AUTHORIZATION, order_id, at)
