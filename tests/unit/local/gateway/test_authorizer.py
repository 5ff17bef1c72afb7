"""The TOKEN authorizer: decisions, context, cache."""

import asyncio
import json
from typing import Any

import pytest

from local.gateway.authorizer import TokenAuthorizer
from local.gateway.responses import GatewayError
from local.lambdas.runtime_api import FunctionError
from local.template.resources import Authorizer
from tests.unit.local.gateway.api_requests import request

ARN = "arn:aws:execute-api:us-east-1:123456789012:local/v1"


class FakeAuthorizer:
    """An authorizer function that answers with `answer`, at a time that the test sets."""

    def __init__(self, answer: Any = None, ttl: int = 0, validation: str | None = None) -> None:
        self.answer = answer if answer is not None else allow(f"{ARN}/*/*")
        self.events: list[dict[str, str]] = []
        self.now = 1000.0
        declaration = Authorizer("Guard", "Judge", "Authorization", ttl, validation)
        self.authorizer = TokenAuthorizer(declaration, self.invoke, lambda: self.now)

    async def invoke(self, payload: bytes, _: str) -> bytes:
        self.events.append(json.loads(payload))
        if isinstance(self.answer, Exception):
            raise self.answer
        return json.dumps(self.answer).encode()

    def ask(self, *tokens: str, **fields: Any) -> dict[str, Any]:
        headers = tuple(("authorization", token) for token in tokens)
        return asyncio.run(self.authorizer.authorize(request(headers=headers, **fields)))

    def refusal(self, *tokens: str, **fields: Any) -> GatewayError:
        with pytest.raises(GatewayError) as caught:
            self.ask(*tokens, **fields)
        return caught.value


def allow(resource: str, **extra: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resource}
    return {"principalId": "usr_1", "policyDocument": {"Statement": [statement]}, **extra}


def test_context_values_become_strings() -> None:
    fake = FakeAuthorizer(allow("*", context={"role": "admin", "count": 3, "beta": True, "none": None}))
    context = fake.ask("Bearer x")
    assert context.pop("integrationLatency") == 0
    assert context == {"principalId": "usr_1", "role": "admin", "count": "3", "beta": "true"}


@pytest.mark.parametrize("tokens", [(), ("",)])
def test_without_a_token_the_function_is_not_called(tokens: tuple[str, ...]) -> None:
    fake = FakeAuthorizer()
    assert fake.refusal(*tokens).kind == "UNAUTHORIZED"
    assert fake.events == []


def test_a_token_that_fails_validation_is_rejected_without_a_call() -> None:
    fake = FakeAuthorizer(validation="Bearer .+")
    assert fake.refusal("Basic x").kind == "UNAUTHORIZED"
    assert fake.events == []


def test_two_headers_are_joined_into_one_token() -> None:
    fake = FakeAuthorizer()
    fake.ask("Bearer a", "Bearer b")
    assert fake.events[0]["authorizationToken"] == "Bearer a,Bearer b"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (FunctionError("Exception", "Unauthorized"), "UNAUTHORIZED"),
        (FunctionError("Exception", "unauthorized"), "AUTHORIZER_FAILURE"),
        (FunctionError("Sandbox.Timedout", "Task timed out"), "AUTHORIZER_FAILURE"),
        ({"policyDocument": {}}, "AUTHORIZER_CONFIGURATION_ERROR"),
        ({"principalId": "usr_1"}, "AUTHORIZER_CONFIGURATION_ERROR"),
        ([], "AUTHORIZER_CONFIGURATION_ERROR"),
        (allow("*", context={"roles": ["admin"]}), "AUTHORIZER_CONFIGURATION_ERROR"),
        (allow(f"{ARN}/POST/*"), "ACCESS_DENIED"),
    ],
)
def test_every_other_answer_denies_access(answer: Any, kind: str) -> None:
    assert FakeAuthorizer(answer).refusal("Bearer x").kind == kind


class TestCache:
    def test_one_answer_serves_every_method_until_it_expires(self) -> None:
        fake = FakeAuthorizer(ttl=60)
        fake.ask("Bearer x")
        fake.ask("Bearer x", method="DELETE", path="/addons/add_1")
        fake.now += 59
        fake.ask("Bearer x")
        assert len(fake.events) == 1
        fake.now += 2
        fake.ask("Bearer x")
        assert len(fake.events) == 2

    def test_a_cached_policy_is_evaluated_for_each_method(self) -> None:
        fake = FakeAuthorizer(allow(f"{ARN}/GET/*"), ttl=60)
        fake.ask("Bearer x")
        assert fake.refusal("Bearer x", method="PUT").kind == "ACCESS_DENIED"
        assert len(fake.events) == 1

    def test_another_token_needs_another_call(self) -> None:
        fake = FakeAuthorizer(ttl=60)
        fake.ask("Bearer x")
        fake.ask("Bearer y")
        assert len(fake.events) == 2

    def test_a_rejected_token_is_not_cached(self) -> None:
        fake = FakeAuthorizer(FunctionError("Exception", "Unauthorized"), ttl=60)
        fake.refusal("Bearer x")
        fake.refusal("Bearer x")
        assert len(fake.events) == 2

    def test_without_a_ttl_nothing_is_cached(self) -> None:
        fake = FakeAuthorizer()
        fake.ask("Bearer x")
        fake.ask("Bearer x")
        assert len(fake.events) == 2
