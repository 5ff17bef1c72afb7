"""Cursors are signed and valid only for the list that returned them."""

import base64
import hashlib
import hmac

import pytest

from bodega.api.cursors import encode_cursor
from bodega.api.responses import dump_json
from harness.shop.kinds import KINDS, minimal


@pytest.fixture
def cursor(shop, kind):
    """The cursor after the first of two items."""
    for name in ("a", "b"):
        shop.post(f"/{kind}", minimal(kind) | {"name": name})
    return str(shop.get(f"/{kind}?limit=1").json["nextCursor"])


def assert_invalid(answer):
    assert (answer.status, answer.code) == (400, "invalid_cursor")
    assert answer.headers["Cache-Control"] == "no-store"


def decoded(cursor):
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


def encoded(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class TestCursor:
    def test_leads_to_the_next_page(self, shop, kind, cursor):
        answer = shop.get(f"/{kind}?limit=1&cursor={cursor}")

        assert [item["name"] for item in answer.json["items"]] == ["b"]
        assert answer.json["nextCursor"] is None

    def test_needs_no_escaping_in_a_url(self, cursor):
        assert cursor.replace("-", "").replace("_", "").isalnum()
        assert cursor.isascii()

    def test_is_rejected_with_any_byte_changed(self, shop, kind, cursor, recording):
        raw = decoded(cursor)
        recording.calls.clear()

        for place in range(len(raw)):
            changed = bytearray(raw)
            changed[place] ^= 1
            assert_invalid(shop.get(f"/{kind}?cursor={encoded(changed)}"))
        assert recording.calls == []

    def test_is_rejected_when_shortened_or_lengthened(self, shop, kind, cursor):
        raw = decoded(cursor)

        for changed in (raw[:-1], raw[1:], raw + b"x", b"x" + raw, raw[:16], raw[:15], raw[16:], raw * 2):
            assert_invalid(shop.get(f"/{kind}?cursor={encoded(changed)}"))

    def test_is_rejected_in_another_base64_spelling(self, shop, kind, cursor):
        # Base64 has several spellings for the same bytes.
        last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        others = [cursor[:-1] + end for end in last if decoded(cursor[:-1] + end) == decoded(cursor)]
        others.remove(cursor)

        for other in (*others, cursor + "=" * (-len(cursor) % 4 or 4), f"{cursor} ", f" {cursor}", f"{cursor}%0A"):
            assert_invalid(shop.get(f"/{kind}?cursor={other}"))

    @pytest.mark.parametrize(
        "garbage",
        ["x", "abc", "====", "%00", "é", "😀", "null", "A" * 4000, "*", "%2F%2F%2F%2F", "-_-_", "%20", "a.b.c"],
    )
    def test_is_rejected_when_made_up(self, shop, kind, garbage, recording):
        assert_invalid(shop.get(f"/{kind}?cursor={garbage}"))
        assert recording.calls == []

    def test_cannot_be_made_without_the_key(self, shop, kind, cursor):
        position = decoded(cursor)[16:]

        for key in (b"", b"cursor-key", b"CURSOR_KEY_SECRET"):
            forged = hmac.digest(key, position, hashlib.sha256)[:16] + position
            assert_invalid(shop.get(f"/{kind}?cursor={encoded(forged)}"))
        assert_invalid(shop.get(f"/{kind}?cursor={encoded(bytes(16) + position)}"))

    def test_is_rejected_for_another_kind(self, shop, kind, cursor):
        for other in set(KINDS) - {kind}:
            assert_invalid(shop.get(f"/{other}?limit=1&cursor={cursor}"))

    def test_is_rejected_with_added_filters(self, shop, kind, cursor):
        for filters in ("inStock=true", "inStock=false", "name=a", "name=b&inStock=true"):
            assert_invalid(shop.get(f"/{kind}?limit=1&{filters}&cursor={cursor}"))

    def test_is_rejected_with_another_filter(self, shop, kind, cursor):
        filtered = shop.get(f"/{kind}?limit=1&inStock=true").json["nextCursor"]

        assert shop.get(f"/{kind}?limit=1&inStock=true&cursor={filtered}").status == 200
        for filters in ("", "&inStock=false", "&inStock=true&name=a"):
            assert_invalid(shop.get(f"/{kind}?limit=1{filters}&cursor={filtered}"))

    def test_for_all_products_is_rejected_for_a_category(self, shop):
        ids = [shop.add("products", name=name)["id"] for name in "ab"]
        category = shop.add("categories", productIds=ids)["id"]
        of_all = shop.get("/products?limit=1").json["nextCursor"]
        of_category = shop.get(f"/products?limit=1&category={category}").json["nextCursor"]

        assert_invalid(shop.get(f"/products?limit=1&category={category}&cursor={of_all}"))
        assert_invalid(shop.get(f"/products?limit=1&cursor={of_category}"))
        assert_invalid(shop.get(f"/products?limit=1&category={shop.add('categories')['id']}&cursor={of_category}"))

    def test_is_ignored_when_empty(self, shop, kind, cursor):
        assert len(shop.get(f"/{kind}?cursor=").json["items"]) == 2


@pytest.mark.parametrize(("prefix", "key"), [("é", "éclair"), ("1", "1 cup")])
def test_a_cursor_from_before_keys_had_their_order_is_invalid(shop, recording, prefix, key):
    scope = dump_json(["addons", None, prefix])
    cursor = encode_cursor(f"{key}\x1fadd_01JD4W0Q8V5E2M7T9X3K6B1ZCN", scope)

    answer = shop.get(f"/addons?name={prefix}&cursor={cursor}")

    assert (answer.status, answer.code) == (400, "invalid_cursor")
    assert [call for call in recording.calls if call.operation == "Query"] == []
