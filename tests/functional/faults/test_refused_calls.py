"""A stolen, expired or wrong role, a disabled key or a missing table: 503 at once, with a metric and the reason."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from bodega import secret_values
from bodega.aws import ServiceError
from bodega.errors import StorageRefused
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.kinds import minimal
from tests.support.aws.emf import metrics_of
from tests.support.shop.accounts import customer
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway
from tests.support.shop.menu import rebuild

MESSAGE = "arn:aws:sts::123456789012:assumed-role/shop is not authorized to use the key m4rk3d"
CODES = (
    *("AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException", "InvalidSignatureException"),
    *("IncompleteSignatureException", "MissingAuthenticationTokenException", "InvalidClientTokenId"),
    *("SignatureDoesNotMatch", "KMSAccessDeniedException", "KMSDisabledException", "ResourceNotFoundException"),
)
FOR_GOOD = 10**9

Output = Callable[[], str]


def refusal(code: str) -> Fault:
    return Fault("error", times=FOR_GOOD, code=code, message=MESSAGE)


def assert_unavailable(answer: Answer) -> None:
    assert (answer.status, answer.code) == (503, "storage_unavailable"), answer
    assert int(answer.headers["Retry-After"]) >= 1


def assert_reported(written: str, reason: str) -> None:
    """Check that the metric counts the refusal once, and that one error line gives its reason and no secret."""
    counted = [(metric.name, metric.values) for metric in metrics_of(written) if metric.name != "ColdStart"]
    assert counted == [("CallsRefused", (1,))]
    lines = [json.loads(line) for line in written.splitlines() if '"level"' in line]
    errors = [line for line in lines if line["level"] in {"ERROR", "CRITICAL"}]
    assert [(line["message"], line["reason"]) for line in errors] == [("AWS refused a call", reason)]
    assert "m4rk3d" not in written


@pytest.mark.parametrize("code", CODES)
def test_a_customer_gets_a_503_at_once_if_dynamodb_refuses_the_role(
    shop: Shop, recording: Recording, stored: Any, output: Output, code: str
) -> None:
    fault = refusal(code)
    recording.faults.append(fault)
    output()

    answer = shop.post("/addons", minimal("addons"))

    assert_unavailable(answer)
    assert "m4rk3d" not in str(answer)
    assert FOR_GOOD - fault.times == 1, "a retry cannot mend it"
    assert_reported(output(), f"TransactWriteItems: {code}")
    assert stored() == []
    recording.faults.clear()
    assert shop.post("/addons", minimal("addons")).status == 201


@pytest.mark.parametrize("code", ["AccessDeniedException", "ExpiredTokenException", "DecryptionFailure"])
def test_a_customer_gets_a_503_at_once_if_secrets_manager_refuses_the_role(
    shop: Shop, accounts: str, output: Output, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    calls = []

    def refuse(*call: Any) -> None:
        calls.append(call)
        raise ServiceError(400, code, {"message": MESSAGE})

    with monkeypatch.context() as patch:
        patch.setattr(secret_values, "_cache", {})
        patch.setattr(secret_values._client, "call", refuse)
        output()
        answer = shop.post("/users/login", {"email": "ada@shop.example", "password": "seven quiet umbrellas"})

    assert_unavailable(answer)
    assert len(calls) == 1
    assert_reported(output(), f"GetSecretValue: {code}")


@pytest.mark.parametrize("code", ["AccessDeniedException", "ExpiredTokenException", "ResourceNotFoundException"])
def test_a_signed_in_customer_gets_a_503_if_the_authorizers_role_is_refused(
    env: ShopEnvironment, output: Output, code: str
) -> None:
    env.forget()
    token = customer(env.shop).person.access_token
    fault = refusal(code)
    env.recording.faults.append(fault)
    output()

    with contextlib.closing(InProcessGateway()) as gateway:
        answer = gateway.call("GET", "/users/me", token=token)
        written = output()
        env.forget()
        again = gateway.call("GET", "/users/me", token=token)

    assert_unavailable(answer)
    assert FOR_GOOD - fault.times == 1
    assert_reported(written, f"BatchGetItem: {code}")
    assert again.status == 200


def test_the_menu_builders_batch_comes_again_if_its_role_is_refused(
    shop: Shop, recording: Recording, output: Output
) -> None:
    recording.faults.append(refusal("AccessDeniedException"))
    output()

    with pytest.raises(StorageRefused):
        rebuild()

    assert_reported(output(), "UpdateItem: AccessDeniedException")


def test_the_menu_is_served_and_the_refusal_reported_if_the_role_can_only_read(
    shop: Shop, recording: Recording, output: Output
) -> None:
    shop.add("categories")
    recording.faults.append(Fault("error", "TransactWriteItems", code="AccessDeniedException", message=MESSAGE))
    output()

    assert shop.get("/menu").status == 200

    written = output()
    assert {metric.name for metric in metrics_of(written)} >= {"CallsRefused", "MenusNotStored", "MenusAssembled"}
    assert '"reason":"TransactWriteItems: AccessDeniedException"' in written
    assert "m4rk3d" not in written
