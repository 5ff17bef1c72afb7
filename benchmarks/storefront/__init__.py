"""Measures the storefront in a browser: its first page, and scrolling through a large menu."""
