"""The rehearsal: which answers count as denials, and which permissions it tries."""

from collections import defaultdict
from dataclasses import replace
from typing import Any
from unittest.mock import MagicMock

import boto3
import pytest
from botocore.exceptions import ClientError

from scripts.rehearsal import __main__ as rehearsal
from scripts.rehearsal.rights import DENIED, NEVER, Finding, _answer, calls, untried
from scripts.template import FUNCTION, TEMPLATE

DENIAL = Finding("ProductsFunction", "PutItem", "AccountsTable", False, False, "AccessDeniedException")


def failing(code: str) -> Any:
    def call() -> None:
        raise ClientError({"Error": {"Code": code, "Message": "no"}}, "PutItem")

    return call


def test_a_call_that_fails_with_another_error_was_allowed() -> None:
    assert _answer(lambda: None) not in DENIED
    assert _answer(failing("ValidationException")) not in DENIED
    assert _answer(failing("AccessDeniedException")) in DENIED
    assert _answer(failing("AccessDenied")) in DENIED


def test_a_rule_is_proved_only_by_denials() -> None:
    (rule,) = [rule for rule in NEVER if rule.resource == "AccountsTable" and rule.function == "ProductsFunction"]
    read = replace(DENIAL, action="GetItem")
    assert rule.is_proved_by([DENIAL, read])
    # The template and the role allow it: the finding is as expected, and yet the rule is broken.
    assert not rule.is_proved_by([replace(DENIAL, expected=True, allowed=True), read])
    assert not rule.is_proved_by([DENIAL, replace(read, expected=True, allowed=True)])
    # No call was made.
    assert not rule.is_proved_by([replace(DENIAL, resource="CatalogTable"), replace(DENIAL, function="AddonsFunction")])


@pytest.mark.parametrize("rule", NEVER, ids=lambda rule: rule.why)
def test_a_rule_names_a_function_and_a_resource_of_the_template(rule: Any) -> None:
    assert rule.function in TEMPLATE.of_type(FUNCTION)
    assert rule.resource in TEMPLATE.resources


def test_every_permission_of_the_template_is_tried() -> None:
    session = boto3.Session("key", "secret", region_name="us-east-1")
    findings = [
        Finding(function, action, resource, False, False, "")
        for function in TEMPLATE.of_type(FUNCTION)
        for action, resource, _ in calls(session, defaultdict(lambda: "name"))
    ]

    assert untried(findings) == []


def test_a_permission_that_no_call_tries_is_named() -> None:
    assert "AuthorizerFunction BatchGetItem AccountsTable" in untried([])
    assert "MailerFunction SendEmail SES" in untried([DENIAL])


@pytest.mark.parametrize(("runs_functions", "status"), [(True, 0), (False, 1)])
def test_a_rehearsal_without_the_functions_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, runs_functions: bool, status: int
) -> None:
    emulator = MagicMock()
    emulator.return_value.__enter__.return_value = MagicMock(environment={}, runs_functions=lambda: runs_functions)
    fakes = {
        "Emulator": emulator,
        "_run": lambda *_: None,
        "rehearsed_copy": lambda *_: ["a mail identity"],
        "release": lambda _: "0",
        "resources": dict,
        "try_roles": lambda _: [],
        "NEVER": (),
        "untried": lambda _: [],
        "open_shop": lambda *_: ["menu"],
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(rehearsal, name, fake)

    assert rehearsal.main() == status

    assert ("NOT RUN: the functions. They need Python 3.13" in capsys.readouterr().out) is not runs_functions
