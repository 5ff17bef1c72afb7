"""Each function has a role of its own without managed policies, which reads no stream but that of its events."""

from typing import Any

import pytest

from scripts.template import FUNCTION, TEMPLATE
from scripts.template.roles import Role

FUNCTIONS = TEMPLATE.of_type(FUNCTION)
TABLES = TEMPLATE.of_type("AWS::DynamoDB::Table")
STREAM_ACTIONS = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
LOGS_OF_THE_API = "ApiGatewayLoggingRole"


def consumed(function: str) -> list[str]:
    """Return the tables whose streams invoke the function."""
    return [event["Stream"]["Fn::GetAtt"][0] for event in TEMPLATE.events(function, "DynamoDB").values()]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_its_own_role(function: str) -> None:
    """SAM adds managed policies, for all log groups and streams of the account, to the roles that it creates."""
    assert TEMPLATE.role(function) == f"{function}Role"
    assert not {"Policies", "PermissionsBoundary"} & set(TEMPLATE.properties(function))


def test_there_are_no_other_roles_and_no_policies_apart_from_them() -> None:
    assert set(TEMPLATE.of_type("AWS::IAM::Role")) == {LOGS_OF_THE_API, *map(TEMPLATE.role, FUNCTIONS)}
    assert not TEMPLATE.of_type("AWS::IAM::Policy") + TEMPLATE.of_type("AWS::IAM::ManagedPolicy")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_is_for_lambda_and_has_no_managed_policies(function: str) -> None:
    properties = TEMPLATE.properties(TEMPLATE.role(function))
    lambda_: dict[str, Any] = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}
    assert properties["AssumeRolePolicyDocument"]["Statement"] == [{**lambda_, "Action": "sts:AssumeRole"}]
    assert set(properties) == {"AssumeRolePolicyDocument", "PermissionsBoundary", "Policies"}
    for statement in Role(function).statements:
        assert set(statement) <= {"Sid", "Effect", "Action", "Resource", "Condition"}
        assert statement["Effect"] == "Allow"


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("action", STREAM_ACTIONS)
@pytest.mark.parametrize("table", TABLES)
def test_a_function_reads_only_the_stream_of_its_events(table: str, action: str, function: str) -> None:
    allowed = Role(function).allows(action, f"{table}/stream/*", [])
    assert allowed == (table in consumed(function))


def test_only_the_mailer_reads_the_stream_of_accounts() -> None:
    readers = [function for function in FUNCTIONS if Role(function).allows("GetRecords", "AccountsTable/stream/*", [])]
    assert readers == ["MailerFunction"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_writes_only_into_its_own_log_group(function: str) -> None:
    groups = {resource for action, resource, _ in Role(function).grants() if action.startswith("logs:")}
    assert groups == {TEMPLATE.properties(function)["LoggingConfig"]["LogGroup"]["Ref"]}
