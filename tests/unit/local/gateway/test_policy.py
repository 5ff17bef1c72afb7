"""Decisions of an authorizer's policy."""

from typing import Any

import pytest

from local.gateway.policy import Decision, InvalidPolicy, evaluate

ARN = "arn:aws:execute-api:us-east-1:123456789012:local/v1"
READ = f"{ARN}/GET/products/prd_1"
WRITE = f"{ARN}/PUT/products/prd_1/stock"


def statement(effect: str, resource: Any, action: Any = "execute-api:Invoke") -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": resource}


def decide(*statements: dict[str, Any], arn: str = READ) -> Decision:
    return evaluate({"Version": "2012-10-17", "Statement": list(statements)}, arn)


@pytest.mark.parametrize(
    ("resource", "fits"),
    [
        (f"{ARN}/*/*", True),
        (f"{ARN}/GET/*", True),
        (f"{ARN}/PUT/*", False),
        (f"{ARN}/GET/products/prd_?", True),
        (f"{ARN}/GET/products/prd_??", False),
        ("*", True),
        ([f"{ARN}/PUT/*", READ], True),
        (READ.upper(), False),
        ("arn:aws:execute-api:us-east-1:123456789012:other/v1/*/*", False),
        (f"{ARN}/GET/products/prd.1", False),
    ],
)
def test_a_resource_matches_by_its_wildcards(resource: Any, fits: bool) -> None:
    assert decide(statement("Allow", resource)) is (Decision.ALLOW if fits else Decision.IMPLICIT_DENY)


@pytest.mark.parametrize(
    ("action", "fits"),
    [("execute-api:*", True), ("EXECUTE-API:invoke", True), ("*", True), ("execute-api:ManageConnections", False)],
)
def test_an_action_matches_by_its_wildcards_in_any_case(action: str, fits: bool) -> None:
    assert decide(statement("Allow", "*", action)) is (Decision.ALLOW if fits else Decision.IMPLICIT_DENY)


@pytest.mark.parametrize("order", [1, -1])
def test_a_deny_wins_in_any_order(order: int) -> None:
    statements = [statement("Allow", "*"), statement("Deny", f"{ARN}/PUT/*")][::order]
    assert decide(*statements, arn=WRITE) is Decision.EXPLICIT_DENY
    assert decide(*statements, arn=READ) is Decision.ALLOW


@pytest.mark.parametrize(
    "policy",
    [
        None,
        "Allow",
        {},
        {"Statement": []},
        {"Statement": ["Allow"]},
        {"Statement": [statement("Permit", "*")]},
        {"Statement": [{"Effect": "Allow", "Action": "*"}]},
        {"Statement": [{**statement("Allow", "*"), "Condition": {"Bool": {"x": "true"}}}]},
    ],
)
def test_an_invalid_policy_is_an_error(policy: Any) -> None:
    with pytest.raises(InvalidPolicy):
        evaluate(policy, READ)


def test_a_single_statement_needs_no_list() -> None:
    assert evaluate({"Statement": statement("Allow", "*")}, READ) is Decision.ALLOW
