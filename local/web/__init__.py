"""Builds the storefront from web/, and serves it at /shop."""
