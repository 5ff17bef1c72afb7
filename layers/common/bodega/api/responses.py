"""Builders of answers. Bodies are JSON text, because entity tags are hashes of exactly what is sent."""

from collections.abc import Mapping
from typing import Any

import orjson
from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import version_tag

MEDIA_TYPE = "application/json"
PUBLIC_SECONDS = 30
"""How long a browser or CDN may show the catalogue without revalidating."""


def dump_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def private(status: int, document: Any, headers: Mapping[str, str | list[str]] | None = None) -> Response[str]:
    """Return an answer that no cache may store."""
    return Response(status, MEDIA_TYPE, dump_json(document), {"Cache-Control": "no-store", **(headers or {})})


def created(
    document: Mapping[str, Any], *, collection: str | None, replayed: bool, revision: str | None = None
) -> Response[str]:
    """Return 201 for a new resource. `collection`: the path that `Location` starts with, as the client sees it.

    `replayed`: whether this is the stored answer to an earlier request with the same key. `revision`: what the `ETag`
    contains instead of the document's version.
    """
    headers: dict[str, str | list[str]] = {}
    if collection is not None:
        headers["Location"] = f"{collection.rstrip('/')}/{document['id']}"
    if "version" in document:
        headers["ETag"] = version_tag(revision or document["version"])
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return private(201, document, headers)


def no_content() -> Response[str]:
    return Response(204, headers={"Cache-Control": "no-store"})


def public(request: Mapping[str, str], body: str, tag: str | None = None) -> Response[str]:
    """Return an answer that is the same for everyone. `tag`: its tag, if that is no hash of the body.

    `request`: the request's headers. A caller with a token may be changing the catalogue and must see
    the change at once, so their client revalidates each time.
    """
    freshness = "private, no-cache" if "authorization" in request else f"public, max-age={PUBLIC_SECONDS}"
    headers: dict[str, str | list[str]] = {"Cache-Control": freshness, "Vary": "Authorization"}
    if tag is not None:
        headers["ETag"] = tag
    return Response(200, MEDIA_TYPE, body, headers)
