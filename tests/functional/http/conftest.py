"""Fixtures for tests that send requests to every route."""

import contextlib
from collections.abc import Iterator

import pytest

from tests.support.access.seeded_shop import SeededShop
from tests.support.attacks.hostile_input import open_seeded_shop
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway


@pytest.fixture(scope="module")
def seeded(env: ShopEnvironment) -> Iterator[SeededShop]:
    with open_seeded_shop(env) as seeded:
        yield seeded


@pytest.fixture(scope="module")
def gateway(request: pytest.FixtureRequest) -> Iterator[InProcessGateway]:
    """A gateway. A module sets AUTHORIZER_CACHE, in seconds, if its many requests are not about the caller."""
    with contextlib.closing(InProcessGateway(getattr(request.module, "AUTHORIZER_CACHE", 0))) as made:
        yield made
