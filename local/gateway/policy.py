"""Evaluates the IAM policy of an authorizer's answer, as API Gateway does."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

ACTION = "execute-api:Invoke"


class Decision(Enum):
    ALLOW = "allow"
    EXPLICIT_DENY = "explicit deny"
    IMPLICIT_DENY = "implicit deny"


class InvalidPolicy(Exception):
    """The policy of the authorizer's answer is invalid, or has a part that is not supported here."""


def evaluate(policy: Any, method_arn: str) -> Decision:
    """Return the decision for a method. A matching Deny wins over every Allow; without a match, access is denied.

    Raises InvalidPolicy, also for a Condition, which the local stack does not evaluate.
    """
    if not isinstance(policy, dict):
        raise InvalidPolicy("policyDocument is not an object")
    statements = policy.get("Statement")
    decision = Decision.IMPLICIT_DENY
    for statement in [statements] if isinstance(statements, dict) else _list(statements, "Statement"):
        if not isinstance(statement, dict):
            raise InvalidPolicy("a Statement is not an object")
        unknown = statement.keys() - {"Action", "Effect", "Resource", "Sid"}
        if unknown:
            raise InvalidPolicy(f"the local stack does not evaluate {', '.join(sorted(unknown))}")
        effect = statement.get("Effect")
        if effect not in ("Allow", "Deny"):
            raise InvalidPolicy(f"Effect is Allow or Deny, not {effect!r}")
        # Actions are case-insensitive, resources are case-sensitive.
        if _matches(statement.get("Action"), ACTION, re.IGNORECASE) and _matches(
            statement.get("Resource"), method_arn, 0
        ):
            if effect == "Deny":
                return Decision.EXPLICIT_DENY
            decision = Decision.ALLOW
    return decision


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise InvalidPolicy(f"{name} is missing or empty")
    return value


def _matches(patterns: Any, value: str, flags: int) -> bool:
    for pattern in [patterns] if isinstance(patterns, str) else _list(patterns, "Action or Resource"):
        expression = re.escape(str(pattern)).replace(r"\*", ".*").replace(r"\?", ".")
        if re.fullmatch(expression, value, flags | re.DOTALL):
            return True
    return False
