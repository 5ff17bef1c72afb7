"""Builds requests to the API for tests."""

from datetime import UTC, datetime
from typing import Any

from local.gateway.events import Request


def request(**fields: Any) -> Request:
    values: dict[str, Any] = {
        "method": "GET",
        "path": "/products",
        "query": "",
        "headers": (("Host", "127.0.0.1:3000"), ("User-Agent", "tests")),
        "body": b"",
        "source_ip": "127.0.0.1",
        "stage": "v1",
        "host": "127.0.0.1:3000",
        "id": "9a822e1a-4fb4-4ee1-aae4-758e13aa7403",
        "time": datetime(2026, 4, 9, 12, 34, 56, tzinfo=UTC),
    }
    return Request(**{**values, **fields})
