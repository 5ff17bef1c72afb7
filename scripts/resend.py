"""Send mail of the outbox again: mail that SES refused, or that waited too long and was parked.

Local shop:          make resend ID=01M8P651MRXYAYF2PW6J8N210K      (while `make run` is running)
Deployed shop:       make resend ENV=prod ID=01M8P651MRXYAYF2PW6J8N210K
All mail of a time:  make resend ENV=prod FROM=2026-11-30T06:00 TO=2026-11-30T09:00      (UTC)

The log of the mailer names each mail that it gave up. The outbox holds mail for a week. Each mail moves to a new key,
so the table's stream delivers it to the mailer as new mail. A time includes mail that was sent already: its receivers
get it twice. It imports the functions' code, so its search path is the one that the Makefile exports.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from scripts.table_command import fail, run_on_table, scan
from scripts.table_options import add_table_options
from scripts.tables import ACCOUNTS

_NOTE = "What was sent again so far stays sent."


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if not options.mail and not (options.since and options.until):
        return fail("Name the mails (ID=…, several separated by commas), or a time (FROM=… TO=…).")
    if not options.mail and options.since > options.until:
        return fail("The time ends before it begins: FROM is after TO.")
    return run_on_table(options, ACCOUNTS, partial(_resend, options), _NOTE)


def _resend(options: argparse.Namespace) -> int:
    sent = 0
    missing = []
    for name, item in _named(options.mail.split(",")) if options.mail else _of_time(options.since, options.until):
        try:
            moved = item is not None and _move(item)
        except (Exception, KeyboardInterrupt):
            following = f"FROM={item['createdAt']} and the same TO" if item and not options.mail else "the same IDs"
            print(f"Mails sent again: {sent}. For the rest, run this with {following}.")
            raise
        if moved:
            sent += 1
        else:
            missing.append(name)
    print(f"Mails sent again: {sent}")
    if missing:
        return fail(f"These are not in the outbox any more: {', '.join(missing)}")
    return 0


def _named(names: Sequence[str]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    from bodega.dynamodb import Key, Table
    from bodega.outbox import PARTITION

    table = Table(ACCOUNTS.variable)
    for name in map(str.strip, names):
        yield name, table.get(Key(f"{PARTITION}{name}", "MAIL"), consistent=True)


def _of_time(since: str, until: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the mails of the time, oldest first.

    All are read before the first one moves, because a scan could find it again.
    """
    from bodega.attributes import from_attributes
    from bodega.outbox import PARTITION

    condition = "begins_with(#pk, :outbox) AND #createdAt BETWEEN :since AND :until"
    pages = scan(ACCOUNTS, condition, {"outbox": PARTITION, "since": since, "until": until})
    items = [from_attributes(item) for page in pages for item in page["Items"]]
    return [
        (item["pk"].removeprefix(PARTITION), item) for item in sorted(items, key=lambda item: str(item["createdAt"]))
    ]


def _move(item: dict[str, Any]) -> bool:
    """Move the mail to a new key. Return False if it is gone: its account was erased, or another run moved it."""
    from ulid import ULID

    from bodega.dynamodb import Delete, Key, Put, Table, TransactionFailed
    from bodega.outbox import PARTITION

    new = {**item, "pk": f"{PARTITION}{ULID()}"}
    try:
        Table(ACCOUNTS.variable).transact(
            {
                "new": Put(new, "attribute_not_exists(#pk)"),
                "old": Delete(Key(item["pk"], item["sk"]), "attribute_exists(#pk)"),
            }
        )
    except TransactionFailed:
        return False
    return True


def _utc(text: str) -> str:
    """Return the time as items have it; without a time zone, it is in UTC. Raises: ArgumentTypeError."""
    from bodega.clock import timestamp

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-11-30T06:00") from None
    return timestamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mail", help="the ID of a mail in the log of the mailer; several separated by commas")
    parser.add_argument("--since", type=_utc, help="mail written from this time on (UTC, such as 2026-11-30T06:00)")
    parser.add_argument("--until", type=_utc, help="until this time")
    add_table_options(parser, ACCOUNTS.output)
    return parser


if __name__ == "__main__":
    sys.exit(main())
