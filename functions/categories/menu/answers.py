"""The texts of the menu: the bodies of `GET /menu` with their tags, and the compressed parts that are stored."""

import os
import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple

import orjson

from bodega.api.conditions import content_tag
from categories.menu.shapes import FORMAT, Catalogue, shapes

# Lambda returns at most 6,291,556 bytes, which include the status and the headers around the body.
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MOST_BYTES: Final = 6_291_556 - 4_096
MOST_STORED_BYTES: Final = 3_900_000
"""The most compressed bytes of all shapes together: one transaction writes them, and holds 4 MB."""
_PART_BYTES: Final = 380 * 1024  # an item holds 400 KB


class Answer(NamedTuple):
    """The answer to a request for one shape.

    `size`: the bytes that Lambda returns for it. `parts`: the body compressed, in parts that each fit into an item.
    There are none if the answer is too large.
    """

    tag: str
    body: str
    size: int
    parts: tuple[bytes, ...]


def answers(catalogue: Catalogue) -> dict[str, Answer]:
    """Return the answer of each shape."""
    from bodega.currencies import shop_currency  # few requests build the menu

    shop = {"shop": os.environ["SHOP_NAME"], **shop_currency()}
    made = {shape: _answer(orjson.dumps(shop | document).decode()) for shape, document in shapes(catalogue).items()}
    while sum(map(_stored_bytes, made.values())) > MOST_STORED_BYTES:
        largest = max(made, key=lambda shape: _stored_bytes(made[shape]))
        made[largest] = made[largest]._replace(parts=())
    return made


def fingerprint() -> str:
    """Return what the answers depend on besides the catalogue."""
    return orjson.dumps([FORMAT, os.environ["SHOP_NAME"], os.environ["SHOP_CURRENCY"]]).decode()


def body_of(parts: Sequence[bytes], tag: str) -> str | None:
    """Return the body that was stored in these parts, or None if they do not make the body with this tag."""
    try:
        body = zlib.decompress(b"".join(parts)).decode()
    except (zlib.error, UnicodeDecodeError):
        return None
    return body if content_tag(body) == tag else None


def _answer(body: str) -> Answer:
    size = _size(body)
    compressed = zlib.compress(body.encode()) if size <= MOST_BYTES else b""
    parts = (compressed[start : start + _PART_BYTES] for start in range(0, len(compressed), _PART_BYTES))
    return Answer(content_tag(body), body, size, tuple(parts))


def _size(body: str) -> int:
    """Return the bytes of the body as Lambda's runtime returns it: as a JSON string, with escaped quotes."""
    return len(orjson.dumps(body))


def _stored_bytes(answer: Answer) -> int:
    return sum(map(len, answer.parts))
