"""Payments: card payments of orders, from the customer's first attempt to the last refund."""

from typing import Final

SERVICE: Final = "payments"
"""The service name under which app, worker and sweeper count what happens to payments, so one alarm sees all of it."""
