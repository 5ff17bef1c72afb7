"""The forms of the analytics answers, for the API document; answers are made without models."""

from pydantic import BaseModel, Field

from bodega.models import Document


class Taken(Document):
    accepted: int = Field(description="Events that are new")
    repeated: int = Field(description="Events that had come before, and are not counted again")


class Amount(Document):
    """An amount that refunds may have made negative."""

    amount: int = Field(description="Minor units of the currency")
    currency: str


class Figures(Document):
    orders: int
    revenue: Amount = Field(description="Orders less refunds")
    average_order_value: Amount | None = Field(description="Revenue by orders, rounded half up; null without orders")
    items_sold: int = Field(description="Quantities of orders less those of refunds")
    refunds: int = Field(description="How many refunds there were")
    refunded: Amount = Field(description="What they gave back")


class PreviousFigures(Figures):
    from_: str = Field(alias="from")
    to: str


class Range(Document):
    from_: str = Field(alias="from", description="First day")
    to: str = Field(description="Last day, included")
    time_zone: str = Field(description="The shop's, as in the IANA database")
    currency: str


class Summary(Range, Figures):
    previous: PreviousFigures


class Series(Document):
    orders: list[int]
    revenue: list[int] = Field(description="Minor units")
    items_sold: list[int]
    refunds: list[int]


class OrderSeries(Range):
    interval: str
    labels: list[str] = Field(description="`2026-01`, `2026-01-31`, or `2026-01-31T09:00-05:00`: where the hour begins")
    series: Series
    totals: Figures


class Ranking(Document):
    labels: list[str] = Field(description="Names of products")
    product_ids: list[str]
    revenue: list[int] = Field(description="Minor units")
    quantity: list[int]


class ProductTotals(Document):
    products: int
    quantity: int
    revenue: Amount


class BestSellers(Range):
    by_revenue: Ranking
    by_quantity: Ranking
    totals: ProductTotals = Field(description="Of all products that were sold, not only of those listed")


MODELS: dict[str, type[BaseModel]] = {model.__name__: model for model in (Taken, Summary, OrderSeries, BestSellers)}
