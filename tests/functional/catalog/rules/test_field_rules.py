"""The rules for fields that several kinds share (name, description, inStock, price), and unknown fields."""

import json

import pytest

from harness.shop.kinds import KINDS, PRICED, complete, minimal

pytestmark = pytest.mark.one_client

HUGE = 10**30


@pytest.fixture
def rejected_fields(shop, recording):
    """Return the pointers of the fields that POST, PUT and PATCH all reject before any write."""

    def validate(kind, fields):
        item = shop.add(kind)
        recording.calls.clear()
        body = minimal(kind) | fields
        answers = [shop.post(f"/{kind}", body), shop.put(f"/{kind}/{item['id']}", body)]
        assert recording.calls == []
        if None not in fields.values():  # null in a PATCH resets a field to its default
            answers.append(shop.patch(f"/{kind}/{item['id']}", fields))
            assert recording.operations == ["GetItem"]
        for answer in answers:
            assert (answer.status, answer.code) == (422, "validation_failed"), answer
            assert answer.pointers == answers[0].pointers
        return answers[0].pointers

    return validate


class TestName:
    @pytest.mark.parametrize(
        "name",
        ["", " ", "\u00a0\u3000", "\u200b", "x" * 121, "a\x00b", "a\nb", "a\tb", "a\x1fb", "a\x7fb", "a\x85b"]
        + ["\ufdfa" * 120, "\U0001f600" * 121, 7, 1.5, True, None, ["a"], {"a": "b"}],
        ids=ascii,
    )
    def test_is_1_to_120_printable_characters(self, rejected_fields, kind, name):
        assert rejected_fields(kind, {"name": name}) == ["/name"]

    @pytest.mark.parametrize(
        "name",
        ["x", "x" * 120, "\U0001f600" * 120, "é" * 120, "\ufdfa" * 29, " padded ", '"', "\\", "ﷺ", "0"],
        ids=ascii,
    )
    def test_is_stored_as_typed(self, shop, kind, name):
        item = shop.add(kind, name=name)

        assert item["name"] == name
        assert shop.get(f"/{kind}/{item['id']}").json["name"] == name

    def test_that_is_too_long_after_normalization_is_rejected(self, shop):
        answer = shop.post("/addons", minimal("addons") | {"name": "\ufdfa" * 120})

        detail = "is too long: some of its characters stand for several others"
        assert answer.json["errors"] == [{"pointer": "/name", "detail": detail}]

    def test_is_required(self, rejected_fields, shop, kind):
        body = minimal(kind)
        del body["name"]

        answer = shop.post(f"/{kind}", body)

        assert answer.json["errors"] == [{"pointer": "/name", "detail": "is required"}]


class TestDescription:
    @pytest.mark.parametrize(
        "description", ["x" * 2001, "a\x00b", "a\x0bb", "a\x1bb", "a\x7f", 7, True, None, []], ids=ascii
    )
    def test_is_up_to_2000_characters_of_prose(self, rejected_fields, kind, description):
        assert rejected_fields(kind, {"description": description}) == ["/description"]

    @pytest.mark.parametrize(
        "description", ["", "x" * 2000, "\U0001f600" * 2000, "a\nb\r\n\tc"], ids=["", "x", "emoji", "lines"]
    )
    def test_is_stored_as_typed(self, shop, kind, description):
        item = shop.add(kind, description=description)

        assert shop.get(f"/{kind}/{item['id']}").json["description"] == description


class TestInStock:
    @pytest.mark.parametrize("in_stock", ["true", "", 0, 1, None, [], {}], ids=repr)
    def test_is_true_or_false(self, rejected_fields, kind, in_stock):
        assert rejected_fields(kind, {"inStock": in_stock}) == ["/inStock"]


class TestPrice:
    @pytest.mark.parametrize(
        "amount", [-1, 500_000_000_001, HUGE, 12.99, 12.000001, "1299", "", True, False, None, [], {}], ids=repr
    )
    @pytest.mark.parametrize("kind", PRICED)
    def test_amount_is_an_integer_of_minor_units(self, rejected_fields, kind, amount):
        assert rejected_fields(kind, {"price": {"amount": amount, "currency": "CAD"}}) == ["/price/amount"]

    @pytest.mark.parametrize("amount", [0, 1, 500_000_000_000])
    @pytest.mark.parametrize("kind", PRICED)
    def test_amount_is_from_zero_to_500_billion_minor_units(self, shop, kind, amount):
        item = shop.add(kind, price={"amount": amount, "currency": "CAD"})

        assert item["price"] == {"amount": amount, "currency": "CAD"}
        assert type(item["price"]["amount"]) is int
        assert shop.get(f"/{kind}/{item['id']}").json["price"] == {"amount": amount, "currency": "CAD"}

    @pytest.mark.parametrize(("number", "amount"), [("100.0", 100), ("1e2", 100), ("12.50e2", 1250), ("-0.0", 0)])
    def test_amount_is_a_whole_number_in_any_spelling(self, shop, number, amount):
        answer = shop.post("/addons", raw_body=f'{{"name": "x", "price": {{"amount": {number}, "currency": "CAD"}}}}')

        assert (answer.status, answer.json["price"]["amount"]) == (201, amount)
        assert f'"amount":{amount},' in answer.body

    @pytest.mark.parametrize("number", ["1e-2", "0.1", "1.0000000000000001", "1e12", "1e99", "1" * 4000])
    def test_amount_is_no_other_json_number(self, shop, number):
        answer = shop.post("/addons", raw_body=f'{{"name": "x", "price": {{"amount": {number}, "currency": "CAD"}}}}')

        assert answer.status == 422
        assert answer.pointers == ["/price/amount"]

    @pytest.mark.parametrize(
        "currency", ["USD", "EUR", "cad", "CAD ", "CA", "CADD", "", 124, None, True, ["CAD"]], ids=repr
    )
    @pytest.mark.parametrize("kind", PRICED)
    def test_currency_is_that_of_the_shop(self, rejected_fields, kind, currency):
        assert rejected_fields(kind, {"price": {"amount": 1, "currency": currency}}) == ["/price/currency"]

    def test_names_the_currency_to_use(self, shop):
        answer = shop.post("/addons", {"name": "x", "price": {"amount": 1, "currency": "USD"}})

        assert answer.json["errors"] == [{"pointer": "/price/currency", "detail": "must be CAD, the shop's currency"}]

    @pytest.mark.parametrize("kind", PRICED)
    def test_has_an_amount_and_a_currency(self, shop, kind):
        pointers = {
            str(price): shop.post(f"/{kind}", minimal(kind) | {"price": price}).pointers
            for price in ({}, {"amount": 1}, {"currency": "CAD"})
        }

        assert pointers == {
            "{}": ["/price/amount", "/price/currency"],
            "{'amount': 1}": ["/price/currency"],
            "{'currency': 'CAD'}": ["/price/amount"],
        }

    @pytest.mark.parametrize("price", [1299, "12.99 CAD", 12.99, True, [], ["CAD", 1], None], ids=repr)
    @pytest.mark.parametrize("kind", PRICED)
    def test_is_an_object(self, rejected_fields, kind, price):
        assert rejected_fields(kind, {"price": price}) == ["/price"]

    @pytest.mark.parametrize("kind", PRICED)
    def test_is_required(self, shop, kind):
        body = minimal(kind)
        del body["price"]

        assert shop.post(f"/{kind}", body).json["errors"] == [{"pointer": "/price", "detail": "is required"}]


class TestUnknownFields:
    @pytest.mark.parametrize(
        ("name", "pointer"),
        [
            ("id", "/id"),
            ("version", "/version"),
            ("createdAt", "/createdAt"),
            ("updatedAt", "/updatedAt"),
            ("refs", "/refs"),
            ("pk", "/pk"),
            ("nameKey", "/nameKey"),
            ("writeMark", "/writeMark"),
            ("in_stock", "/in_stock"),
            ("Name", "/Name"),
            ("", "/"),
            ("a/b", "/a~1b"),
            ("~", "/~0"),
            ("n" * 200, "/" + "n" * 64),
            ("😀", "/😀"),
        ],
    )
    def test_are_rejected_and_named_by_an_rfc_6901_pointer(self, rejected_fields, kind, name, pointer):
        assert rejected_fields(kind, {name: "x"}) == [pointer]

    def test_are_rejected_within_a_price(self, rejected_fields):
        for kind in PRICED:
            assert rejected_fields(kind, {"price": {"amount": 1, "currency": "CAD", "tax": 2}}) == ["/price/tax"]


class TestErrors:
    def test_are_reported_all_at_once(self, shop):
        answer = shop.post(
            "/products", {"name": "", "price": {"amount": -1, "currency": "USD"}, "spiciness": 6, "q": 1}
        )

        assert answer.pointers == ["/name", "/price/amount", "/price/currency", "/spiciness", "/q"]

    def test_are_reported_up_to_fifty(self, shop, kind):
        answer = shop.post(f"/{kind}", minimal(kind) | {f"unknown{number:02d}": 1 for number in range(60)})

        assert answer.pointers == [f"/unknown{number:02d}" for number in range(50)]

    def test_never_echo_a_value(self, shop, kind):
        marked = {name: f"MARKED {name}" for name in complete(kind) if name != "name"} | {"name": ["MARKED"]}
        lists = {
            name: [f"MARKED {name}", {"MARKED": 1}] for name, value in complete(kind).items() if type(value) is list
        }
        prices = {name: {"amount": "MARKED", "currency": "MARKED"} for name in ("price",) if name in marked}
        item = shop.add(kind)

        for body in (marked | {"more": "MARKED"}, marked | lists, marked | prices, marked | {"name": "MARKED\x00"}):
            for answer in (
                shop.post(f"/{kind}", body),
                shop.put(f"/{kind}/{item['id']}", body),
                shop.patch(f"/{kind}/{item['id']}", body),
                shop.put(f"/{kind}/{item['id']}/stock", body | {"inStock": "MARKED"}),
            ):
                assert answer.status == 422
                values = json.dumps([error["detail"] for error in answer.json["errors"]])
                assert "MARKED" not in values
                assert "MARKED" not in answer.body

    def test_name_a_query_parameter_but_not_its_value(self, shop):
        for kind in KINDS:
            answer = shop.get(f"/{kind}?limit=MARKED&inStock=MARKED&name=%00MARKED")

            assert [error["parameter"] for error in answer.json["errors"]] == ["limit", "inStock", "name"]
            assert "MARKED" not in answer.body
