"""The deployer's role (deployer.yaml) can do what CloudFormation does for the template, on a shop's own resources."""

import inspect
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from scripts.deployer.__main__ import PATH, files
from scripts.deployer.calls import CALLS
from scripts.deployer.policies import LIMIT, names, needed, policies
from scripts.deployer.rights import Rights
from scripts.deployment import state
from scripts.iam import allows, filled
from scripts.template import FUNCTION, TEMPLATE, Template
from scripts.template.roles import Role
from tests.support.aws.calls_not_made import NOT_CALLED

DEPLOYER = Template(PATH)
VARIABLES = {
    "AWS::Partition": "aws",
    "AWS::Region": "ca-central-1",
    "AWS::AccountId": "123456789012",
    "AWS::StackName": "deployer-of-bodega",
    "Stacks": "bodega-*",
}
BOUNDARY = "arn:aws:iam::123456789012:policy/deployers/deployer-of-bodega-boundary"
ROLE = "arn:aws:iam::123456789012:role/"

# The types that SAM makes of a resource, or of a function's event. The rehearsal checks what it deploys too.
TRANSFORMED = {
    FUNCTION: "AWS::Lambda::Function AWS::Lambda::Version AWS::Lambda::Alias AWS::IAM::Role "
    "AWS::CodeDeploy::Application AWS::CodeDeploy::DeploymentGroup",
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi AWS::ApiGateway::Deployment AWS::ApiGateway::Stage",
    "AWS::Serverless::LayerVersion": "AWS::Lambda::LayerVersion",
    "Api": "AWS::Lambda::Permission",
    "DynamoDB": "AWS::Lambda::EventSourceMapping",
    "Schedule": "AWS::Events::Rule AWS::Lambda::Permission",
    "ScheduleV2": "AWS::Scheduler::Schedule AWS::IAM::Role",
}
# Actions whose resources have no names, random ones, or names that the shop chooses.
UNLIMITED = """
apigateway:DELETE apigateway:GET apigateway:PATCH apigateway:POST apigateway:PUT apigateway:SetWebACL
billing:GetBillingViewData
cloudformation:GetTemplateSummary cloudformation:ValidateTemplate
cloudwatch:DescribeAlarms cloudwatch:GetMetricStatistics
lambda:ListTags lambda:TagResource lambda:UntagResource
logs:CreateLogDelivery logs:DeleteLogDelivery logs:DeleteQueryDefinition logs:DescribeLogGroups
logs:DescribeQueryDefinitions logs:DescribeResourcePolicies logs:PutQueryDefinition logs:PutResourcePolicy
route53:GetChange route53:GetHostedZone route53:ListHostedZones route53:ListResourceRecordSets
secretsmanager:GetRandomPassword
ses:CreateEmailIdentity ses:DeleteEmailIdentity ses:GetAccount ses:GetEmailIdentity ses:ListTagsForResource
ses:PutEmailIdentityConfigurationSetAttributes ses:PutEmailIdentityDkimAttributes
ses:PutEmailIdentityDkimSigningAttributes ses:PutEmailIdentityFeedbackAttributes
ses:PutEmailIdentityMailFromAttributes ses:TagResource ses:UntagResource
sts:GetCallerIdentity
wafv2:CreateWebACL wafv2:UpdateWebACL
"""
LIMITED = r"\$\{Stacks\}|aws-sam-cli-managed-default|CodeDeployDefault|transform/Serverless"


def deployer() -> list[dict[str, Any]]:
    """Return the statements of the role's policies, as they are in deployer.yaml."""
    documents = [
        DEPLOYER.properties(policy)["PolicyDocument"]
        for policy in DEPLOYER.of_type("AWS::IAM::ManagedPolicy")
        if policy != "Boundary"
    ]
    return [statement for document in documents for statement in filled(document["Statement"], VARIABLES)]


def boundary() -> list[dict[str, Any]]:
    return list(filled(DEPLOYER.properties("Boundary")["PolicyDocument"]["Statement"], VARIABLES))


@cache
def permissions(resource_type: str) -> frozenset[str]:
    """Return the permissions that AWS's schema of a resource type lists."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    handlers = [handler for name, handler in schema["handlers"].items() if name != "list"]
    listed = [*handlers, schema.get("tagging") or {}]
    return frozenset(permission for part in listed for permission in part.get("permissions", []))


def actions(rights: Rights) -> Iterator[str]:
    return (f"{rights.service}:{action}" for action in rights.actions)


def call(rights: Rights, name: str) -> tuple[str, dict[str, str | list[str]]]:
    """Return the ARN of a resource with a name, and a context that passes the rights' condition."""
    condition = filled(rights.condition, {**VARIABLES, "Stacks": "bodega-prod"})
    context = {key: value for test in condition.values() for key, value in test.items()}
    arn = filled(rights.arn(name), {**VARIABLES, "Stacks": "bodega-prod"})
    return arn.replace("*", "x"), {
        key: value if isinstance(value, list) else value.replace("*", "x") for key, value in context.items()
    }


def resource_types() -> set[str]:
    """Return the types of the template's resources, after SAM's transform."""
    types = {str(resource["Type"]) for resource in TEMPLATE.resources.values()}
    events = {
        str(event["Type"])
        for function in TEMPLATE.of_type(FUNCTION)
        for event in TEMPLATE.properties(function).get("Events", {}).values()
    }
    return {name for written in types | events for name in TRANSFORMED.get(written, written).split()}


def test_every_resource_type_of_the_template_has_its_calls() -> None:
    assert resource_types() - CALLS.keys() == set(), "add the calls to scripts/deployer/calls.py, then: make deployer"
    assert CALLS.keys() - resource_types() == set(), "template.yaml has no such resource: remove it from CALLS"


@pytest.mark.parametrize("resource_type", sorted(CALLS))
def test_calls_are_those_of_the_resource_schema(resource_type: str) -> None:
    unneeded = [pattern for patterns in NOT_CALLED.get(resource_type, {}).values() for pattern in patterns.split()]
    skipped = {action for action in permissions(resource_type) if any(fnmatchcase(action, p) for p in unneeded)}
    ours = {action for rights in CALLS[resource_type] for action in actions(rights)}

    assert permissions(resource_type) - skipped == ours - skipped
    unused = [p for p in unneeded if not any(fnmatchcase(action, p) for action in permissions(resource_type) - ours)]
    assert not unused, "no permission is left out for this pattern"


def test_deployer_yaml_is_up_to_date() -> None:
    for path, text in files().items():
        assert path.read_text(encoding="utf-8") == text, "run: make deployer"


def test_the_role_can_deploy_and_delete_a_shop() -> None:
    statements = deployer()
    for rights, patterns in needed():
        # CloudFormation names a secret after its logical ID.
        for pattern in patterns:
            arn, context = call(rights, pattern.replace("${Stacks}", "bodega-prod").replace("*", "Resource-1A2B3C"))
            for action in actions(rights):
                assert allows(statements, action, arn, context), (action, arn, context)


def test_the_role_can_touch_no_other_resources() -> None:
    statements = deployer()
    for rights, _ in needed():
        if rights.names_a_resource:
            arn, context = call(rights, "another-shop-Resource-1A2B3C")
            for action in actions(rights):
                assert not allows(statements, action, arn, context), (action, arn, context)


def test_actions_on_all_resources_are_listed() -> None:
    unlimited = {
        action
        for rights, _ in needed()
        if not rights.names_a_resource and not rights.condition and not re.search(LIMITED, rights.resource)
        for action in actions(rights)
    }
    assert unlimited == set(UNLIMITED.split())
    assert not [action for statement in deployer() + boundary() for action in statement["Action"] if "*" in action]


@pytest.mark.parametrize(
    ("action", "resource", "context"),
    [
        # A role that can do more than the boundary.
        ("iam:CreateRole", "role/bodega-prod-UsersFunctionRole-1", {}),
        (
            "iam:CreateRole",
            "role/bodega-prod-UsersFunctionRole-1",
            {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
        ),
        ("iam:PutRolePolicy", "role/bodega-prod-CodeDeployServiceRole-1", {}),
        (
            "iam:AttachRolePolicy",
            "role/bodega-prod-CodeDeployServiceRole-1",
            {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"},
        ),
        ("iam:DeleteRolePermissionsBoundary", "role/bodega-prod-UsersFunctionRole-1", {}),
        (
            "iam:PutRolePermissionsBoundary",
            "role/bodega-prod-UsersFunctionRole-1",
            {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
        ),
        # Its own role and boundary, or somebody else's.
        ("iam:AttachRolePolicy", "role/deployers/deployer-of-bodega-Role-1", {"iam:PermissionsBoundary": BOUNDARY}),
        ("iam:UpdateAssumeRolePolicy", "role/deployers/deployer-of-bodega-Role-1", {}),
        ("iam:CreatePolicyVersion", "policy/deployers/deployer-of-bodega-boundary", {}),
        ("iam:PassRole", "role/admin", {"iam:PassedToService": "lambda.amazonaws.com"}),
        ("iam:PassRole", "role/bodega-prod-UsersFunctionRole-1", {"iam:PassedToService": "ec2.amazonaws.com"}),
        ("iam:CreateUser", "user/bodega-prod", {}),
        ("iam:CreateServiceLinkedRole", "role/aws-service-role/x", {"iam:AWSServiceName": "ec2.amazonaws.com"}),
    ],
)
def test_the_role_cannot_give_itself_more_rights(action: str, resource: str, context: dict[str, Any]) -> None:
    assert not allows(deployer(), action, f"arn:aws:iam::123456789012:{resource}", context)


def test_the_role_reads_and_writes_no_data_of_customers() -> None:
    table = "arn:aws:dynamodb:ca-central-1:123456789012:table/bodega-prod-AccountsTable-1"
    for action in ("Scan", "BatchGetItem", "ExportTableToPointInTime", "GetRecords"):
        assert not allows(deployer(), f"dynamodb:{action}", table)
    for key in ("USER#usr_1", "EMAIL#ada@shop.example", "TOKEN#1f", "OUTBOX#01J"):
        for action in ("GetItem", "PutItem", "DeleteItem", "Query"):
            assert not allows(deployer(), f"dynamodb:{action}", table, {"dynamodb:LeadingKeys": [key]}), (action, key)
    # The smoke test sets the role of its account, and no other attribute.
    profile: dict[str, str | list[str]] = {"dynamodb:LeadingKeys": ["USER#usr_1"]}
    for attribute, allowed in (("role", True), ("status", False), ("email", False)):
        attributes = {"dynamodb:Attributes": ["pk", "sk", attribute]}
        assert allows(deployer(), "dynamodb:UpdateItem", table, profile | attributes) is allowed
    assert not allows(deployer(), "ses:SendEmail", "arn:aws:ses:ca-central-1:123456789012:identity/shop.example")


def test_the_role_may_use_the_commands_that_a_failed_deployment_names() -> None:
    stack = "arn:aws:cloudformation:ca-central-1:123456789012:stack/bodega-prod/1"
    source = inspect.getsource(state)
    commands = set(re.findall(r"aws cloudformation ([a-z-]+)", source))

    assert {"rollback-stack", "continue-update-rollback"} <= commands
    for command in commands:
        action = "cloudformation:" + command.title().replace("-", "")
        assert allows(deployer(), action, stack), command


def test_the_policies_fit_into_iams_limits() -> None:
    for name, statements in policies().items():
        document = json.dumps(
            {"Version": "2012-10-17", "Statement": filled(statements, VARIABLES)}, separators=(",", ":")
        )
        # Room for a longer name of the stack and the region.
        assert len(document) < LIMIT - 500, name
    assert len(policies()) <= 10


def test_the_boundary_allows_everything_that_the_roles_of_the_template_do() -> None:
    arns = {
        "AWS::DynamoDB::Table": "dynamodb:ca-central-1:123456789012:table/bodega-prod-{}-1",
        "AWS::Logs::LogGroup": "logs:ca-central-1:123456789012:log-group:/aws/lambda/bodega-prod-{}:*",
        "AWS::SecretsManager::Secret": "secretsmanager:ca-central-1:123456789012:secret:{}-1A2B3C",
        "AWS::SQS::Queue": "sqs:ca-central-1:123456789012:bodega-prod-{}-1",
    }
    for function in TEMPLATE.of_type(FUNCTION):
        for action, resource, _ in Role(function).grants():
            arn, (name, *rest) = resource, resource.split("/", 1)
            if name in TEMPLATE.resources:
                pattern = arns[TEMPLATE.resources[name]["Type"]].format(name)
                arn = "/".join(["arn:aws:" + pattern, *rest])
            elif action == "ses:SendEmail":
                # Identities and the configuration set that an identity may have.
                kind = resource.rpartition(":")[2].replace("*", "shop.example")
                arn = f"arn:aws:ses:ca-central-1:123456789012:{kind}"
            assert allows(boundary(), action, arn), (function, action, arn)


def test_the_boundary_stops_everything_else() -> None:
    for action in ("iam:CreateRole", "sts:AssumeRole", "lambda:InvokeFunction", "s3:GetObject", "ec2:RunInstances"):
        assert not allows(boundary(), action, "*")
    assert not allows(boundary(), "dynamodb:GetItem", "arn:aws:dynamodb:ca-central-1:123456789012:table/orders")
    for action in ("Scan", "DeleteTable", "ExportTableToPointInTime"):
        assert not allows(
            boundary(), f"dynamodb:{action}", "arn:aws:dynamodb:ca-central-1:123456789012:table/bodega-prod-x"
        )


def test_every_secret_is_in_the_boundary_by_its_name() -> None:
    (secrets,) = [statement for statement in boundary() if "secretsmanager:GetSecretValue" in statement["Action"]]
    named = {resource.rpartition(":")[2] for resource in secrets["Resource"]}
    assert named == {pattern.replace("${Stacks}", "bodega-*") for pattern in names("AWS::SecretsManager::Secret")}


def test_every_role_of_the_template_has_the_boundary() -> None:
    limited = {"Fn::If": ["HasBoundary", {"Ref": "PermissionsBoundary"}, {"Ref": "AWS::NoValue"}]}
    for role in TEMPLATE.of_type("AWS::IAM::Role"):
        assert TEMPLATE.properties(role)["PermissionsBoundary"] == limited


def test_a_workflow_of_another_repository_cannot_assume_the_role() -> None:
    _, github = DEPLOYER.properties("Role")["AssumeRolePolicyDocument"]["Statement"]
    condition, trust, otherwise = github["Fn::If"]
    assert (condition, otherwise) == ("ForGitHub", {"Ref": "AWS::NoValue"})
    assert trust["Condition"] == {
        "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
        "StringLike": {
            "token.actions.githubusercontent.com:sub": {
                "Fn::Sub": "repo:${GitHubRepository}:environment:${GitHubEnvironment}"
            }
        },
    }
