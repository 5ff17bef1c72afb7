"""The expression that API Gateway compares tokens with: junk invokes no authorizer, and every token of ours does."""

import re

import pytest

from bodega.tokens import Claims, SigningKey, issue_access_token
from local.gateway.authorizer import TokenAuthorizer
from local.template import read_template
from scripts.template import ROOT
from tests.support.attacks.hostile_tokens import hostile_tokens
from tests.unit.local.gateway.test_authorizer import FakeAuthorizer

(DECLARED,) = read_template(ROOT / "template.yaml", {}).api.authorizers.values()
KEY = SigningKey("1", "k" * 64)
TOKEN = issue_access_token(KEY, Claims("usr_1", "ses_1", 1))


@pytest.fixture
def gateway() -> FakeAuthorizer:
    """Return a gateway with the template's expression, and an authorizer that allows everything."""
    fake = FakeAuthorizer()
    fake.authorizer = TokenAuthorizer(DECLARED, fake.invoke)
    return fake


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer   "])
@pytest.mark.parametrize("ending", ["", " "])
def test_a_token_of_ours_invokes_the_authorizer(gateway: FakeAuthorizer, scheme: str, ending: str) -> None:
    gateway.ask(f"{scheme}{TOKEN}{ending}")
    assert len(gateway.events) == 1


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b",
        "Bearer a.b.",
        "Bearer a..c",
        "Bearer a.b.c.d.e",
        f"Bearer{TOKEN}",
        f"Bearer:{TOKEN}",
        f"Bearer\t{TOKEN}",
        f" Bearer {TOKEN}",
        f"Basic {TOKEN}",
        f"Bearer {TOKEN} {TOKEN}",
        f"Bearer {TOKEN},Bearer {TOKEN}",
        f'Bearer "{TOKEN}"',
        f"Bearer {TOKEN}=",
        f"Bearer {TOKEN}é",
        TOKEN,
        "Basic dXNlcjpwYXNzd29yZA==",
        "AWS4-HMAC-SHA256 Credential=x/20261130/us-east-1/execute-api/aws4_request",
    ],
)
def test_junk_is_unauthorized_without_an_invocation(gateway: FakeAuthorizer, header: str) -> None:
    assert gateway.refusal(header).kind == gateway.refusal().kind == "UNAUTHORIZED"
    assert gateway.events == []


def test_a_hostile_token_reaches_the_authorizer_only_in_the_form_of_a_token(gateway: FakeAuthorizer) -> None:
    invoking = 0
    for name, token in hostile_tokens(KEY, TOKEN).items():
        gateway.events.clear()
        if re.fullmatch(r" *[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2} *", token):
            gateway.ask(f"Bearer {token}")
            assert gateway.events, name
            invoking += 1
        else:
            assert gateway.refusal(f"Bearer {token}").kind == "UNAUTHORIZED", name
            assert not gateway.events, name
    assert invoking > 50


def test_the_expression_means_the_same_in_java() -> None:
    """API Gateway uses Java's expressions. Classes, dots, repetitions and anchors are the same there."""
    expression = DECLARED.validation or ""
    # With both anchors it does not matter whether the whole header or a part of it has to match.
    assert expression.startswith("^")
    assert expression.endswith("$")
    assert re.fullmatch(r"\^(\[[A-Za-z0-9_-]+\]\+?| [+*]|\\\.)+\$", expression)
