"""The daily figures as CSV (RFC 4180), for a spreadsheet or the bookkeeper."""

import csv
import io

from analytics.reports.figures import daily, header
from analytics.shop_calendar import Days

MEDIA_TYPE = "text/csv"
# Headings, and the counters below them; amounts are integers of the currency's minor units, as everywhere.
_COLUMNS = {
    "orders": "orders",
    "revenue_minor_units": "revenue",
    "items_sold": "items",
    "refunds": "refunds",
    "refunded_minor_units": "refunded",
}


def daily_csv(days: Days) -> str:
    """A line of headings, then a line a day, empty days too."""
    currency = header(days)["currency"]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["date", *_COLUMNS, "currency"])
    writer.writerows([day, *(counters[name] for name in _COLUMNS.values()), currency] for day, counters in daily(days))
    return text.getvalue()
