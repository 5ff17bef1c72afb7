"""Text is returned exactly as it was sent, byte for byte."""

import json

import pytest

from harness.shop.kinds import KINDS, minimal

TEXTS = [
    "Crème brûlée",
    "e\u0301 is not é",
    "😀 👩‍👩‍👧‍👦 🇨🇦 👍🏽",
    "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 𠜎",
    "شاي بالنعناع \u200fRTL\u200e",
    "\u202eright to left\u202c",
    "שלום \u2067עולם\u2069",
    "抹茶ラテ ㈱",
    "चाय ☕️",
    "zero\u200bwidth\u200djoiner\ufeff",
    "'; DROP TABLE catalog; --",
    '" OR "1"="1',
    "#pk = :pk",
    "attribute_exists(#pk)",
    ":version",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "<script>alert('x')</script>",
    "&lt;&amp;&#39;",
    '\\ \\n \\u0041 \\" /',
    "%41%00%2F",
    "../../etc/passwd",
    "CATEGORY#NAME",
    "null",
    "NaN",
    "0",
    "  spaces  inside  and  around  ",
    "\u00a0no-break\u00a0",
    "\ufdfa ﬁ ① Å",
    "\U0010ffff \ue000",
    "𝟘" * 20,
]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
class TestText:
    def test_is_returned_as_typed(self, shop, text):
        written = json.dumps(text, ensure_ascii=False).encode()
        for kind in KINDS:
            created = shop.post(f"/{kind}", minimal(kind) | {"name": text, "description": text})
            assert created.status == 201

            read, listed = shop.get(f"/{kind}/{created.json['id']}"), shop.get(f"/{kind}")

            for answer in (created, read, listed):
                assert answer.body.encode().count(written) == 2
            assert (read.json["name"], read.json["description"]) == (text, text)
            assert listed.json["items"] == [read.json]

    def test_can_be_changed_found_and_deleted(self, shop, text):
        item = shop.add("products")

        changed = shop.patch(f"/products/{item['id']}", {"name": text, "description": text})

        assert (changed.json["name"], changed.json["description"]) == (text, text)
        assert shop.post("/products", minimal("products") | {"name": text}).status == 409
        assert shop.delete(f"/products/{item['id']}").status == 204


class TestTextInTheMenu:
    def test_is_returned_as_typed(self, shop):
        products = [shop.add("products", name=text, description=text)["id"] for text in TEXTS]
        shop.add("categories", productIds=products)

        (category,) = shop.get("/menu").json["categories"]

        assert [(product["name"], product["description"]) for product in category["products"]] == [
            (text, text) for text in TEXTS
        ]


class TestMultilineText:
    def test_keeps_its_line_breaks(self, shop, kind):
        text = "First line\n\tindented\r\n\r\n• bullet\n"

        item = shop.add(kind, description=text)

        assert shop.get(f"/{kind}/{item['id']}").json["description"] == text
