"""What a deployment is made of: its settings, the account it goes to, and the hash that names it."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BUILD = ROOT / ".aws-sam" / "build"
ENVIRONMENTS = {"dev": "default", "prod": "prod"}  # and what samconfig.toml calls them

_TRIES = 10  # a new API answers after some seconds


class NotReady(Exception):
    """Something is missing, and the text says what to do about it."""


@dataclass(frozen=True)
class Settings:
    environment: str
    stack: str
    parameters: Mapping[str, str]

    @classmethod
    def read(cls, environment: str, given: Sequence[str], path: Path = ROOT / "samconfig.toml") -> Settings:
        """Those of samconfig.toml, with the given `Name=Value` over them. Raises: NotReady."""
        if environment not in ENVIRONMENTS:
            raise NotReady(f"Deploy where? dev or prod, not {environment!r}.")
        configuration = tomllib.loads(path.read_text(encoding="utf-8"))[ENVIRONMENTS[environment]]
        parameters = dict(_assignment(text) for text in configuration["deploy"]["parameters"]["parameter_overrides"])
        return cls(
            environment,
            configuration["global"]["parameters"]["stack_name"],
            parameters | dict(_assignment(text) for text in given),
        )

    @property
    def config(self) -> str:
        return ENVIRONMENTS[self.environment]

    def with_parameter(self, name: str, value: str) -> Settings:
        return replace(self, parameters={**self.parameters, name: value})

    def overrides(self) -> list[str]:
        return ["--parameter-overrides", *(f"{name}={value}" for name, value in self.parameters.items())]


@dataclass(frozen=True)
class Account:
    """Where it goes. `parameters` are those that the stack, if there is one, was given before."""

    number: str
    region: str
    who: str
    parameters: frozenset[str] = frozenset()


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isalnum():
        raise NotReady(f"A parameter is set as Name=Value, not {text!r}.")
    return name, value


def sam_command() -> str:
    """The project's own sam, or else the one on PATH."""
    beside = Path(sys.executable).parent / ("sam.cmd" if os.name == "nt" else "sam")
    return str(beside) if beside.exists() else shutil.which("sam") or "sam"


def account(settings: Settings) -> Account:
    """Raises: NotReady where there are no credentials, or they are over, or no region is set."""
    import boto3  # noqa: PLC0415  # of the virtual environment that sam is in
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        # boto3 reads AWS_DEFAULT_REGION only, AWS's other tools AWS_REGION too.
        session = boto3.Session(region_name=os.environ.get("AWS_REGION"))
        if session.region_name is None:
            raise NotReady("No region is set. Say which: export AWS_REGION=ca-central-1 (or: aws configure)")
        identity = session.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise NotReady(
            f"AWS does not know who you are: {error}\n"
            "Choose a profile with export AWS_PROFILE=…, renew it with aws sso login, or set one up with aws configure."
        ) from None
    given = _stack(session.client("cloudformation"), settings.stack).get("Parameters", [])
    # A parameter keeps its value when it is not mentioned; its default says nothing of the shop.
    set_before = {
        p["ParameterKey"]
        for p in given
        if "shop.example" not in p["ParameterValue"] and p["ParameterValue"] not in {"", "*"}
    }
    return Account(identity["Account"], session.region_name, identity["Arn"].rpartition(":")[2], frozenset(set_before))


def outputs(settings: Settings, where: Account) -> dict[str, str]:
    """The stack's outputs. Raises: NotReady where there is no such stack."""
    import boto3  # noqa: PLC0415

    stack = _stack(boto3.client("cloudformation", region_name=where.region), settings.stack)
    if not stack:
        raise NotReady(f"There is no stack {settings.stack} in {where.region}.")
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _stack(cloudformation: Any, name: str) -> dict[str, Any]:
    from botocore.exceptions import ClientError  # noqa: PLC0415

    try:
        found: dict[str, Any] = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return {}
        raise NotReady(f"CloudFormation refuses: {error}") from None
    return found


def release(parameters: Mapping[str, str], build: Path = BUILD) -> str:
    """Names what is deployed: the same code with the same parameters has the same name."""
    digest = hashlib.sha256()
    for name, value in sorted(parameters.items()):
        if name != "Release":
            digest.update(f"{name}={value}\0".encode())
    for file in sorted(path for path in build.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(build).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def answers(url: str, pause: float = 3.0) -> bool:
    """Whether it is answered with 200, after a few tries."""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause)
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  the stack's own output  # nosec B310
                if answer.status == 200:  # noqa: PLR2004
                    return True
        except (urllib.error.URLError, TimeoutError):
            continue
    return False
