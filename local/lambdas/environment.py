"""The environment variables of a function's process: those that Lambda sets, and those that the template declares."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from local.errors import LocalError
from local.options import SharedOptions
from local.payments.parameters import stand_in_parameters
from local.template import read_template
from local.template.intrinsics import REGION
from local.template.resources import Function

_FILE = "surroundings.json"


@dataclass(frozen=True)
class Surroundings:
    """The URLs of the services that stand in for AWS, and of the stand-in for the payment provider."""

    dynamodb: str
    secrets_manager: str
    ses: str
    payments: str = ""

    def save(self, data: Path) -> Surroundings:
        """Write the URLs into the data folder, for commands that work on the running stack's tables."""
        (data / _FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")
        return self

    @classmethod
    def read(cls, data: Path) -> Surroundings:
        """Return the URLs of the stack that runs on the data folder. Raises LocalError when none ever did."""
        try:
            return cls(**json.loads((data / _FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise LocalError(f"No stack runs on {data}. Start it with: make run") from None


def lambda_environment(function: Function, declared: dict[str, str], surroundings: Surroundings) -> dict[str, str]:
    """Return all variables of a function's process except AWS_LAMBDA_RUNTIME_API.

    `declared` are the variables of the template.
    """
    return {
        **declared,
        # https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.runtime}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_FORMAT": function.log_format,
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "local",
        "AWS_REGION": REGION,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_SESSION_TOKEN": "local",
        "LAMBDA_TASK_ROOT": str(function.folder),
        "LANG": "en_US.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
        "TZ": ":UTC",
        "_HANDLER": function.handler,
        # botocore reads these variables.
        "AWS_ENDPOINT_URL_DYNAMODB": surroundings.dynamodb,
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": surroundings.secrets_manager,
        "AWS_ENDPOINT_URL_SESV2": surroundings.ses,
        # Keep the developer's own AWS settings out, and never ask the network for credentials.
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        # On Lambda the code is read-only. Here the source folders stay clean for `sam build`.
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def command_environment(shared: SharedOptions, function_id: str) -> dict[str, str]:
    """Return a function's variables in the running stack, for a command that runs the function's code by itself.

    References to secrets are names here, because only the stack knows the ARNs. Secrets Manager takes both.

    Raises: LocalError when no stack ran on the data folder.
    """
    surroundings = Surroundings.read(shared.data)
    template = read_template(shared.template, shared.parameters, stand_in_parameters(surroundings.payments))
    for secret in template.secrets.values():
        template.resolver.references[secret.id] = secret.name
        template.resolver.attributes[secret.id, "Id"] = secret.name
    if function_id not in template.functions:
        raise LocalError(f"{shared.template.name} has no function {function_id}.")
    function = template.functions[function_id]
    return lambda_environment(function, template.environment(function), surroundings)
