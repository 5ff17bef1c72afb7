"""Hostile texts, bodies and requests are stored unchanged or rejected with a reason, never with a 5xx.

These tests use a sample; `make stress` uses all of them.
"""

import pytest

from harness.shop.kinds import KINDS
from tests.support.access.expectations import ACCESS, Route
from tests.support.access.seeded_shop import SeededShop
from tests.support.attacks.hostile_input import fields, spelled_texts, try_body, try_text
from tests.support.attacks.hostile_json import BODIES
from tests.support.attacks.schema_attack import ROLES, attack
from tests.support.attacks.string_fields import Path, string_fields
from tests.support.requests.write_request import routes_that_write
from tests.support.shop.gateway import InProcessGateway

pytestmark = pytest.mark.one_client

AUTHORIZER_CACHE = 300

EACH = 5  # texts per field and routes per body, different ones for each
# Routes that write but take no text in a body.
WITHOUT_TEXTS = {
    *(("PUT", f"/{kind}/{{id}}/stock") for kind in KINDS),
    *(("DELETE", f"/{kind}/{{id}}") for kind in KINDS),
    ("POST", "/users/guests"),
    ("POST", "/users/logout"),
    ("POST", "/users/me/email/verification"),
    ("DELETE", "/users/me/addresses/{id}"),
    ("DELETE", "/users/me/payment-methods/{id}"),
    ("DELETE", "/users/me/sessions/{id}"),
    ("PUT", "/users/me/payment-methods/{id}/default"),
    ("POST", "/orders/mine/{id}/cancellation"),
    ("POST", "/orders/mine/{id}/payments"),
    ("POST", "/orders/mine/{id}/payments/refresh"),
    ("POST", "/webhooks/payments"),  # its texts are the provider's, and signed
}


def test_every_route_that_writes_is_covered() -> None:
    with_texts = {route for route, paths in string_fields().items() if paths}
    assert routes_that_write() - with_texts == WITHOUT_TEXTS


@pytest.mark.parametrize(
    ("number", "route", "path"),
    [pytest.param(number, *field, id=f"{field[0]} {field[1]}") for number, field in enumerate(fields())],
)
def test_a_hostile_text_is_stored_unchanged_or_rejected(
    seeded: SeededShop, gateway: InProcessGateway, number: int, route: Route, path: Path
) -> None:
    names = list(spelled_texts())
    for step in range(EACH):
        try_text(seeded, gateway, route, path, names[(number * EACH + step * 19) % len(names)])


@pytest.mark.parametrize(("number", "name"), [pytest.param(*pair, id=pair[1]) for pair in enumerate(BODIES)])
def test_a_body_that_is_not_an_object_is_rejected(
    seeded: SeededShop, gateway: InProcessGateway, number: int, name: str
) -> None:
    routes = list(string_fields())
    for step in range(EACH):
        try_body(seeded, gateway, routes[(number + step * 5) % len(routes)], name, BODIES[name])


@pytest.mark.parametrize("role", ROLES)
def test_generated_requests_get_responses_that_match_the_api_document(seeded: SeededShop, role: str) -> None:
    outcome = attack(seeded, role, seed=1, examples=1, coverage=False)

    assert outcome.failures == []
    assert outcome.cases >= len(ACCESS), "some operation was never called"
