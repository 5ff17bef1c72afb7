"""Refunds of paid orders, by pieces of lines or by an amount."""
