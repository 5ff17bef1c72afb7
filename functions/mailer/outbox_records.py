"""Outbox items as the table's stream delivers them.

https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bodega import outbox
from bodega.attributes import from_attributes
from bodega.mail_tokens import TokenSeed


class OutboxMail(NamedTuple):
    """A mail to send. `id` and `template` may be logged; `to` and `parameters` must not be.

    `token`: the seed of the token in the mail's link, for templates that have one.
    """

    sequence_number: str
    id: str
    template: str
    to: str
    parameters: dict[str, Any]
    token: TokenSeed | None

    def __repr__(self) -> str:
        return f"OutboxMail({self.id})"


def outbox_mails(event: dict[str, Any]) -> Iterator[OutboxMail]:
    """Yield the mails of a batch, in the stream's order.

    The event source's filter passes only outbox items. Other records are skipped.
    """
    for record in event["Records"]:
        change = record["dynamodb"]
        key = change["Keys"]["pk"]["S"]
        if record["eventName"] == "INSERT" and key.startswith(outbox.PARTITION):
            yield _mail(change["SequenceNumber"], key, from_attributes(change["NewImage"]))


def _mail(sequence_number: str, key: str, item: dict[str, Any]) -> OutboxMail:
    return OutboxMail(
        sequence_number=sequence_number,
        id=key.removeprefix(outbox.PARTITION),
        template=item.get("template", ""),
        to=item.get("to", ""),
        parameters=item.get("parameters", {}),
        token=TokenSeed(**item["token"]) if "token" in item else None,
    )
