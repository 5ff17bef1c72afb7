"""Restore a deployed shop to an earlier moment: `python -m scripts.restore`, or `make restore`.

The tables are restored beside the live ones, checked, and copied back item by item
(docs/decisions/0088-restore-by-copying.md).
"""
