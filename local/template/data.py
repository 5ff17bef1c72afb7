"""Tables, queues and secrets of a template."""

from __future__ import annotations

import string
from typing import Any

from local.errors import TemplateError
from local.template.intrinsics import ACCOUNT, REGION, STACK
from local.template.properties import QUEUE, SECRET, SECRET_GENERATION, TABLE, check
from local.template.reader import Reader, section
from local.template.resources import Queue, Secret, Table

_CREATE_TABLE = ("AttributeDefinitions", "GlobalSecondaryIndexes", "KeySchema", "LocalSecondaryIndexes")


def announce_table(reader: Reader, resource_id: str) -> None:
    properties = reader.properties(resource_id, TABLE)
    name = reader.text(properties, "TableName", f"{STACK}-{resource_id}")
    arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{name}"
    reader.resolver.references[resource_id] = name
    reader.resolver.attributes[resource_id, "Arn"] = arn
    if "StreamSpecification" in properties:
        reader.resolver.attributes[resource_id, "StreamArn"] = f"{arn}/stream/local"


def announce_queue(reader: Reader, resource_id: str) -> None:
    name = reader.text(reader.properties(resource_id, QUEUE), "QueueName", f"{STACK}-{resource_id}")
    reader.resolver.references[resource_id] = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"
    reader.resolver.attributes[resource_id, "Arn"] = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    reader.resolver.attributes[resource_id, "QueueName"] = name


def announce_secret(reader: Reader, resource_id: str) -> None:
    # The stack replaces it when Secrets Manager has created the secret.
    arn = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{resource_id}-local0"
    reader.resolver.references[resource_id] = reader.resolver.attributes[resource_id, "Id"] = arn


def read_table(reader: Reader, resource_id: str) -> Table:
    properties = reader.resolver.resolve(reader.properties(resource_id, TABLE))
    for name in ("AttributeDefinitions", "KeySchema"):
        if name not in properties:
            raise TemplateError(f"the table {resource_id} has no {name}", properties.line)
    ttl = section(properties, "TimeToLiveSpecification")
    stream = section(properties, "StreamSpecification")
    return Table(
        id=resource_id,
        name=reader.resolver.references[resource_id],
        definition={name: _plain(properties[name]) for name in _CREATE_TABLE if name in properties},
        ttl_attribute=reader.text(ttl, "AttributeName") if ttl.get("Enabled") else None,
        stream_view=reader.text(stream, "StreamViewType") if stream else None,
    )


def read_queue(reader: Reader, resource_id: str) -> Queue:
    attributes = reader.resolver.attributes
    return Queue(resource_id, attributes[resource_id, "QueueName"], attributes[resource_id, "Arn"])


def read_secret(reader: Reader, resource_id: str) -> Secret:
    properties = reader.properties(resource_id, SECRET)
    if "GenerateSecretString" not in properties:
        raise TemplateError(f"the secret {resource_id} has no GenerateSecretString", properties.line)
    generation = section(properties, "GenerateSecretString")
    check(generation, SECRET_GENERATION)
    alphabet = string.ascii_letters + string.digits
    if not generation.get("ExcludePunctuation"):
        alphabet += string.punctuation
    excluded = reader.text(generation, "ExcludeCharacters", "")
    return Secret(
        id=resource_id,
        name=reader.text(properties, "Name", f"{STACK}-{resource_id}"),
        description=reader.text(properties, "Description", ""),
        length=reader.number(generation, "PasswordLength", 32),
        alphabet="".join(character for character in alphabet if character not in excluded),
        json_template=reader.text(generation, "SecretStringTemplate", "") or None,
        json_key=reader.text(generation, "GenerateStringKey", "") or None,
    )


def _plain(value: Any) -> Any:
    """Return the value without line numbers, for a request."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
