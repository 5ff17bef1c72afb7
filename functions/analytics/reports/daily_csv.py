"""The daily figures as CSV (RFC 4180)."""

import csv
import io

from analytics.reports.figures import daily, header
from analytics.shop_calendar import Days

MEDIA_TYPE = "text/csv"
# Each heading with the counter of its column. Amounts are integers in minor units of the currency.
_COLUMNS = {
    "orders": "orders",
    "revenue_minor_units": "revenue",
    "items_sold": "items",
    "refunds": "refunds",
    "refunded_minor_units": "refunded",
}


def daily_csv(days: Days) -> str:
    """Return a line of headings and a line per day, days without orders included."""
    currency = header(days)["currency"]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["date", *_COLUMNS, "currency"])
    writer.writerows([day, *(counters[name] for name in _COLUMNS.values()), currency] for day, counters in daily(days))
    return text.getvalue()
