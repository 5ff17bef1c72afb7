"""Tokens that are signed and verified on machines whose clocks differ."""

import contextlib

import pytest

from harness.shop.people import PASSWORD, log_in
from tests.support.faults.fault_kinds import clock_off_by
from tests.support.shop.accounts import customer
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway


@pytest.mark.parametrize("seconds", [-5, -1, 0, 1, 5])
def test_a_new_token_is_accepted_when_the_clocks_differ_by_seconds(env: ShopEnvironment, seconds: int) -> None:
    env.forget()
    ada = customer(env.shop)
    with clock_off_by(seconds):
        token = log_in(env.shop, ada.email, PASSWORD).json["accessToken"]

    with contextlib.closing(InProcessGateway()) as gateway:
        assert gateway.call("GET", "/users/me", token=token).status == 200
