"""Placing an order: priced again, reserved and recorded in one transaction."""
