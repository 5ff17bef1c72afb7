"""Functions and layers of a template."""

from __future__ import annotations

from pathlib import Path

from local.errors import TemplateError
from local.template.intrinsics import ACCOUNT, REGION, STACK
from local.template.properties import FUNCTION, LAYER
from local.template.reader import FUNCTION_TYPE, Reader, section
from local.template.resources import Function


def announce_function(reader: Reader, resource_id: str) -> None:
    properties = reader.properties(resource_id, FUNCTION)
    name = reader.text(properties, "FunctionName", f"{STACK}-{resource_id}")
    reader.resolver.references[resource_id] = name
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"
    reader.resolver.attributes[resource_id, "Arn"] = arn
    if "AutoPublishAlias" in properties:
        # SAM's name of the alias. Here a function has one version, which every alias refers to.
        alias = reader.text(properties, "AutoPublishAlias")
        reader.resolver.references[f"{resource_id}.Alias"] = f"{arn}:{alias}"


def functions_by_arn(reader: Reader) -> dict[str, str]:
    """Return logical ids by ARN, with and without an alias."""
    found = {}
    for resource_id in reader.of_type(FUNCTION_TYPE):
        found[reader.resolver.attributes[resource_id, "Arn"]] = resource_id
        alias = reader.resolver.references.get(f"{resource_id}.Alias")
        if alias is not None:
            found[alias] = resource_id
    return found


def announce_layer(reader: Reader, resource_id: str) -> None:
    reader.resolver.references[resource_id] = f"arn:aws:lambda:{REGION}:{ACCOUNT}:layer:{resource_id}:1"


def read_layer(reader: Reader, resource_id: str) -> Path:
    """Return the folder that is /opt/python on Lambda.

    `sam build` copies the ContentUri of a layer with a BuildMethod into python/. A layer without one contains that
    folder.
    """
    properties = reader.properties(resource_id, LAYER)
    folder = reader.folder(properties, "ContentUri")
    if "BuildMethod" in section(reader.declared[resource_id], "Metadata"):
        return folder
    if not (folder / "python").is_dir():
        raise TemplateError(f"{resource_id} has neither a BuildMethod nor a folder python/", properties.line)
    return folder / "python"


def read_function(reader: Reader, resource_id: str, layers: dict[str, Path]) -> Function:
    properties = reader.properties(resource_id, FUNCTION)
    by_arn = {reader.resolver.references[layer]: folder for layer, folder in layers.items()}
    paths = []
    for arn in reader.resolver.resolve(properties.get("Layers", [])):
        if arn not in by_arn:
            raise TemplateError(f"the layer {arn} is not in this template", properties.line_of("Layers"))
        paths.append(by_arn[arn])
    concurrency = properties.get("ReservedConcurrentExecutions")
    return Function(
        id=resource_id,
        name=reader.resolver.references[resource_id],
        folder=reader.folder(properties, "CodeUri"),
        handler=reader.text(properties, "Handler"),
        runtime=reader.text(properties, "Runtime"),
        timeout=reader.number(properties, "Timeout", 3),
        memory=reader.number(properties, "MemorySize", 128),
        layers=tuple(paths),
        environment=section(section(properties, "Environment"), "Variables"),
        log_format=reader.text(section(properties, "LoggingConfig"), "LogFormat", "Text"),
        concurrency=None if concurrency is None else reader.number(properties, "ReservedConcurrentExecutions", 0),
    )
