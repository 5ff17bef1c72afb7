"""What `make reconcile` prints, and its CSV file."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from scripts.reconcile.reconciliation import Period, Result, Totals, by_day, totals
from scripts.reconcile.rules import Difference

_MOST_DIFFERENCES = 100
_RUNBOOK = "docs/operations.md#reconciliation-finds-a-difference"
_HEADER = (
    *("day", "order", "number", "payments", "status", "payment_status", "currency"),
    *("captured", "refunded", "net", "captured_in_table", "refunded_in_table", "net_in_table", "differences"),
)


def lines(period: Period, result: Result, currency: str) -> Iterator[str]:
    """Yield the totals of the days, and the differences."""
    yield f"Payments started from {period.since:%Y-%m-%d %H:%M} until {period.until:%Y-%m-%d %H:%M %Z}, in {currency}"
    yield ""
    yield from _table(result, currency)
    yield ""
    if result.moving:
        yield f"Orders left out, because their payment changed in the last ten minutes: {result.moving}. Run it again."
    yield from (_line(difference, currency) for difference in result.differences[:_MOST_DIFFERENCES])
    if len(result.differences) > _MOST_DIFFERENCES:
        yield f"… and {len(result.differences) - _MOST_DIFFERENCES} more"
    if result.differences:
        yield f"Differences: {len(result.differences)}. What to do: {_RUNBOOK}"
    else:
        yield "No differences."


def write_csv(path: Path, result: Result, currency: str) -> None:
    """Write a line for each order, amounts as decimal numbers. Raises: OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        _write(file, result, currency)


def _write(file: TextIO, result: Result, currency: str) -> None:
    from bodega.currencies import digits_of

    digits = digits_of(currency)
    found: dict[str, list[str]] = {}
    for difference in result.differences:
        found.setdefault(difference.order_id, []).append(difference.code)
    writer = csv.writer(file)
    writer.writerow(_HEADER)
    for row in result.rows:
        amounts = (*_with_net(row.captured, row.refunded), *_with_net(row.captured_in_table, row.refunded_in_table))
        what = (row.day, row.order_id, row.number, " ".join(row.payments), row.status, row.payment_status, currency)
        codes = " ".join(found.get(row.order_id, []))
        writer.writerow((*what, *(_decimal(amount, digits) for amount in amounts), codes))


def _with_net(captured: int, refunded: int) -> tuple[int, int, int]:
    return captured, refunded, captured - refunded


def _decimal(amount: int, digits: int) -> str:
    sign, (whole, part) = "-" if amount < 0 else "", divmod(abs(amount), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def _table(result: Result, currency: str) -> Iterator[str]:
    from bodega.currencies import digits_of

    digits = digits_of(currency)
    grouped = by_day(result.rows)
    rows: list[tuple[str, ...]] = [("day", "orders", "captured", "refunded", "net", "net in the table")]
    rows += [_cells(str(day), totals(own), digits) for day, own in grouped.items()]
    if len(grouped) != 1:
        rows.append(_cells("total", totals(result.rows), digits))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
        yield "  ".join(cells)


def _cells(name: str, sums: Totals, digits: int) -> tuple[str, ...]:
    amounts = (*_with_net(sums.captured, sums.refunded), sums.captured_in_table - sums.refunded_in_table)
    return name, str(sums.orders), *(_decimal(amount, digits) for amount in amounts)


def _line(difference: Difference, currency: str) -> str:
    from bodega.currencies import amount_text

    books = (("provider", difference.provider), ("table", difference.table))
    amounts = ", ".join(f"{name} {amount_text(amount, currency)}" for name, amount in books if amount is not None)
    return f"{difference.code}  {difference.order_id}  {difference.detail}{f' ({amounts})' if amounts else ''}"
