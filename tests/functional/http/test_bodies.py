"""Request bodies: JSON objects in UTF-8, up to 256 KB."""

import base64
import json

import pytest

from harness.shop.kinds import absent_id, minimal

LARGEST = 256 * 1024
VALID = {"name": "Oat milk", "price": {"amount": 75, "currency": "CAD"}}

BROKEN = [
    " ",
    "\n",
    "{",
    "}",
    "{]",
    '{"name"',
    '{"name":',
    '{"name": "x"',
    '{"name": "x",}',
    "{'name': 'x'}",
    "{name: 1}",
    '{"name": 01}',
    '{"name": +1}',
    '{"name": .5}',
    '{"name": 1.}',
    '{"name": 0x10}',
    '{"name": "a\nb"}',
    '{"name": "\\x"}',
    '{"name": "\\u12"}',
    '{"name": undefined}',
    '{"name": True}',
    '{"name": "x"} {"name": "y"}',
    '{"name": "x"} // comment',
    "\ufeff{}",
    "\x00",
    "name=x&price=1",
    "<name>x</name>",
]
NOT_OBJECTS = ["null", "true", "0", "1.5", '"x"', "[]", json.dumps([VALID]), json.dumps([[VALID]]), '[["name", "x"]]']
UNREADABLE = {
    "NaN": '{"name": "x", "price": {"amount": NaN, "currency": "CAD"}}',
    "Infinity": '{"price": {"amount": Infinity}}',
    "-Infinity": '{"price": {"amount": -Infinity}}',
    "a number beyond all bounds": '{"price": {"amount": 1e100}}',
    "a negative number beyond all bounds": '{"price": {"amount": -1e100}}',
    "a name twice": '{"name": "x", "name": "y"}',
    "a nested name twice": '{"price": {"amount": 1, "amount": 2}}',
    "the same name written in two ways": '{"name": "x", "\\u006eame": "y"}',
    "a high surrogate": '{"name": "\\ud83d"}',
    "a low surrogate": '{"name": "\\ude00"}',
    "surrogates the wrong way round": '{"name": "\\ude00\\ud83d"}',
    "a surrogate in a name": '{"\\ud83d": 1}',
    "a surrogate deep down": '{"price": {"amount": ["\\ud83d"]}}',
    "a raw surrogate": '{"name": "\ud83d"}',
    "100,000 brackets": "[" * 100_000,
    "100,000 pairs of brackets": '{"name": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "50,000 objects": '{"a":' * 50_000 + "1" + "}" * 2_000,
    "5,000 digits": '{"price": {"amount": ' + "1" * 5_000 + "}}",
}


@pytest.fixture
def sent(shop, recording):
    """Send a body to all routes that take one and return the responses; none may call the database."""

    def send(raw_body, **event):
        routes = [("PUT", "/categories/order")]
        for kind in ("addons", "categories"):
            url = f"/{kind}/{absent_id(kind)}"
            routes += [("POST", f"/{kind}"), ("PUT", url), ("PATCH", url), ("PUT", f"{url}/stock")]
        answers = [shop.call(method, route, raw_body=raw_body, **event) for method, route in routes]
        assert recording.calls == []
        return answers

    return send


def assert_malformed(answers):
    for answer in answers:
        assert (answer.status, answer.code) == (400, "malformed_body"), answer


class TestMalformedBody:
    @pytest.mark.parametrize("raw_body", BROKEN, ids=ascii)
    def test_is_not_json(self, sent, raw_body):
        assert_malformed(sent(raw_body))

    @pytest.mark.parametrize("raw_body", NOT_OBJECTS)
    def test_is_not_an_object(self, sent, raw_body):
        assert_malformed(sent(raw_body))

    @pytest.mark.parametrize("raw_body", UNREADABLE.values(), ids=UNREADABLE)
    def test_is_json_that_parsers_read_differently(self, sent, raw_body):
        assert_malformed(sent(raw_body))

    def test_is_an_empty_body(self, sent):
        assert_malformed(sent(""))

    def test_is_a_missing_body(self, sent):
        assert_malformed(sent(None))

    def test_is_reported_with_position_and_reason_but_without_its_text(self, shop):
        answer = shop.post("/addons", raw_body='{"name": MARKED}')

        assert answer.json["detail"] == "The body is not valid JSON: a value is missing or misspelt at character 9."
        assert "MARKED" not in answer.body


class TestBase64:
    def encode(self, raw):
        return base64.b64encode(raw).decode()

    def test_is_read_like_plain_text(self, shop):
        body = json.dumps(VALID | {"name": "Café 😀"}, ensure_ascii=False).encode()

        answer = shop.post("/addons", raw_body=self.encode(body), base64=True)

        assert (answer.status, answer.json["name"]) == (201, "Café 😀")

    @pytest.mark.parametrize(
        "raw_body", ["*", "e30", "{}", "e3 0=", "e30=\n=", "é", "====", json.dumps(VALID), "\ud83d"], ids=ascii
    )
    def test_is_malformed_if_it_cannot_be_decoded(self, sent, raw_body):
        assert_malformed(sent(raw_body, base64=True))

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\xff",
            b'{"name": "\xff"}',
            b'{"name": "\xc3"}',
            b'{"name": "\xed\xa0\x80"}',
            b"\xff\xfe{\x00}\x00",
            b"\x89PNG",
        ],
        ids=repr,
    )
    def test_is_malformed_without_json_in_utf_8(self, sent, raw):
        assert_malformed(sent(self.encode(raw), base64=True))

    def test_counts_by_its_decoded_size(self, shop):
        body = json.dumps(VALID).encode()

        largest = shop.post("/addons", raw_body=self.encode(body.ljust(LARGEST)), base64=True)
        larger = shop.post("/addons", raw_body=self.encode(body.ljust(LARGEST + 1)), base64=True)

        assert (largest.status, larger.status) == (201, 413)


class TestSize:
    def test_is_256_kilobytes_at_most(self, shop):
        body = json.dumps(VALID)

        assert shop.post("/addons", raw_body=body.ljust(LARGEST)).status == 201
        answer = shop.post("/addons", raw_body=body.ljust(LARGEST + 1))
        assert (answer.status, answer.code) == (413, "payload_too_large")

    def test_counts_bytes_and_not_characters(self, shop):
        before, behind = '{"description": "', '"}'
        of_two_bytes = "é" * ((LARGEST - len(before + behind)) // 2)

        at_most = before + of_two_bytes + behind
        assert len(at_most.encode()) in {LARGEST, LARGEST - 1}
        assert shop.post("/addons", raw_body=at_most).status == 422
        assert shop.post("/addons", raw_body=at_most + "  ").status == 413

    def test_is_validated_on_every_route(self, sent):
        for answer in sent(json.dumps(VALID).ljust(LARGEST + 1)):
            assert (answer.status, answer.code) == (413, "payload_too_large")


class TestContentType:
    @pytest.mark.parametrize(
        "content_type",
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"]
        + ["application/jsonp", "application/jso", "json", "", "*/*", "application/json-patch+json", "text/json"],
    )
    def test_has_to_be_json(self, sent, content_type):
        for answer in sent(json.dumps(VALID), headers={"Content-Type": content_type}):
            assert (answer.status, answer.code) == (415, "unsupported_media_type")

    @pytest.mark.parametrize(
        "content_type",
        ["application/json", "APPLICATION/JSON", "application/json; charset=utf-8", " application/json ;charset=UTF-8"]
        + ["application/merge-patch+json"],
    )
    def test_may_have_parameters_and_any_case(self, shop, content_type):
        assert shop.post("/addons", minimal("addons"), headers={"Content-Type": content_type}).status == 201

    def test_may_have_a_lower_case_header_name(self, shop):
        headers = {"content-type": "application/json; charset=utf-8"}

        answer = shop.post("/addons", VALID, headers=headers, content_type=None)

        assert answer.status == 201

    def test_is_required(self, shop):
        answer = shop.post("/addons", VALID, content_type=None)

        assert (answer.status, answer.code) == (415, "unsupported_media_type")
