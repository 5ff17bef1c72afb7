"""The TOKEN authorizer: verdicts, context, cache."""

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


class Judge:
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


def test_the_context_arrives_as_texts() -> None:
    judge = Judge(allow("*", context={"role": "admin", "count": 3, "beta": True, "none": None}))
    context = judge.ask("Bearer x")
    assert context.pop("integrationLatency") == 0
    assert context == {"principalId": "usr_1", "role": "admin", "count": "3", "beta": "true"}


@pytest.mark.parametrize("tokens", [(), ("",)])
def test_without_a_token_nobody_is_asked(tokens: tuple[str, ...]) -> None:
    judge = Judge()
    assert judge.refusal(*tokens).kind == "UNAUTHORIZED"
    assert judge.events == []


def test_a_token_that_does_not_look_like_one_is_refused_without_asking() -> None:
    judge = Judge(validation="Bearer .+")
    assert judge.refusal("Basic x").kind == "UNAUTHORIZED"
    assert judge.events == []


def test_two_headers_make_one_token_that_is_neither() -> None:
    judge = Judge()
    judge.ask("Bearer a", "Bearer b")
    assert judge.events[0]["authorizationToken"] == "Bearer a,Bearer b"


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
def test_every_other_answer_is_a_refusal(answer: Any, kind: str) -> None:
    assert Judge(answer).refusal("Bearer x").kind == kind


class TestCache:
    def test_one_answer_serves_every_method_until_it_is_too_old(self) -> None:
        judge = Judge(ttl=60)
        judge.ask("Bearer x")
        judge.ask("Bearer x", method="DELETE", path="/addons/add_1")
        judge.now += 59
        judge.ask("Bearer x")
        assert len(judge.events) == 1
        judge.now += 2
        judge.ask("Bearer x")
        assert len(judge.events) == 2

    def test_a_cached_policy_is_still_judged_for_each_method(self) -> None:
        judge = Judge(allow(f"{ARN}/GET/*"), ttl=60)
        judge.ask("Bearer x")
        assert judge.refusal("Bearer x", method="PUT").kind == "ACCESS_DENIED"
        assert len(judge.events) == 1

    def test_another_token_is_another_question(self) -> None:
        judge = Judge(ttl=60)
        judge.ask("Bearer x")
        judge.ask("Bearer y")
        assert len(judge.events) == 2

    def test_a_refused_token_is_asked_about_again(self) -> None:
        judge = Judge(FunctionError("Exception", "Unauthorized"), ttl=60)
        judge.refusal("Bearer x")
        judge.refusal("Bearer x")
        assert len(judge.events) == 2

    def test_without_a_time_nothing_is_kept(self) -> None:
        judge = Judge()
        judge.ask("Bearer x")
        judge.ask("Bearer x")
        assert len(judge.events) == 2
