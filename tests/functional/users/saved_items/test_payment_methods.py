"""Payment methods: a provider's token and how to recognise the card. Card numbers are rejected and never repeated."""

import json
import logging
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from tests.functional.users.conftest import Items
from tests.support.shop.accounts import CARD, Account, customer, forget

URL = "/users/me/payment-methods"
MARKED = "4539148803436467"  # passes the Luhn check, and occurs nowhere else
SPELLINGS = [
    MARKED,
    "4539 1488 0343 6467",
    "4539-1488-0343-6467",
    "4539\u00a01488\u00a00343\u00a06467",
    "４５３９１４８８０３４３６４６７",
    "the card is 4539 1488 0343 6467, thanks",
    "12 4539148803436467 04/30",
    "tok_4539148803436467",
]


def test_a_payment_method_is_added_without_showing_its_token(shop: Shop, recording: Recording, stored: Items) -> None:
    ada = customer(shop)
    forget(recording)

    answer = ada.call("POST", URL, CARD)

    assert answer.status == 201
    assert set(answer.json) == {"id", "brand", "last4", "expiryMonth", "expiryYear", "default", "version", "createdAt"}
    assert recording.operations == ["TransactWriteItems"]
    assert ada.get(URL) == {"items": [answer.json], "nextCursor": None}
    assert [item["token"] for item in stored("USER#") if item["sk"].startswith("PAYMENT#")] == [CARD["token"]]


def test_a_repeated_request_adds_once_also_after_a_lost_response(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    first = ada.call("POST", URL, CARD, key="once")
    again = ada.call("POST", URL, CARD, key="once")

    assert again.json == first.json
    assert len(ada.get(URL)["items"]) == 1


def test_any_payment_method_can_become_the_default(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    first = ada.add(URL, {**CARD, "default": True})
    second = ada.add(URL, CARD)
    forget(recording)

    assert ada.call("PUT", f"{URL}/{second['id']}/default").status == 204

    assert recording.operations == ["TransactWriteItems"]
    assert [(item["id"], item["default"]) for item in ada.get(URL)["items"]] == [
        (first["id"], False),
        (second["id"], True),
    ]
    assert ada.call("DELETE", f"{URL}/{second['id']}").status == 204
    assert [item["default"] for item in ada.get(URL)["items"]] == [False]


@pytest.mark.parametrize(("method", "suffix"), [("DELETE", ""), ("PUT", "/default")])
def test_another_users_payment_method_does_not_exist(shop: Shop, method: str, suffix: str) -> None:
    ada, eve = customer(shop), customer(shop)
    card = ada.add(URL, CARD)

    answer = eve.call(method, f"{URL}/{card['id']}{suffix}")

    assert (answer.status, answer.code) == (404, "not_found")
    assert ada.get(URL)["items"] == [card]
    assert eve.get(URL)["items"] == []


@pytest.mark.parametrize(("method", "suffix"), [("DELETE", ""), ("PUT", "/default")])
def test_a_payment_method_with_another_version_is_not_changed(shop: Shop, method: str, suffix: str) -> None:
    ada = customer(shop)
    card = ada.add(URL, CARD)

    stale = ada.call(method, f"{URL}/{card['id']}{suffix}", If_Match='"2"')

    assert (stale.status, stale.code) == (412, "version_conflict")
    assert ada.get(URL)["items"] == [card]
    assert ada.call(method, f"{URL}/{card['id']}{suffix}", If_Match='"1"').status == 204
    absent = ada.call("DELETE", f"{URL}/pay_01JD4W0Q8V5E2M7T9X3K6B1ZCN", If_Match='"1"')
    assert (absent.status, absent.code) == (404, "not_found")


@pytest.mark.parametrize("condition", [{}, {"If_Match": "*"}, {"If_None_Match": '"7"'}], ids=str)
def test_a_deleted_payment_method_is_counted_down_once_and_does_not_become_the_default(
    shop: Shop, stored: Items, condition: dict[str, str]
) -> None:
    """The count keeps a customer to twenty payment methods."""
    ada = customer(shop)
    url = f"{URL}/{ada.add(URL, CARD)['id']}"

    deleted = [ada.call("DELETE", url, **condition).status for _ in range(2)]
    chosen = ada.call("PUT", f"{url}/default", **condition).status

    assert (deleted, chosen) == ([204, 404], 404)
    (counter,) = [item for item in stored() if item["sk"] == "PAYMENT"]
    assert (counter["count"], counter.get("defaultId")) == (0, None)


def test_the_twenty_first_payment_method_is_rejected(shop: Shop) -> None:
    ada = customer(shop)
    for _ in range(20):
        ada.add(URL, CARD)

    answer = ada.call("POST", URL, CARD)

    assert (answer.status, answer.code) == (422, "validation_failed")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"last4": "424"}, "/last4"),
        ({"last4": 4242}, "/last4"),
        ({"expiryMonth": 13}, "/expiryMonth"),
        ({"expiryYear": 2020}, "/expiryYear"),
        ({"brand": "Visa!"}, "/brand"),
        ({"token": "short"}, "/token"),
        ({"owner": "usr_x"}, "/owner"),
    ],
)
def test_an_invalid_field_is_named_in_the_error(shop: Shop, changes: dict[str, Any], pointer: str) -> None:
    answer = customer(shop).call("POST", URL, {**CARD, **changes})

    assert (answer.status, answer.pointers) == (422, [pointer])


def refused(ada: Account, body: Any) -> Answer:
    answer = ada.call("POST", URL, body)
    assert (answer.status, answer.code) == (422, "validation_failed"), answer
    return answer


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "place",
    ["/token", "/brand", "/last4", "/unknown", "/deep/0/in"],
    ids=["token", "brand", "last4", "unknown", "deep"],
)
def test_a_card_number_is_rejected_in_any_field(shop: Shop, spelling: str, place: str) -> None:
    ada = customer(shop)
    body = {**CARD, "deep": [{"in": spelling}]} if place == "/deep/0/in" else {**CARD, place[1:]: spelling}

    assert refused(ada, body).pointers == [place]
    assert ada.get(URL)["items"] == []


@pytest.mark.parametrize("number", [int(MARKED), float(MARKED)])
def test_a_card_number_is_rejected_as_a_json_number(shop: Shop, number: float) -> None:
    assert refused(customer(shop), {**CARD, "expiryYear": number}).pointers == ["/expiryYear"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_card_number_as_a_name_is_rejected_and_not_repeated(shop: Shop, spelling: str) -> None:
    ada = customer(shop)

    answers = [refused(ada, {**CARD, spelling: True}), refused(ada, {**CARD, "card": {spelling: {"x": True}}})]

    assert [answer.pointers for answer in answers] == [[""], ["/card"]]
    assert all("has a member whose name looks like a card number" in str(answer.body) for answer in answers)
    assert not [answer for answer in answers if spelling in str(answer.body)]


@pytest.mark.parametrize(
    "name",
    [
        *("cvc", "CVV", "cvv2", "CVC2", "cid", "securityCode", "security_code", "card-security-code", "cardCvc"),
        *("cardNumber", "card_number", "pan", "number", "PIN", "track2"),
    ],
)
def test_a_security_code_or_card_number_is_rejected_by_its_name(shop: Shop, name: str) -> None:
    ada = customer(shop)

    assert refused(ada, {**CARD, name: "123"}).pointers == [f"/{name}"]
    assert refused(ada, {**CARD, "card": {name: None}}).pointers == [f"/card/{name}"]


def test_a_security_code_inside_a_name_is_not_repeated(shop: Shop) -> None:
    answer = refused(customer(shop), {**CARD, "cvc 987": True})

    assert answer.pointers == [""]
    assert "987" not in str(answer.body)


@pytest.mark.parametrize("token", ["pm_4539148803436468", "tok-453914880343", "ch_45391488034364670000"])
def test_a_token_can_contain_digits_that_are_no_card_number(shop: Shop, token: str) -> None:
    ada = customer(shop)

    assert ada.call("POST", URL, {**CARD, "token": token}).status == 201


def test_a_body_built_to_slow_down_the_search_is_rejected_quickly(shop: Shop) -> None:
    answer = customer(shop).call("POST", URL, {**CARD, "token": "1 " * 10_000})

    assert (answer.status, answer.code) == (413, "payload_too_large")


def test_a_deeply_nested_body_is_malformed(shop: Shop) -> None:
    ada = customer(shop)
    raw = '{"token":' + "[" * 32 + "]" * 32 + "}"

    answer = shop.call("POST", URL, caller=ada.context, raw_body=raw)

    assert (answer.status, answer.code) == (400, "malformed_body")


def test_a_card_number_is_in_no_output_of_any_kind(
    shop: Shop,
    recording: Recording,
    stored: Items,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    ada = customer(shop)
    answers = [ada.call("POST", URL, {**CARD, name: MARKED}) for name in (*CARD, MARKED, "cvc")]
    answers.append(ada.call("POST", URL, {**CARD, MARKED: int(MARKED)}, key=MARKED))
    answers.append(shop.call("POST", URL, caller=ada.context, raw_body=json.dumps({**CARD, "token": MARKED})[:-1]))
    answers.append(shop.call("POST", URL, caller=ada.context, raw_body=f'{{"{MARKED}": 1, "{MARKED}": 2}}'))
    answers += [ada.call(method, f"{URL}/{MARKED}{path}") for method, path in (("DELETE", ""), ("PUT", "/default"))]
    recording.faults.append(Fault("error", times=99, status=500, code="InternalServerError"))
    answers.append(ada.call("POST", URL, {**CARD, "token": MARKED}))

    assert all(400 <= answer.status < 500 for answer in answers), answers
    output = capfd.readouterr()
    # The output of the test engines does not count.
    said = [*map(str, answers), output.out, output.err, caplog.text, str(stored()), str(recording.calls)]
    assert not [text for text in said if MARKED in text]


def test_a_token_is_in_no_output_of_successes_or_errors(
    shop: Shop, recording: Recording, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ada = customer(shop)
    token = "pm_marked_0xC0FFEE"
    answers = [ada.call("POST", URL, {**CARD, "token": token}, key="once") for _ in range(2)]
    answers += [ada.call("GET", url) for url in (URL, "/users/me", "/users/me/export")]
    recording.faults.append(Fault("error", times=99, status=400, code="ValidationException"))
    answers.append(ada.call("POST", URL, {**CARD, "token": token}))

    assert [answer.status for answer in answers] == [201, 201, 200, 200, 200, 500]
    output = capfd.readouterr()
    assert not [text for text in [*map(str, answers), output.out, output.err, caplog.text] if token in text]
