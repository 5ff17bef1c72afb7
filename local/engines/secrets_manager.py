"""Secrets Manager: values are generated once per machine, kept in a file, and put into moto's server at each start."""

from __future__ import annotations

import json
import os
import secrets
import uuid
from collections.abc import Iterable
from pathlib import Path

from local.engines.aws_json import AwsJson
from local.errors import LocalError
from local.template.resources import Secret


class SecretsFile:
    """The file with the secrets: name to value and version id. Only its owner can read it.

    It keeps the version id because access tokens name it as their `kid`. So they stay valid after a restart.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def ensure(self, declared: Iterable[Secret]) -> dict[str, dict[str, str]]:
        """Return all secrets of the file, after generating the missing ones. Raises LocalError for an invalid file."""
        kept = self._read()
        missing = [secret for secret in declared if secret.name not in kept]
        for secret in missing:
            kept[secret.name] = {"value": generate(secret), "versionId": str(uuid.uuid4())}
        if missing:
            self._write(kept)
        return kept

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            kept = None
        if not isinstance(kept, dict) or not all(map(_is_entry, kept.values())):
            raise LocalError(
                f"{self.path} is broken. Delete it: the next start creates new secrets, which ends earlier tokens."
            )
        return kept

    def _write(self, kept: dict[str, dict[str, str]]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=2)
        new.replace(self.path)


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and {"value", "versionId"} <= entry.keys()


def generate(secret: Secret) -> str:
    """Return a new value by the rules of GenerateSecretString."""
    text = "".join(secrets.choice(secret.alphabet) for _ in range(secret.length))
    if secret.json_template is None or secret.json_key is None:
        return text
    return json.dumps({**json.loads(secret.json_template), secret.json_key: text})


async def seed(client: AwsJson, declared: Iterable[Secret], kept: dict[str, dict[str, str]]) -> dict[str, str]:
    """Create secrets in Secrets Manager. Returns each ARN by logical id."""
    arns: dict[str, str] = {}
    for secret in declared:
        entry = kept[secret.name]
        request = {
            "Name": secret.name,
            "SecretString": entry["value"],
            "ClientRequestToken": entry["versionId"],
            "Description": secret.description,
        }
        arns[secret.id] = (await client.call("CreateSecret", request))["ARN"]
    return arns
