"""The environment of a function's process: what Lambda gives it, what the template gives it, and nothing else."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from local.errors import LocalError
from local.template.intrinsics import REGION
from local.template.resources import Function

_FILE = "surroundings.json"


@dataclass(frozen=True)
class Surroundings:
    """Where the stand-ins for AWS listen."""

    dynamodb: str
    secrets_manager: str
    ses: str

    def save(self, data: Path) -> Surroundings:
        """Leave word in the data folder, for commands that work on the running stack's tables."""
        (data / _FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")
        return self

    @classmethod
    def read(cls, data: Path) -> Surroundings:
        """Those of the stack that runs on the data folder. Raises LocalError when none ever did."""
        try:
            return cls(**json.loads((data / _FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise LocalError(f"No stack runs on {data}. Start it with: make run") from None


def lambda_environment(function: Function, declared: dict[str, str], surroundings: Surroundings) -> dict[str, str]:
    """All variables of a function's process except AWS_LAMBDA_RUNTIME_API. `declared` are the template's."""
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
        # The stand-ins for AWS; botocore knows these names.
        "AWS_ENDPOINT_URL_DYNAMODB": surroundings.dynamodb,
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": surroundings.secrets_manager,
        "AWS_ENDPOINT_URL_SESV2": surroundings.ses,
        # The developer's own AWS settings stay out, and nothing asks the network for credentials.
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        # As on Lambda, where the code cannot be written to: source folders stay clean for `sam build`.
        "PYTHONDONTWRITEBYTECODE": "1",
    }
