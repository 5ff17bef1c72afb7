"""Payments: card payments of orders, from the customer's first attempt to the last refund."""
