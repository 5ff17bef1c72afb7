"""A card number in any text of any route is rejected, and is stored, logged and repeated nowhere."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.access.expectations import ACCESS, Route
from tests.support.access.seeded_shop import SeededShop
from tests.support.attacks.hostile_input import fields, restore, send_body
from tests.support.attacks.string_fields import Path, string_fields, with_value
from tests.support.shop.gateway import InProcessGateway

pytestmark = pytest.mark.one_client

AUTHORIZER_CACHE = 300

NUMBER = "4539148803436467"
SPELLINGS = (
    NUMBER,
    "tok_4539148803436467",
    "4539-1488-0343-6467",
    "card 4539 1488 0343 6467",
    "4539%201488%200343%206467",
    "٤٥٣٩١٤٨٨٠٣٤٣٦٤٦٧",
    "4539148803436467@shop.example",
    "https://shop.example/4539148803436467.png",
)
# Secrets that are stored as a hash, or not at all, and an email that is only looked up.
NOT_SEARCHED = frozenset({"password", "currentPassword", "newPassword", "refreshToken"})
LOOKED_UP = (("POST", "/users/login"), ("POST", "/users/password/forgot"))


def is_searched(route: Route, path: Path) -> bool:
    is_mailed_token = path == ("token",) and route != ("POST", "/users/me/payment-methods")
    return path[-1] not in NOT_SEARCHED and not is_mailed_token and not (route in LOOKED_UP and path == ("email",))


def send(seeded: SeededShop, gateway: InProcessGateway, route: Route, body: Any, output: Callable[[], str]) -> int:
    """Send a body with the card number, check that it is repeated nowhere, and return the status."""
    output()
    answer = send_body(seeded, gateway, route, json.dumps(body).encode())
    tables = str(seeded.env.tables.dump()) if seeded.env.has_written else ""
    restore(seeded, answer, f"{route}: {body}")
    # A look-up sends the email as a key, which is not stored.
    calls = "" if route in LOOKED_UP else str(seeded.env.recording.calls)
    written = [str(answer), output(), tables, calls]
    for part in (NUMBER, "4539-1488", "4539 1488", "4539%201488", "٤٥٣٩١٤٨٨"):
        assert not [text for text in written if part in text], (route, body)
    return answer.status


@pytest.mark.parametrize(
    ("route", "path"), [pytest.param(*field, id=f"{field[0]} {'/'.join(map(str, field[1]))}") for field in fields()]
)
def test_a_card_number_that_a_customer_types_into_any_field_is_stored_nowhere(
    seeded: SeededShop, gateway: InProcessGateway, output: Callable[[], str], route: Route, path: Path
) -> None:
    for spelling in SPELLINGS:
        body = with_value(seeded.request(ACCESS[route])[1], path, spelling)

        status = send(seeded, gateway, route, body, output)

        assert status == 422 if is_searched(route, path) else status < 500, (spelling, status)


@pytest.mark.parametrize("route", string_fields(), ids=" ".join)
@pytest.mark.parametrize("name", SPELLINGS[:6])
def test_a_card_number_as_the_name_of_a_member_is_not_repeated(
    seeded: SeededShop, gateway: InProcessGateway, output: Callable[[], str], route: Route, name: str
) -> None:
    body = seeded.request(ACCESS[route])[1] or {}

    assert send(seeded, gateway, route, {**body, name: True}, output) == 422


@pytest.mark.parametrize(
    ("route", "fields"),
    [
        (("POST", "/users/me/addresses"), {"line1": "4539 1488", "line2": "0343 6467"}),
        (("PUT", "/users/me/addresses/{id}"), {"line2": "Apt 4539-1488", "postalCode": "0343-6467"}),
        (("POST", "/users/register"), {"firstName": "45391488", "lastName": "03436467"}),
        (("PATCH", "/users/me"), {"firstName": "Ada 45391488", "lastName": "03436467"}),
        (("POST", "/products"), {"name": "4539148803", "description": "436467 for two"}),
        (("POST", "/users/me/payment-methods"), {"token": "tok_453914880343", "last4": "6467"}),
    ],
)
def test_a_card_number_that_is_split_over_two_fields_is_rejected(
    seeded: SeededShop, gateway: InProcessGateway, route: Route, fields: dict[str, str]
) -> None:
    body = {**seeded.request(ACCESS[route])[1], **fields}

    answer = send_body(seeded, gateway, route, json.dumps(body).encode())
    restore(seeded, answer, str(route))

    assert (answer.status, answer.code) == (422, "validation_failed"), answer


def test_a_second_half_that_is_added_later_is_rejected(seeded: SeededShop, gateway: InProcessGateway) -> None:
    route = ("PATCH", "/users/me")
    first = send_body(seeded, gateway, route, b'{"firstName": "Ada 45391488"}')
    second = send_body(seeded, gateway, route, b'{"lastName": "03436467"}')
    seeded.env.tables.restore(seeded.before)

    assert (first.status, second.status) == (200, 422)
    assert second.json["errors"] == [
        {"pointer": "", "detail": "must not contain a card number, also not in several fields"}
    ]


def test_the_error_names_the_field_and_the_rule(seeded: SeededShop, gateway: InProcessGateway) -> None:
    event = seeded.request(ACCESS["POST", "/analytics/events"])[1]["events"][0]
    item = {**event["items"][0], "name": f"paid by {NUMBER}"}
    body = {"events": [event, {**event, "items": [event["items"][0], item], "eventId": NUMBER}]}
    body["events"][1]["total"] = {**event["total"], "amount": 2 * event["total"]["amount"]}

    answer = send_body(seeded, gateway, ("POST", "/analytics/events"), json.dumps(body).encode())

    assert answer.json["errors"] == [
        {"pointer": "/events/1/eventId", "detail": "must not contain a card number"},
        {"pointer": "/events/1/items/1/name", "detail": "must not contain a card number"},
    ]
