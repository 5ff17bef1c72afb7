"""Responses with an order, which several concerns give."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import version_tag
from bodega.api.responses import private
from bodega.items import Item
from bodega.orders.documents import order_document
from bodega.orders.stored import StoredOrder


def order_response(order: StoredOrder, **more: Any) -> Response[str]:
    """Return 200 with the whole order and its version as `ETag`. `more`: other members of the body."""
    return versioned({**order_document(order.head, order.lines, order.person, order.refunds), **more})


def versioned(document: Item) -> Response[str]:
    """Return 200 with the document's version as `ETag`."""
    return private(200, document, {"ETag": version_tag(document["version"])})
