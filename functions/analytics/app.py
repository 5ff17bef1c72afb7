"""The analytics routes: events of orders and reports, for admins only."""

from typing import TYPE_CHECKING, Annotated, Any, get_args

from aws_lambda_powertools.event_handler import Response

from analytics.intake.events import accept_events
from analytics.reports.best_sellers import best_sellers
from analytics.reports.daily_csv import MEDIA_TYPE, daily_csv
from analytics.reports.figures import Interval, series, summary
from analytics.shop_calendar import MAX_DAYS, MAX_DAYS_BY_HOUR, Days
from bodega.api.inputs import Body
from bodega.api.parameters import Parameter, query
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import private
from bodega.observability import count

if TYPE_CHECKING:
    from analytics.intake.schemas import IntakeFields

_DAY = {"format": "date", "type": "string"}
From = Annotated[str | None, Parameter("from", "query", "First day. Without it, the day of `to`", _DAY)]
To = Annotated[str | None, Parameter("to", "query", "Last day, included. Without it, today", _DAY)]
_INTERVAL = query("interval", f"Hours for at most {MAX_DAYS_BY_HOUR} days", enum=list(get_args(Interval)))

app = ShopApi()


@app.post("/analytics/events", operation_id="takeEvents", **ADMIN)
def take_events(fields: Annotated["IntakeFields", Body("analytics.intake.schemas:IntakeFields")]) -> Response[Any]:
    result = accept_events(fields.as_json()["events"])
    count("EventsAccepted", result.accepted)
    count("EventsRepeated", result.repeated)
    return private(202, result._asdict())


@app.get("/analytics/summary", operation_id="getSummary", **ADMIN)
def get_summary(first: From = None, last: To = None) -> Response[Any]:
    return private(200, summary(Days.read(first, last)))


@app.get("/analytics/orders", operation_id="getOrders", **ADMIN)
def get_orders(
    interval: Annotated[Interval, _INTERVAL],
    first: From = None,
    last: To = None,
) -> Response[Any]:
    max_days = MAX_DAYS_BY_HOUR if interval == "hour" else MAX_DAYS
    return private(200, series(Days.read(first, last, max_days), interval))


@app.get("/analytics/products", operation_id="getBestSellers", **ADMIN)
def get_best_sellers(
    first: From = None,
    last: To = None,
    limit: Annotated[int, query("limit", "Products in each list", type="integer", maximum=100, minimum=1)] = 10,
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


handler = app.handler()
