"""Customizations: groups of addons that a customer chooses from."""
