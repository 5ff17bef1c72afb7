"""`make deploy` and `make destroy` on the emulator with the deployer's role, and what they leave."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3

from scripts.deployment.sam import ROOT, sam_environment
from scripts.rehearsal.command import BROKEN_RESOURCE, ENDPOINTS, VARIANT
from scripts.rehearsal.deployer import Deployer
from scripts.rehearsal.emulator import ENVIRONMENT, STACK, call, local_url, physical_ids, resources
from scripts.template import FUNCTION, TEMPLATE

RETAINED = {"AWS::DynamoDB::Table", "PasswordPepper", "ApiGatewayLoggingRole", "MailSender"}
"""What a deleted stack leaves: resources of a type, or by their logical IDs."""


@dataclass(frozen=True)
class Deployed:
    """The state of the deployed shop. `functions`: the version behind each alias, and the hash of its code."""

    release: str
    functions: Mapping[str, tuple[str, str]]
    retention: frozenset[int]
    types: frozenset[str]
    protected: bool

    @classmethod
    def now(cls) -> "Deployed":
        found, names = resources(), physical_ids()
        functions = boto3.client("lambda")
        versions = {}
        for name in TEMPLATE.of_type(FUNCTION):
            alias = functions.get_alias(FunctionName=names[name], Name="live")
            code = functions.get_function(FunctionName=names[name], Qualifier="live")["Configuration"]["CodeSha256"]
            versions[name] = (str(alias["FunctionVersion"]), str(code))
        groups = boto3.client("logs").describe_log_groups(logGroupNamePrefix="/aws/")["logGroups"]
        tables = [names[table] for table in TEMPLATE.of_type("AWS::DynamoDB::Table")]
        described = [boto3.client("dynamodb").describe_table(TableName=table)["Table"] for table in tables]
        _, health = call(f"{api_url()}/health")
        return cls(
            release=str(health["release"]),
            functions=versions,
            retention=frozenset(group["retentionInDays"] for group in groups),
            types=frozenset(resource_type for resource_type, _ in found.values()),
            protected=all(table["DeletionProtectionEnabled"] for table in described),
        )


def api_url() -> str:
    """Return where the emulator serves the shop's API."""
    (stack,) = boto3.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    (url,) = [output["OutputValue"] for output in stack["Outputs"] if output["OutputKey"] == "ApiUrl"]
    return local_url(url)


class Commands:
    """The commands of the Makefile, run with the deployer's credentials. `parameters` are those of each deployment."""

    def __init__(self, deployer: Deployer, endpoints: Mapping[str, str], parameters: Mapping[str, str]) -> None:
        self._parameters = {**parameters, "PermissionsBoundary": deployer.boundary}
        self._environment = {**sam_environment(), **deployer.environment, ENDPOINTS: json.dumps(dict(endpoints))}

    def create_bucket(self) -> None:
        """Create sam's bucket, as the first deployment of an account does, without its rule against plain HTTP."""
        code = 'from samcli.lib.bootstrap.bootstrap import manage_stack; print(manage_stack(None, "us-east-1"))'
        output = self._run([sys.executable, "-c", code])
        boto3.client("s3").delete_bucket_policy(Bucket=output.split()[-1])

    def deploy(self, variant: str = "", **parameters: str) -> int:
        """Run `make deploy`; return how many checks of the smoke test succeeded. Raises: SystemExit if it fails."""
        return len(re.findall(r"^  ok  ", self._run(self._deploy(parameters), variant), re.MULTILINE))

    def deploy_broken(self, variant: str) -> None:
        """Run a deployment that CloudFormation has to roll back. Raises: SystemExit if it does not."""
        done = self._start(self._deploy({}), variant)
        if not done.returncode or "UPDATE_ROLLBACK_COMPLETE" not in done.stderr or BROKEN_RESOURCE not in done.stderr:
            raise SystemExit(f"{done.stdout[-4000:]}{done.stderr[-4000:]}\nThe broken update was not rolled back.")

    def destroy(self) -> None:
        self._run([sys.executable, "-m", "scripts.rehearsal.command", "destroy", ENVIRONMENT])

    def _deploy(self, parameters: Mapping[str, str]) -> list[str]:
        words = [f"{name}={value}" for name, value in {**self._parameters, **parameters}.items()]
        return [sys.executable, "-m", "scripts.rehearsal.command", ENVIRONMENT, *words]

    def _run(self, command: list[str], variant: str = "") -> str:
        done = self._start(command, variant)
        if done.returncode:
            raise SystemExit(f"{done.stdout[-6000:]}{done.stderr[-6000:]}\n{' '.join(command[1:4])} failed.")
        return done.stdout

    def _start(self, command: list[str], variant: str) -> "subprocess.CompletedProcess[str]":
        environment = {**self._environment, VARIANT: variant}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def left_after(before: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong after the stack `before` was deleted: a retained resource that is gone, or anything else."""
    kept = {
        physical_id.rpartition("/")[2]
        for name, (resource_type, physical_id) in before.items()
        if {resource_type, name} & RETAINED
    }
    there = set(_resources_of_shops())
    yield from (f"{name} is gone" for name in sorted(kept - there))
    yield from (f"{name} is left" for name in sorted(there - kept))


def _resources_of_shops() -> Iterator[str]:
    """Yield the names of everything in the account that a shop's stack can create."""
    client: Any = boto3.client
    yield from client("dynamodb").list_tables()["TableNames"]
    yield from (secret["Name"] for secret in client("secretsmanager").list_secrets()["SecretList"])
    yield from (
        role["RoleName"] for role in client("iam").list_roles()["Roles"] if not role["Path"].startswith("/deployers/")
    )
    yield from (function["FunctionName"] for function in client("lambda").list_functions()["Functions"])
    yield from (layer["LayerName"] for layer in client("lambda").list_layers()["Layers"])
    yield from (mapping["UUID"] for mapping in client("lambda").list_event_source_mappings()["EventSourceMappings"])
    yield from (api["name"] for api in client("apigateway").get_rest_apis()["items"])
    yield from client("sqs").list_queues().get("QueueUrls", [])
    yield from (group["logGroupName"] for group in client("logs").describe_log_groups()["logGroups"])
    yield from (alarm["AlarmName"] for alarm in client("cloudwatch").describe_alarms()["MetricAlarms"])
    yield from (board["DashboardName"] for board in client("cloudwatch").list_dashboards()["DashboardEntries"])
    yield from (identity["IdentityName"] for identity in client("sesv2").list_email_identities()["EmailIdentities"])
    yield from (acl["Name"] for acl in client("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"])
    yield from (
        stack["StackName"]
        for stack in client("cloudformation").describe_stacks()["Stacks"]
        if stack["StackName"] == STACK
    )
