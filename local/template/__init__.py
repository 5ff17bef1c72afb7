"""Reads template.yaml and resolves it. It is the only source of what runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.errors import TemplateError
from local.template import api, data, functions, schedules, streams
from local.template.intrinsics import Resolver
from local.template.reader import API_TYPE, FUNCTION_TYPE, LAYER_TYPE, QUEUE_TYPE, SECRET_TYPE, TABLE_TYPE, Reader
from local.template.resources import Api, Function, Queue, Schedule, Secret, StreamSource, Table
from local.template.yaml_lines import load

__all__ = ["Template", "read_template"]


@dataclass(frozen=True)
class Template:
    """The resources of the template, and its resolver for values that are known only at run time."""

    path: Path
    api: Api
    functions: dict[str, Function]
    layers: dict[str, Path]
    tables: dict[str, Table]
    queues: dict[str, Queue]
    secrets: dict[str, Secret]
    streams: dict[str, StreamSource]
    schedules: dict[str, Schedule]
    resolver: Resolver

    def environment(self, function: Function) -> dict[str, str]:
        """Return the environment variables that the template declares for a function."""
        resolved = self.resolver.resolve(function.environment)
        return {name: _text(value, function.environment.line_of(name)) for name, value in resolved.items()}

    def values_of(self, variable: str) -> set[str]:
        """Return the values that an environment variable has in the functions that declare it."""
        environments = map(self.environment, self.functions.values())
        return {environment[variable] for environment in environments if variable in environment}


def read_template(
    path: Path, overrides: dict[str, str] | None = None, defaults: dict[str, str] | None = None
) -> Template:
    """Read and check a template. `overrides` are parameter values that differ from the defaults.

    `defaults`: values that replace the declared defaults of the parameters that the template has.

    Raises TemplateError with file and line for anything invalid or unsupported, LocalError for an unknown parameter.
    """
    try:
        return _read(Reader(path, load(path), overrides or {}, defaults or {}))
    except TemplateError as error:
        raise TemplateError(error.message, error.line, path) from None


def _read(reader: Reader) -> Template:
    # Names first, because any resource can refer to any other.
    for announce, kind in (
        (functions.announce_function, FUNCTION_TYPE),
        (functions.announce_layer, LAYER_TYPE),
        (api.announce_api, API_TYPE),
        (data.announce_table, TABLE_TYPE),
        (data.announce_queue, QUEUE_TYPE),
        (data.announce_secret, SECRET_TYPE),
    ):
        for resource_id in reader.of_type(kind):
            announce(reader, resource_id)
    layers = {resource_id: functions.read_layer(reader, resource_id) for resource_id in reader.of_type(LAYER_TYPE)}
    lambdas = {
        resource_id: functions.read_function(reader, resource_id, layers)
        for resource_id in reader.of_type(FUNCTION_TYPE)
    }
    template = Template(
        path=reader.path,
        api=api.read_api(reader),
        functions=lambdas,
        layers=layers,
        tables={resource_id: data.read_table(reader, resource_id) for resource_id in reader.of_type(TABLE_TYPE)},
        queues={resource_id: data.read_queue(reader, resource_id) for resource_id in reader.of_type(QUEUE_TYPE)},
        secrets={resource_id: data.read_secret(reader, resource_id) for resource_id in reader.of_type(SECRET_TYPE)},
        streams={source.name: source for source in streams.read_streams(reader)},
        schedules={schedule.name: schedule for schedule in schedules.read_schedules(reader)},
        resolver=reader.resolver,
    )
    for function in lambdas.values():
        template.environment(function)  # Find invalid references now, not at the first request.
    return template


def _text(value: Any, line: int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise TemplateError("an environment variable is a string", line)
