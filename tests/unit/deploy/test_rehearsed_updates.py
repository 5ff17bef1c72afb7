"""The rehearsal: the deployer's rights, and updates of the stack."""

from collections.abc import Iterable
from dataclasses import replace
from unittest.mock import MagicMock

import pytest

from scripts.deployer.policies import policies
from scripts.iam import filled
from scripts.rehearsal import __main__ as rehearsal
from scripts.rehearsal import lifecycle
from scripts.rehearsal.deployer import DEPLOYERS_STACK, Deployer
from scripts.rehearsal.lifecycle import Deployed


def deployer(**without: str) -> Deployer:
    """Return the role of deployer.yaml, without some actions."""
    variables = {
        "AWS::Partition": "aws",
        "AWS::Region": "us-east-1",
        "AWS::AccountId": "000000000000",
        "AWS::StackName": DEPLOYERS_STACK,
        "Stacks": "bodega-*",
    }
    statements = [filled(statement, variables) for policy in policies().values() for statement in policy]
    for statement in statements:
        statement["Action"] = [action for action in statement["Action"] if action not in without.values()]
    return Deployer("boundary", "000000000000", statements, {})


STACK = {
    "CatalogTable": ("AWS::DynamoDB::Table", "bodega-rehearsal-CatalogTable-1"),
    "UsersFunction": ("AWS::Lambda::Function", "bodega-rehearsal-UsersFunction-1"),
    "UsersLogGroup": ("AWS::Logs::LogGroup", "/aws/lambda/bodega-rehearsal-users"),
    # No hyphen follows the name of the stack.
    "WebAclLogGroup": ("AWS::Logs::LogGroup", "aws-waf-logs-bodega-rehearsal"),
    "MailDeadLetters": ("AWS::SQS::Queue", "http://localhost:1/000000000000/bodega-rehearsal-MailDeadLetters-1"),
    "Layer": ("AWS::Lambda::LayerVersion", "arn:aws:lambda:us-east-1:000000000000:layer:bodega-rehearsal-common:1"),
}


def test_the_deployer_may_make_cloudformations_calls_on_its_own_stack() -> None:
    judged = list(deployer().judge(STACK))

    assert [item for item in judged if item.allowed != item.expected] == []
    arns = {item.arn.rpartition(":")[2] for item in judged if item.expected}
    assert {"table/bodega-rehearsal-CatalogTable-1", "bodega-rehearsal-MailDeadLetters-1"} <= arns
    assert [item.arn for item in judged if item.action == "sqs:DeleteQueue"] == [
        "arn:aws:sqs:us-east-1:000000000000:bodega-rehearsal-MailDeadLetters-1",
        "arn:aws:sqs:us-east-1:000000000000:another-shop-MailDeadLetters-1",
    ]


def test_a_call_that_the_deployer_may_not_make_is_found() -> None:
    wrong = [item for item in deployer(one="sqs:DeleteQueue").judge(STACK) if item.allowed != item.expected]

    assert [item.action for item in wrong] == ["sqs:DeleteQueue"]


def test_a_resource_without_calls_ends_the_rehearsal() -> None:
    with pytest.raises(SystemExit, match="no calls for AWS::New::Resource"):
        list(deployer().judge({"New": ("AWS::New::Resource", "new")}))


FIRST = Deployed(
    "a", {"UsersFunction": ("1", "code-a")}, frozenset({30}), frozenset({"AWS::ApiGateway::Account"}), True
)

SECOND = Deployed(
    "b",
    {"UsersFunction": ("2", "code-b")},
    frozenset({14}),
    frozenset({"AWS::ApiGateway::Account", "AWS::WAFv2::WebACL"}),
    True,
)

THIRD = Deployed("a", {"UsersFunction": ("3", "code-a")}, frozenset({7}), FIRST.types, True)


def faults(lines: Iterable[str]) -> int:
    return sum(line.startswith(rehearsal.WRONG) for line in lines)


def test_an_update_changes_code_and_parameters() -> None:
    def judged(second: Deployed) -> int:
        return faults(rehearsal._judge_update(FIRST, second, 14))

    assert judged(SECOND) == 0
    assert judged(replace(SECOND, release="a")) == 1
    assert judged(replace(SECOND, functions=FIRST.functions)) == 1
    assert judged(replace(SECOND, retention=frozenset({14, 30}))) == 1
    assert judged(replace(SECOND, protected=False)) == 1
    assert judged(replace(SECOND, types=frozenset({"AWS::WAFv2::WebACL"}))) == 1


def test_a_rollback_deploys_the_code_of_the_previous_release() -> None:
    def judged(now: Deployed) -> int:
        return faults(rehearsal._judge_rollback(FIRST, now, 7))

    assert judged(THIRD) == 0
    assert judged(replace(THIRD, release="c")) == 1
    assert judged(replace(THIRD, functions={"UsersFunction": ("2", "code-b")})) == 1
    assert judged(replace(THIRD, types=SECOND.types)) == 1


def test_a_failed_update_changes_nothing() -> None:
    assert faults(rehearsal._compare("failed", SECOND, SECOND)) == 0
    assert faults(rehearsal._compare("failed", SECOND, THIRD)) == 1


def test_a_deleted_stack_leaves_its_tables_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def left(*names: str) -> list[str]:
        monkeypatch.setattr(lifecycle, "_resources_of_shops", lambda: names)
        return list(lifecycle.left_after(STACK))

    table = "bodega-rehearsal-CatalogTable-1"
    assert left(table) == []
    assert left() == [f"{table} is gone"]
    assert left(table, "bodega-rehearsal-UsersFunction-1") == ["bodega-rehearsal-UsersFunction-1 is left"]


@pytest.mark.parametrize(
    ("runs_functions", "lines", "status"),
    [(True, ["deployed     1 resource"], 0), (True, ["deployed     1 resource", "WRONG: no"], 1), (False, [], 1)],
)
def test_a_rehearsal_fails_without_the_functions_or_with_a_fault(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lines: list[str],
    *,
    runs_functions: bool,
    status: int,
) -> None:
    emulator = MagicMock()
    emulator.return_value.__enter__.return_value = MagicMock(
        environment={}, port=1, runs_functions=lambda: runs_functions
    )
    fakes = {
        "Emulator": emulator,
        "Provider": MagicMock(),
        "Recorder": MagicMock(),
        "create_deployer": MagicMock(),
        "Commands": MagicMock(),
        "rehearse": lambda *_: lines,
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(rehearsal, name, fake)

    assert rehearsal.main() == status

    printed = capsys.readouterr().out
    assert ("The functions need Python 3.13" in printed) is not runs_functions
    assert [line for line in lines if line not in printed] == []
