"""Addons: what customers add to a product, each at a price of its own."""
