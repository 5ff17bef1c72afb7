"""Quotes: the price of a cart, when it can be ready, and everything that prevents the order."""
