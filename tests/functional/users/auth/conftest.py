"""Fixtures of the tests of log-ins and sessions."""

import pytest

from harness.shop.client import Shop
from harness.shop.people import ELSEWHERE, registration
from tests.support.access.sessions import Browser


@pytest.fixture
def browser(shop: Shop) -> Browser:
    """A browser whose user has just registered."""
    found = Browser(shop)
    assert found.send("POST", "/users/register", registration(), source_ip=ELSEWHERE).status == 201
    return found
