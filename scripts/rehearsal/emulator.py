"""The emulator of AWS, and the copy of the built template that is deployed to it."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3

from scripts.deployment.sam import ROOT, sam_environment

ENVIRONMENT = "rehearsal"
STACK = f"bodega-{ENVIRONMENT}"
_PATIENCE = 300.0  # seconds, for a busy machine; a process that ends is noticed at once
PYTHON = ROOT / ".venv-rehearsal" / "bin" / "python"

# Resource types that the emulator does not support.
UNKNOWN = (
    "AWS::IAM::OIDCProvider",
    "AWS::Logs::QueryDefinition",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACLAssociation",
)


class Emulator:
    """MiniStack on a free port of this machine, with IAM enforced. Its data is lost when it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        # The emulator's root user, and nothing of the developer's own AWS settings.
        self.environment = {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_SESSION_TOKEN": "",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.url,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def runs_functions(self) -> bool:
        """Return whether the emulator runs on the functions' Python version. The layer's wheels need it."""
        version = subprocess.check_output(
            [PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True
        )
        return version.strip() == "3.13"

    def __enter__(self) -> Self:
        environment = {name: value for name, value in sam_environment().items() if not name.startswith("AWS_")}
        environment |= {"AUTH": "true", "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(self.port)}
        environment |= {"IOT_MTLS_ENABLED": "0"}
        with (self._folder / "emulator.log").open("w") as log:
            command = [str(PYTHON), "-c", _START]
            self._process = subprocess.Popen(
                command, cwd=self._folder, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        give_up = time.monotonic() + _PATIENCE
        while time.monotonic() < give_up:
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=2):
                    return self
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                time.sleep(0.5)
        self._end()
        raise SystemExit((self._folder / "emulator.log").read_text()[-4000:] + "\nThe emulator did not start.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


# The emulator fails with 500 if a function's response has no body, as every 204 of the shop.
_START = """
from ministack import app
send_response = app._send_response
async def send_with_body(send, status, headers, body, **options):
    await send_response(send, status, headers, b"" if body is None else body, **options)
app._send_response = send_with_body
app.main()
"""

LEFT_OUT = (
    "deployment preferences",
    "the condition on the sender of mail",
    "the rule of sam's bucket against plain HTTP",
    *UNKNOWN,
)


def emulated(text: str) -> str:
    """Return a template without `LEFT_OUT`."""
    from samcli.yamlhelper import yaml_dump, yaml_parse

    template = yaml_parse(text)
    resources = template["Resources"]
    secrets = [name for name, resource in resources.items() if resource["Type"] == "AWS::SecretsManager::Secret"]
    for name in [name for name, resource in resources.items() if resource["Type"] in UNKNOWN]:
        del resources[name]
    template.get("Globals", {}).get("Function", {}).pop("DeploymentPreference", None)
    for resource in resources.values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"].pop("DeploymentPreference")
        if resource["Type"] == "AWS::IAM::Role":
            # Policies need a secret's ARN. On AWS, Ref returns it; on the emulator, Ref returns the name.
            for policy in resource["Properties"].get("Policies", []):
                for statement in policy["PolicyDocument"]["Statement"]:
                    # The emulator supports neither the condition key ses:FromAddress nor identities as resources.
                    if statement["Action"] == ["ses:SendEmail"]:
                        del statement["Condition"]
                        statement["Resource"] = "*"
                    if statement["Resource"] in [{"Ref": secret} for secret in secrets]:
                        statement["Resource"] = {"Fn::Sub": _ARN_OF_SECRET % statement["Resource"]["Ref"]}
    return str(yaml_dump(template))


_ARN_OF_SECRET = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${%s}-*"


def resources(stack: str = STACK) -> dict[str, tuple[str, str]]:
    """Return the types and physical IDs of a deployed stack's resources, by logical ID."""
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    return {
        str(resource["LogicalResourceId"]): (str(resource["ResourceType"]), str(resource["PhysicalResourceId"]))
        for page in pages
        for resource in page["StackResourceSummaries"]
        if resource["ResourceStatus"] != "DELETE_COMPLETE"
    }


def local_url(url: str) -> str:
    """Return where the emulator serves an API that has a URL of AWS."""
    host, _, path = url.removeprefix("https://").partition("/")
    stage, slash, rest = path.partition("/")
    return f"{os.environ['AWS_ENDPOINT_URL']}/restapis/{host.partition('.')[0]}/{stage}/_user_request_{slash}{rest}"


def physical_ids() -> dict[str, str]:
    """Return the physical IDs of the shop's resources, by logical ID."""
    return {name: physical_id for name, (_, physical_id) in resources().items()}


def wait_for_stack(stack: str) -> dict[str, str]:
    """Wait until the emulator has created a stack, and return its outputs. Raises: SystemExit if that fails."""
    client: Any = boto3.client("cloudformation")
    while True:
        found = client.describe_stacks(StackName=stack)["Stacks"][0]
        if found["StackStatus"] == "CREATE_COMPLETE":
            return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}
        if found["StackStatus"] != "CREATE_IN_PROGRESS":
            raise SystemExit(f"The stack {stack} is {found['StackStatus']}: {found.get('StackStatusReason')}")
        time.sleep(0.2)


def call(url: str, method: str = "GET", body: Any = None, token: str | None = None) -> tuple[int, Any]:
    """Send a request; return the status and the JSON document of the response, or its text."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    if method == "POST":
        headers["Idempotency-Key"] = str(uuid.uuid4())
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:
            text, status, kind = answer.read(), answer.status, answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        text, status, kind = error.read(), error.code, error.headers.get_content_type()
    return status, json.loads(text) if text and kind.endswith("json") else text.decode()
