"""The analytics routes: events of orders and reports, for admins only."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from analytics.intake.events import accept_events
from analytics.intake.schemas import IntakeFields
from analytics.reports.best_sellers import best_sellers
from analytics.reports.daily_csv import MEDIA_TYPE, daily_csv
from analytics.reports.figures import Interval, series, summary
from analytics.shop_calendar import MAX_DAYS, MAX_DAYS_BY_HOUR, Days
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import private
from bodega.observability import count, observed

_DAY = {"format": "date"}
From = Annotated[
    str | None, Query(alias="from", description="First day. Without it, the day of `to`", json_schema_extra=_DAY)
]
To = Annotated[
    str | None, Query(alias="to", description="Last day, included. Without it, today", json_schema_extra=_DAY)
]

app = ShopApi()


@app.post("/analytics/events", operation_id="takeEvents", **ADMIN)
def take_events(fields: Annotated[IntakeFields, Body()]) -> Response[Any]:
    result = accept_events(fields.as_json()["events"])
    count("EventsAccepted", result.accepted)
    count("EventsRepeated", result.repeated)
    return private(202, result._asdict())


@app.get("/analytics/summary", operation_id="getSummary", **ADMIN)
def get_summary(first: From = None, last: To = None) -> Response[Any]:
    return private(200, summary(Days.read(first, last)))


@app.get("/analytics/orders", operation_id="getOrders", **ADMIN)
def get_orders(
    interval: Annotated[Interval, Query(description=f"Hours for at most {MAX_DAYS_BY_HOUR} days")],
    first: From = None,
    last: To = None,
) -> Response[Any]:
    max_days = MAX_DAYS_BY_HOUR if interval == "hour" else MAX_DAYS
    return private(200, series(Days.read(first, last, max_days), interval))


@app.get("/analytics/products", operation_id="getBestSellers", **ADMIN)
def get_best_sellers(
    first: From = None,
    last: To = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Products in each list")] = 10,
) -> Response[Any]:
    return private(200, best_sellers(Days.read(first, last), limit))


@app.get("/analytics/export", operation_id="exportDailyFigures", **ADMIN)
def export_daily_figures(first: From = None, last: To = None) -> Response[Any]:
    days = Days.read(first, last)
    headers: dict[str, str | list[str]] = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="daily-figures-{days.first}-to-{days.last}.csv"',
    }
    return Response(200, MEDIA_TYPE, daily_csv(days), headers)


handler = observed(app.resolve)
