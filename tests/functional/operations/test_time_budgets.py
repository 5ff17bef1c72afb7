"""The time budget of an invocation starts with it, in every function of the template."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from typing import Any
from unittest.mock import patch

import pytest

from bodega import deadline
from bodega.dynamodb import calls
from harness.aws.policy_simulator import running
from harness.shop.events import lambda_context
from scripts.template import FUNCTION, ROOT, TEMPLATE
from scripts.template.roles import Role
from tests.support.payments.fake_provider import FakeProvider
from tests.support.shop.accounts import customer
from tests.support.shop.environment import ShopEnvironment

FUNCTIONS = TEMPLATE.of_type(FUNCTION)
_STREAMS = frozenset({"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"})


def uses_tables(function: str) -> bool:
    actions = {action.removeprefix("dynamodb:") for action, *_ in Role(function).grants() if "dynamodb:" in action}
    return not actions <= _STREAMS


def name_of(function: str) -> str:
    """Return the name of a function's folder of sample events: `payments_worker` for `PaymentsWorkerFunction`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", function.removesuffix("Function")).lower()


def sample_events(function: str, env: ShopEnvironment) -> Iterator[dict[str, Any]]:
    for path in sorted((ROOT / "events" / name_of(function)).glob("*.json")):
        event = json.loads(path.read_text(encoding="utf-8"))
        if "authorizationToken" in event:
            event["authorizationToken"] = f"Bearer {customer(env.shop).person.access_token}"
        yield event


def test_the_functions_without_tables_are_known() -> None:
    assert [function for function in FUNCTIONS if not uses_tables(function)] == ["MailerFunction"]


@pytest.mark.parametrize("function", [*filter(uses_tables, FUNCTIONS)])
def test_an_invocation_does_not_inherit_the_budget_of_the_one_before(env: ShopEnvironment, function: str) -> None:
    module, _, handler = TEMPLATE.function(function)["Handler"].rpartition(".")
    invoke = getattr(import_module(module), handler)
    left: list[float] = []
    send = calls._send

    def noting(*call: Any) -> dict[str, Any]:
        left.append(deadline.remaining())
        return send(*call)

    for event in sample_events(function, env):
        deadline._deadline.set(0.0)  # long ago
        with ExitStack() as stack:
            stack.enter_context(running(name_of(function)))
            stack.enter_context(patch.dict(os.environ, {"PAYMENT_PROVIDER": "stripe"}))
            stack.enter_context(patch("payments.provider_choice._provider", lambda *_: FakeProvider()))
            stack.enter_context(patch.object(calls, "_send", noting))
            invoke(event, lambda_context(name_of(function), milliseconds=60_000))
        if left:
            break

    assert left
    assert 0 < min(left) <= max(left) <= deadline.BUDGET
