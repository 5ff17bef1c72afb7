"""The resources of the template that run locally, with resolved values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from local.template.yaml_lines import Mapping


@dataclass(frozen=True)
class Function:
    """One AWS::Serverless::Function. `timeout` is in seconds, `memory` in MB, paths are absolute."""

    id: str
    name: str
    folder: Path
    handler: str
    runtime: str
    timeout: int
    memory: int
    layers: tuple[Path, ...]
    environment: Mapping
    log_format: str
    concurrency: int | None

    @property
    def label(self) -> str:
        """The name that people use: the handler's module, or what holds it if the module is `app`.

        `users` for `users.app.handler`, `aggregator` for `analytics.aggregator.handler`, the folder's name for
        `app.handler`. A function that is named after its package and its module has both names: `payments_sweeper` is
        PaymentsSweeperFunction.
        """
        package, module = [self.folder.name, *self.handler.split(".")[:-1]][-2:]
        if module == "app":
            return package
        both = f"{package}_{module}"
        return both if self.id.lower().startswith(both.replace("_", "")) else module

    @property
    def code(self) -> Path:
        """The folder with the function's own code: its package, or its whole folder if it has none."""
        package = self.folder / self.handler.split(".")[0]
        return package if package.is_dir() else self.folder


class Route(NamedTuple):
    """One Api event: the function that answers, and its authorizer (None: a public route)."""

    method: str
    path: str
    function: str
    authorizer: str | None

    @property
    def is_operation(self) -> bool:
        """Whether the API document describes it: it is neither for other methods nor HEAD, a GET without its body."""
        return self.method not in {"ANY", "HEAD"}


@dataclass(frozen=True)
class Authorizer:
    """A TOKEN authorizer. `ttl` is in seconds; 0 turns its cache off."""

    name: str
    function: str
    header: str
    ttl: int
    validation: str | None


@dataclass(frozen=True)
class GatewayResponse:
    """One customised gateway response. Header values are mapping expressions of API Gateway."""

    status: int | None
    headers: dict[str, str]
    templates: dict[str, str]


@dataclass(frozen=True)
class Api:
    """The one AWS::Serverless::Api. Sizes are in bytes; None turns compression off."""

    id: str
    stage: str
    routes: tuple[Route, ...]
    authorizers: dict[str, Authorizer]
    responses: dict[str, GatewayResponse]
    minimum_compression_size: int | None
    binary_media_types: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One AWS::DynamoDB::Table: keys and indexes in the form of CreateTable, and the TTL attribute.

    `stream_view` is the StreamViewType of its stream; None: it has no stream.
    """

    id: str
    name: str
    definition: dict[str, Any]
    ttl_attribute: str | None
    stream_view: str | None


@dataclass(frozen=True)
class Queue:
    """One AWS::SQS::Queue."""

    id: str
    name: str
    arn: str


@dataclass(frozen=True)
class StreamSource:
    """One DynamoDB event of a function: a table's stream, delivered to it in batches.

    `window` and `maximum_age` are in seconds; None is no limit. `patterns` are the parsed FilterCriteria.
    """

    name: str
    function: str
    table: str
    enabled: bool
    from_the_start: bool
    batch_size: int
    window: int
    patterns: tuple[dict[str, Any], ...]
    maximum_retries: int | None
    maximum_age: int | None
    bisect: bool
    partial_failures: bool
    on_failure: str | None


@dataclass(frozen=True)
class Schedule:
    """One Schedule event of a function, which runs it every `seconds`.

    `event` is the constant event of the property Input; None: EventBridge's own event.
    """

    name: str
    function: str
    enabled: bool
    seconds: int
    event: Any


@dataclass(frozen=True)
class Secret:
    """One AWS::SecretsManager::Secret with a generated value: a string, or a JSON object with it under `json_key`."""

    id: str
    name: str
    description: str
    length: int
    alphabet: str
    json_template: str | None
    json_key: str | None
