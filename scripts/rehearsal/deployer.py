"""The role of deployer.yaml in the emulator: sam deploys with it, and CloudFormation's calls are compared with it.

The emulator checks the calls that sam makes. It does not check those that CloudFormation makes with the caller's role.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import boto3

from scripts.deployer.calls import CALLS
from scripts.deployer.rights import NAMED_BY_LOGICAL_ID, Rights
from scripts.deployment.sam import ROOT
from scripts.iam import Context, Statement, allows, filled
from scripts.rehearsal.emulator import STACK, emulated, wait_for_stack

DEPLOYERS_STACK = "deployer-of-bodega"
_OTHER = "another-shop"

# The ARNs of resources, in the notation of `Rights.resource`, for types whose physical ID is not an ARN itself.
_ARNS: Mapping[str, str] = {
    "AWS::CloudWatch::Alarm": "cloudwatch:{region}:{account}:alarm:{id}",
    "AWS::CloudWatch::Dashboard": "cloudwatch::{account}:dashboard/{id}",
    "AWS::DynamoDB::Table": "dynamodb:{region}:{account}:table/{id}",
    "AWS::Events::Rule": "events:{region}:{account}:rule/{id}",
    "AWS::IAM::Role": "iam::{account}:role/{id}",
    "AWS::Lambda::Function": "lambda:{region}:{account}:function:{id}",
    "AWS::Logs::LogGroup": "logs:{region}:{account}:log-group:{id}:*",
    "AWS::SQS::Queue": "sqs:{region}:{account}:{id}",
    "AWS::SecretsManager::Secret": "secretsmanager:{region}:{account}:secret:{id}-1A2B3C",
}


@dataclass(frozen=True)
class Judged:
    """A call that CloudFormation makes, on a resource of the stack or on the same one of another stack."""

    resource_type: str
    action: str
    arn: str
    expected: bool
    allowed: bool

    def __str__(self) -> str:
        return f"deployer.yaml, {self.action} {self.arn}"


@dataclass(frozen=True)
class Deployer:
    boundary: str
    account: str
    statements: list[Statement]
    environment: dict[str, str]

    def judge(self, found: Mapping[str, tuple[str, str]]) -> Iterator[Judged]:
        """Evaluate the policies for each call on each resource. `found` has types and physical IDs, by logical ID.

        Raises: SystemExit for a type without calls in scripts/deployer/calls.py.
        """
        for resource_type, physical_id in found.values():
            if resource_type not in CALLS:
                raise SystemExit(f"scripts/deployer/calls.py has no calls for {resource_type}.")
            for rights in CALLS[resource_type]:
                arn = self._arn(rights, resource_type, physical_id)
                for action in rights.actions:
                    yield self._judged(rights, resource_type, action, arn, expected=True)
                    if rights.names_a_resource and resource_type not in NAMED_BY_LOGICAL_ID:
                        yield self._judged(rights, resource_type, action, arn.replace(STACK, _OTHER), expected=False)

    def _judged(self, rights: Rights, resource_type: str, action: str, arn: str, *, expected: bool) -> Judged:
        name = f"{rights.service}:{action}"
        allowed = allows(self.statements, name, arn, self._context(rights))
        return Judged(resource_type, name, arn, expected, allowed)

    def _arn(self, rights: Rights, resource_type: str, physical_id: str) -> str:
        """Return the ARN of the resource itself, or of another one of the stack that the rights are on."""
        own = self._own_arn(resource_type, physical_id)
        if own and fnmatchcase(own, str(filled(rights.arn("*"), self._variables))):
            return own
        return str(filled(rights.arn(f"{STACK}-Resource"), self._variables)).replace("*", "x")

    def _own_arn(self, resource_type: str, physical_id: str) -> str | None:
        if physical_id.startswith("arn:"):
            return physical_id
        if resource_type not in _ARNS:
            return None
        name = physical_id.rpartition("/")[2] if physical_id.startswith("http") else physical_id
        return "arn:aws:" + _ARNS[resource_type].format(region="us-east-1", account=self.account, id=name)

    def _context(self, rights: Rights) -> Context:
        """Return the values with which CloudFormation passes the condition of the rights."""
        condition = filled(rights.condition, self._variables)
        return {key: value for test in condition.values() for key, value in test.items()}

    @property
    def _variables(self) -> dict[str, str]:
        return {
            "AWS::Partition": "aws",
            "AWS::Region": "us-east-1",
            "AWS::AccountId": self.account,
            "AWS::StackName": DEPLOYERS_STACK,
            "Stacks": STACK,
        }


def create_deployer(environment: Mapping[str, str]) -> Deployer:
    """Create the stack of deployer.yaml, and assume its role. `environment`: of the emulator's root user."""
    cloudformation: Any = boto3.client("cloudformation")
    body = emulated((ROOT / "deployer.yaml").read_text(encoding="utf-8"))
    cloudformation.create_stack(StackName=DEPLOYERS_STACK, TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"])
    outputs = wait_for_stack(DEPLOYERS_STACK)
    key = boto3.client("sts").assume_role(RoleArn=outputs["RoleArn"], RoleSessionName="rehearsal")["Credentials"]
    credentials = {
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
        "AWS_SESSION_TOKEN": key["SessionToken"],
    }
    return Deployer(
        boundary=outputs["BoundaryArn"],
        account=outputs["RoleArn"].split(":")[4],
        statements=list(_statements(outputs["RoleArn"].rpartition("/")[2])),
        environment={**environment, **credentials},
    )


def _statements(role: str) -> Iterator[Statement]:
    """Yield the statements of the role's policies, as CloudFormation has created them."""
    iam: Any = boto3.client("iam")
    for policy in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        arn = policy["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
        yield from document["Statement"]
