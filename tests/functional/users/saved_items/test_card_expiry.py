"""A card is valid to the end of its month in the shop's time zone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bodega import business_day, clock
from harness.shop.client import Answer, Shop
from tests.support.shop.accounts import CARD, customer

JUNE: dict[str, Any] = {**CARD, "expiryMonth": 6, "expiryYear": 2027}


@pytest.fixture(autouse=True)
def forget_zone() -> Iterator[None]:
    business_day.zone.cache_clear()
    yield
    business_day.zone.cache_clear()


@pytest.fixture
def add_at(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that adds a card to a new account of a shop in `zone`, at the time `moment`."""

    def add(zone: str, moment: str, card: dict[str, Any]) -> Answer:
        ada = customer(shop)
        with monkeypatch.context() as patch:
            patch.setenv("SHOP_TIME_ZONE", zone)
            business_day.zone.cache_clear()
            patch.setattr(clock, "now", lambda: datetime.fromisoformat(moment))
            return ada.call("POST", "/users/me/payment-methods", card)

    return add


# The first and the last UTC offset of the world, a zone west of UTC with daylight saving time, and UTC itself.
EDGES = [
    ("America/Vancouver", "2027-07-01T06:59:59Z", "2027-07-01T07:00:00Z"),
    ("Pacific/Kiritimati", "2027-06-30T09:59:59Z", "2027-06-30T10:00:00Z"),  # +14
    ("Pacific/Pago_Pago", "2027-07-01T10:59:59Z", "2027-07-01T11:00:00Z"),  # −11
    ("UTC", "2027-06-30T23:59:59Z", "2027-07-01T00:00:00Z"),
]


@pytest.mark.parametrize(("zone", "last", "_"), EDGES)
def test_a_card_is_accepted_to_the_last_second_of_its_month(add_at: Any, zone: str, last: str, _: str) -> None:
    assert add_at(zone, last, JUNE).status == 201


@pytest.mark.parametrize(("zone", "_", "over"), EDGES)
def test_a_card_is_rejected_from_the_first_second_of_the_next_month(add_at: Any, zone: str, _: str, over: str) -> None:
    answer = add_at(zone, over, JUNE)

    assert (answer.status, answer.code, answer.pointers) == (422, "validation_failed", ["/expiryYear"])


def test_a_card_that_expires_in_december_is_accepted_while_the_shop_has_december(add_at: Any) -> None:
    card = {**CARD, "expiryMonth": 12, "expiryYear": 2027}

    assert add_at("America/Vancouver", "2028-01-01T07:59:59Z", card).status == 201
    assert add_at("America/Vancouver", "2028-01-01T08:00:00Z", card).status == 422
