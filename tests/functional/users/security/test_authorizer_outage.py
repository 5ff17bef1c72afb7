"""The response of API Gateway when the authorizer cannot read a session."""

import contextlib

import pytest

from bodega import deadline
from harness.aws.dynamodb_proxy import Fault
from tests.support.faults.fake_time import fake_time
from tests.support.shop.accounts import customer
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway


@pytest.mark.parametrize("kind", ["refused", "lost", "truncated"])
def test_a_transient_failure_of_the_authorizer_is_a_503_with_retry_after(env: ShopEnvironment, kind: str) -> None:
    env.forget()
    token = customer(env.shop).person.access_token
    env.recording.faults.append(Fault(kind, operation="BatchGetItem", times=10**9))

    with contextlib.closing(InProcessGateway()) as gateway:
        with fake_time() as time:
            answer = gateway.call("GET", "/users/me", token=token)
        env.forget()
        again = gateway.call("GET", "/users/me", token=token)

    assert (answer.status, answer.code) == (503, "storage_unavailable"), answer
    assert int(answer.headers["Retry-After"]) >= 1
    assert 0 < time.passed < deadline.BUDGET
    assert again.status == 200
