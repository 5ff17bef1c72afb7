"""Adjustments of the stock: deliveries and losses, while the shop sells."""
