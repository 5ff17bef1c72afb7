"""The emulator of AWS, and the copy of the built template that is deployed to it."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3

from scripts.deployment.sam import ROOT, sam_environment

STACK = "bodega-rehearsal"
_PATIENCE = 300.0  # seconds, for a busy machine; a process that ends is noticed at once
PYTHON = ROOT / ".venv-rehearsal" / "bin" / "python"

# Resource types that the emulator does not support.
UNKNOWN = ("AWS::Logs::QueryDefinition",)


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
            command = [str(PYTHON), "-m", "ministack"]
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


def rehearsed_copy(source: Path, target: Path) -> list[str]:
    """Write a copy of the built template without what the emulator lacks; return what was left out or changed."""
    from samcli.yamlhelper import yaml_dump, yaml_parse

    template = yaml_parse(source.read_text(encoding="utf-8"))
    resources = template["Resources"]
    template["Globals"]["Function"].pop("DeploymentPreference")
    secrets = [name for name, resource in resources.items() if resource["Type"] == "AWS::SecretsManager::Secret"]
    for name in [name for name, resource in resources.items() if resource["Type"] in UNKNOWN]:
        del resources[name]
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
    target.write_text(yaml_dump(template), encoding="utf-8")
    return ["deployment preferences", "the condition on the sender of mail", *UNKNOWN]


_ARN_OF_SECRET = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${%s}-*"


def resources() -> dict[str, str]:
    """Return the physical IDs of the deployed stack's resources, by logical ID."""
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK)
    return {
        str(resource["LogicalResourceId"]): str(resource["PhysicalResourceId"])
        for page in pages
        for resource in page["StackResourceSummaries"]
    }


def call(url: str, method: str = "GET", body: Any = None, token: str | None = None) -> tuple[int, Any]:
    """Send a request; return the status and the JSON document of the response."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:
            text, status = answer.read(), answer.status
    except urllib.error.HTTPError as error:
        text, status = error.read(), error.code
    return status, json.loads(text) if text else None
