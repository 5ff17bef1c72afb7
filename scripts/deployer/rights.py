"""Rights: actions on one kind of resource, and the names that resources of a shop's stack have."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NAME = "{name}"
"""Stands for the name of a resource. It begins with the name of the stack, except for `NAMED_BY_LOGICAL_ID`."""

NAMED_BY_LOGICAL_ID = ("AWS::SecretsManager::Secret", "AWS::WAFv2::WebACL")
"""CloudFormation can name these after their logical IDs only, without the name of the stack."""

Condition = Mapping[str, Mapping[str, str | list[str]]]

ROLE = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/"
BOUNDARY = "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/deployers/${AWS::StackName}-boundary"
# SAM creates this role and sets no boundary. Instead, it can have no other policy than AWS's own.
CODEDEPLOY_ROLE = "CodeDeployServiceRole"
CODEDEPLOY_POLICY = "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda*"
SAM_STACK = "aws-sam-cli-managed-default"


@dataclass(frozen=True)
class Rights:
    """Actions on one kind of resource. `actions`: names without the service. `condition`: of the statement."""

    service: str
    resource: str
    actions: tuple[str, ...]
    condition: Condition = field(default_factory=dict)

    @property
    def names_a_resource(self) -> bool:
        """Whether the actions are limited to resources of the stack, by name."""
        return NAME in self.resource

    def arn(self, name: str) -> str:
        """Return the resource's ARN, with the variables of `Fn::Sub`."""
        return self.resource.replace(NAME, name)


def on(service: str, resource: str, actions: str, condition: Condition | None = None) -> Rights:
    """Return rights on a resource of the account and region, unless `resource` is an ARN or `*`."""
    if resource != "*" and not resource.startswith("arn:"):
        resource = f"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{resource}"
    return Rights(service, resource, tuple(actions.split()), condition or {})


def api(path: str, actions: str) -> Rights:
    return on("apigateway", f"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}::{path}", actions)


def pass_role(name: str, service: str) -> Rights:
    return on("iam", ROLE + name, "PassRole", {"StringEquals": {"iam:PassedToService": f"{service}.amazonaws.com"}})
