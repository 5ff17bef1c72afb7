"""The problems of a quote, end to end: each code with its pointer and its members, and all of them at once."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from tests.functional.orders.conftest import Settings
from tests.support.shop.ordering import Catalogue, cart_of, money, order_of, place, selection

pytestmark = pytest.mark.usefixtures("at_noon")

NOTHING = "prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
ALL_DAY = [{"from": "09:00", "to": "21:00"}]
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday"), ALL_DAY)
EMPTY = {"customizationId": "cus_01JD4W0Q8V5E2M7T9X3K6B1ZCN", "addons": []}
SUGAR = {"addonId": "add_01JD4W0Q8V5E2M7T9X3K6B1ZCN"}
ADDON = "/lines/0/selections/0/addons/0"
Found = list[tuple[str, str, dict[str, Any]]]


@pytest.fixture
def quoted(shop: Shop) -> Callable[[dict[str, Any]], Any]:
    """Return a function that quotes a cart as anyone."""

    def quote(cart: dict[str, Any]) -> Any:
        answer = shop.post("/orders/quote", cart, role="nobody")
        assert answer.status == 200, answer
        return answer.json

    return quote


def problems(quote: dict[str, Any]) -> Found:
    """Return code, pointer and other members of each problem."""
    assert quote["orderable"] is not bool(quote["problems"])
    assert all(problem.pop("detail") for problem in quote["problems"])
    return [(each.pop("code"), each.pop("pointer"), each) for each in quote["problems"]]


def line(product: str, *selections: dict[str, Any], quantity: int = 1) -> dict[str, Any]:
    return {"productId": product, "quantity": quantity, "selections": list(selections)}


def lines_with_every_problem(items: Catalogue) -> tuple[list[dict[str, Any]], Found]:
    """Return lines and their problems. Cream is out of stock, and there are 20 cakes."""
    small = selection(items, "Size", "Small")
    size, sweet, milk, top = (items[name] for name in ("Size", "Sweet", "Milk", "Top"))
    cases: list[tuple[dict[str, Any], Found]] = [
        (line(NOTHING), [("unknown_product", "/productId", {"productId": NOTHING})]),
        (
            line(items["Cake"], selection(items, "Top", "Cream"), quantity=20),
            [
                ("out_of_stock", "/quantity", {"productId": items["Cake"], "available": 20}),
                (
                    "not_available",
                    "/selections/0/addons/0/addonId",
                    {"customizationId": top, "addonId": items["Cream"]},
                ),
            ],
        ),
        (line(items["Cake"]), [("out_of_stock", "/quantity", {"productId": items["Cake"], "available": 20})]),
        (line(items["Coffee"]), [("choice_missing", "/selections", {"customizationId": size, "minimum": 1})]),
        (
            line(items["Coffee"], selection(items, "Size", "Small", "Large")),
            [("choice_too_many", "/selections/0/addons", {"customizationId": size, "maximum": 1})],
        ),
        (
            line(items["Coffee"], small, selection(items, "Sweet", "Sugar", quantity=4)),
            [
                (
                    "choice_too_many",
                    "/selections/1/addons/0/quantity",
                    {"customizationId": sweet, "addonId": items["Sugar"], "maximum": 3},
                ),
                ("choice_too_many", "/selections/1/addons", {"customizationId": sweet, "maximum": 3}),
            ],
        ),
        (
            line(items["Coffee"], small, selection(items, "Top", "Cream")),
            [("choice_not_offered", "/selections/1/customizationId", {"customizationId": top})],
        ),
        (
            line(items["Coffee"], small, selection(items, "Milk", "Sugar")),
            [
                (
                    "choice_not_offered",
                    "/selections/1/addons/0/addonId",
                    {"customizationId": milk, "addonId": items["Sugar"]},
                )
            ],
        ),
        (
            line(items["Coffee"], small, small),
            [("choice_not_offered", "/selections/1/customizationId", {"customizationId": size})],
        ),
        (line(items["Tea"]), [("not_available", "/productId", {"productId": items["Tea"]})]),
        (line(items["Coffee"], small), []),
    ]
    expected = [
        (code, f"/lines/{place}{pointer}", members)
        for place, (_, found) in enumerate(cases)
        for code, pointer, members in found
    ]
    return [each for each, _ in cases], expected


def test_every_problem_of_lines_is_reported_at_once(shop: Shop, catalogue: Catalogue, quoted: Any) -> None:
    shop.put(f"/addons/{catalogue['Cream']}/stock", {"inStock": False})
    shop.put(f"/products/{catalogue['Tea']}/stock", {"inStock": False})
    lines, expected = lines_with_every_problem(catalogue)
    cart = {"lines": lines, "fulfilment": {"type": "pickup", "at": None}}

    quote = quoted(cart)

    assert [each["line"] for each in quote["lines"]] == [4, 5, 6, 11]
    assert quote["totals"]["items"] == money(4 * 475 + 100)
    assert problems(quote) == expected
    refused = place(shop, order_of(cart, 2000))
    assert (refused.status, refused.code) == (409, "not_orderable")
    assert problems({"orderable": False, "problems": refused.json["problems"]}) == expected


@pytest.mark.parametrize(
    ("settings", "fulfilment", "tip", "expected"),
    [
        ({}, {"type": "dineIn"}, None, ("fulfilment_not_offered", "/fulfilment/type", {"offered": ["pickup"]})),
        (
            {"hours": {"monday": [{"from": "13:00", "to": "21:00"}]}},
            {"type": "pickup"},
            None,
            ("store_closed", "/fulfilment/at", {"opensAt": "2026-11-30T18:00:00.000Z"}),
        ),
        (
            {"hours": WEEK},
            {"type": "pickup", "at": "2026-12-06T12:00:00-05:00"},
            None,
            ("store_closed", "/fulfilment/at", {"opensAt": "2026-12-07T14:00:00.000Z"}),
        ),
        (
            {"hours": WEEK},
            {"type": "pickup", "at": "2026-11-30T12:05:00-05:00"},
            None,
            ("too_soon", "/fulfilment/at", {"earliest": "2026-11-30T17:15:00.000Z"}),
        ),
        (
            {"maxDaysAhead": 1},
            {"type": "pickup", "at": "2026-12-02T12:00:00-05:00"},
            None,
            ("too_far_ahead", "/fulfilment/at", {"lastDay": "2026-12-01"}),
        ),
        (
            {"capacity": {"unit": "items", "perSlot": 1}},
            {"type": "pickup", "at": "2026-11-30T13:00:00-05:00"},
            None,
            ("slot_full", "/fulfilment/at", {"next": None}),
        ),
        ({}, {"type": "pickup"}, {"amount": money(5001)}, ("tip_too_high", "/tip/amount", {"maximumTip": money(5000)})),
    ],
)
def test_what_prevents_the_order_apart_from_its_lines(
    catalogue: Catalogue,
    quoted: Any,
    store_settings: Settings,
    settings: dict[str, Any],
    fulfilment: dict[str, Any],
    tip: dict[str, Any] | None,
    expected: tuple[str, str, dict[str, Any]],
) -> None:
    store_settings(**settings)
    cart = cart_of(catalogue, "Tea", 2, fulfilment=fulfilment, tip=tip)

    quote = quoted(cart)

    assert problems(quote) == [expected]
    assert quote["totals"]["total"] == money(600)
    slot = quote["fulfilment"]
    assert (slot["from"] is None) == expected[1].endswith("/at")


def test_a_quote_and_the_order_have_the_same_taxes_tip_and_total(
    shop: Shop, catalogue: Catalogue, quoted: Any, store_settings: Settings
) -> None:
    gst, qst = {"name": "GST", "rate": 5000}, {"name": "QST", "rate": 9975}
    for include, rounding, total in ((False, "total", 1700 + 85 + 170 + 255), (True, "line", 1700 + 255)):
        store_settings(
            taxes={
                "pricesInclude": include,
                "rounding": rounding,
                "mode": "half_up",
                "categories": [{"id": "standard", "name": "Standard", "rates": [gst, qst]}],
            }
        )
        lines = [line(catalogue["Tea"], quantity=3), line(catalogue["Cake"]), line(catalogue["Tea"])]
        cart = {"lines": lines, "fulfilment": {"type": "pickup"}, "tip": {"percent": 15}}

        quote = quoted(cart)
        order = place(shop, order_of(cart, quote["totals"]["total"]["amount"]))

        assert order.status == 201, order
        assert (order.json["lines"], order.json["totals"]) == (quote["lines"], quote["totals"])
        assert order.json["totals"]["total"] == money(total)


# Changes of a cart, and the pointer of the error that each makes.
MALFORMED: list[tuple[dict[str, Any], str]] = [
    ({"total": 1}, "/total"),
    ({"status": "accepted"}, "/status"),
    ({"customerId": "usr_1"}, "/customerId"),
    ({"promotionCode": "WINTER"}, "/promotionCode"),
    ({"points": 10}, "/points"),
    ({"lines": []}, "/lines"),
    ({"lines": [line(NOTHING)] * 51}, "/lines"),
    ({"lines": [line(NOTHING, quantity=100)] * 10 + [line(NOTHING)]}, "/lines"),
    ({"lines": [line(NOTHING, quantity=0)]}, "/lines/0/quantity"),
    ({"lines": [line(NOTHING, quantity=101)]}, "/lines/0/quantity"),
    ({"lines": [line("add_01JD4W0Q8V5E2M7T9X3K6B1ZCN")]}, "/lines/0/productId"),
    ({"lines": [line(NOTHING) | {"price": 1}]}, "/lines/0/price"),
    ({"lines": [line(NOTHING) | {"note": "n" * 201}]}, "/lines/0/note"),
    ({"lines": [line(NOTHING) | {"note": "4242 4242 4242 4242"}]}, "/lines/0/note"),
    ({"lines": [line(NOTHING, *[EMPTY] * 51)]}, "/lines/0/selections"),
    ({"lines": [line(NOTHING, *[EMPTY] * 50)] * 5}, "/lines"),
    ({"lines": [line(NOTHING, EMPTY | {"addons": [SUGAR] * 51})]}, "/lines/0/selections/0/addons"),
    ({"lines": [line(NOTHING, EMPTY | {"addons": [SUGAR | {"quantity": 0}]})]}, f"{ADDON}/quantity"),
    ({"lines": [line(NOTHING, EMPTY | {"addons": [SUGAR | {"quantity": 101}]})]}, f"{ADDON}/quantity"),
    ({"fulfilment": {"type": "delivery"}}, "/fulfilment/type"),
    ({"fulfilment": {"type": "pickup", "table": "7"}}, "/fulfilment"),
    ({"fulfilment": {"type": "pickup", "at": "noon"}}, "/fulfilment/at"),
    ({"tip": {}}, "/tip"),
    ({"tip": {"percent": 10, "amount": money(100)}}, "/tip"),
    ({"tip": {"percent": 101}}, "/tip/percent"),
    ({"tip": {"percent": 12.5}}, "/tip/percent"),
    ({"tip": {"amount": money(-1)}}, "/tip/amount/amount"),
    ({"tip": {"amount": {"amount": 100, "currency": "EUR"}}}, "/tip/amount/currency"),
]


def test_a_cart_that_is_not_well_formed_is_rejected_before_any_read(shop: Shop, recording: Recording) -> None:
    for changes, pointer in MALFORMED:
        cart = {"lines": [line(NOTHING)], "fulfilment": {"type": "pickup"}}

        answer = shop.post("/orders/quote", cart | changes, role="nobody")

        assert (answer.status, answer.code) == (422, "validation_failed"), changes
        assert answer.pointers == [pointer], changes
    assert recording.calls == []
