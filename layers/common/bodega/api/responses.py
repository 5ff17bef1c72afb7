"""Answers in the contract's forms. Bodies are JSON text already: tags are made from exactly what is sent."""

import json
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import not_modified, version_tag

MEDIA_TYPE = "application/json"
PUBLIC_SECONDS = 30
"""For how long a browser or CDN may show the catalogue without asking again."""


def dump_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def private(status: int, document: Any, headers: Mapping[str, str | list[str]] | None = None) -> Response[str]:
    """An answer for this caller only."""
    return Response(status, MEDIA_TYPE, dump_json(document), {"Cache-Control": "no-store", **(headers or {})})


def created(document: Mapping[str, Any], *, collection: str | None, replayed: bool) -> Response[str]:
    """201 for a new thing, which is found below `collection` (a path as the client sees it) where there is one.

    `replayed`: whether this is the stored answer to a request that came before.
    """
    headers: dict[str, str | list[str]] = {}
    if collection is not None:
        headers["Location"] = f"{collection.rstrip('/')}/{document['id']}"
    if "version" in document:
        headers["ETag"] = version_tag(document["version"])
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return private(201, document, headers)


def no_content() -> Response[str]:
    return Response(204, headers={"Cache-Control": "no-store"})


def public(request: Mapping[str, str], body: str, tag: str, if_none_match: str | None) -> Response[str]:
    """An answer that is the same for everyone; 304 when the client knows it.

    `request`: the request's headers. Whoever comes with a token is changing the catalogue: they see
    their own change at once, by asking each time whether the tag still holds.
    """
    freshness = "private, no-cache" if "authorization" in request else f"public, max-age={PUBLIC_SECONDS}"
    headers: dict[str, str | list[str]] = {"ETag": tag, "Cache-Control": freshness, "Vary": "Authorization"}
    if not_modified(if_none_match, tag):
        return Response(304, headers=headers)
    return Response(200, MEDIA_TYPE, body, headers)
