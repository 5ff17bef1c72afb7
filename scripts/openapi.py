"""Writes docs/openapi.json from the code: every function's routes, merged into one document.

`--check` writes nothing and fails when the file is not what the code says.
"""

import argparse
import difflib
import importlib
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi import OpenAPIMerge
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer, License, SecurityScheme, Server, Tag
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bodega.api.problem_document import Problem

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "openapi.json"
FUNCTIONS = ("addons", "customization", "products", "categories", "users", "analytics")
SECURITY: dict[str, SecurityScheme] = {"bearer": HTTPBearer(scheme="bearer", bearerFormat="JWT")}
DESCRIPTION = """\
Anyone may read the catalogue; only an admin's bearer token changes it.
Customers register and log in for a token of their own, which reaches what is theirs.

Errors are problem documents (RFC 9457) with a stable `code`. Money is in integer minor units. Every
item has a `version`, which is also its `ETag`: send it back as `If-Match` to be sure that a change
builds on what you saw. Repeat a creating POST safely with an `Idempotency-Key`.
"""


def build() -> dict[str, Any]:
    """The whole document.

    Raises: ValueError where two functions mean different things by one schema's name; the merge
    would let the later one win without a word.
    """
    merge = OpenAPIMerge(
        title="Bodega",
        version="1.0.0",
        summary="The backend of a shop",
        description=DESCRIPTION,
        license_info=License(name="Apache-2.0", identifier="Apache-2.0"),
        servers=[Server(url="/v1", description="The stage that serves this document")],
        security_schemes=SECURITY,
        tags=[
            Tag(name="menu", description="The whole shop in one answer"),
            Tag(name="products", description="What the shop sells"),
            Tag(name="categories", description="How the shop is laid out"),
            Tag(name="customizations", description="Groups of addons to choose from"),
            Tag(name="addons", description="What customers add to a product"),
            Tag(name="sessions", description="Register, log in, stay logged in, log out"),
            Tag(name="passwords", description="Change a password, or reset one that is forgotten; verify an email"),
            Tag(name="account", description="What the shop knows of the caller"),
            Tag(name="addresses", description="Where the caller's orders go"),
            Tag(name="payment methods", description="What the caller pays with: tokens, never card numbers"),
            Tag(name="loyalty", description="Points, and how they came and went"),
            Tag(name="users", description="Customers and admins, as admins see them"),
            Tag(name="analytics", description="How the shop does, for admins"),
        ],
        on_conflict="error",
    )
    # Functions read these when they are imported. The document does not depend on the values.
    os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "Bodega")
    os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "openapi")
    schemas: dict[str, Any] = {}
    models: dict[str, type[BaseModel]] = {"Problem": Problem}
    for function in FUNCTIONS:
        resolver = importlib.import_module(f"{function}.app").app
        with warnings.catch_warnings():
            # Powertools warns where one path parameter's name shadows another's; an error here is ours to see.
            warnings.simplefilter("error")
            schema = json.loads(resolver.get_openapi_json_schema(security_schemes=SECURITY))
        _add_schemas(schemas, schema.get("components", {}).pop("schemas", {}), function)
        merge.add_schema(schema)
        for make_models in resolver.schemas:
            models |= make_models()
    _add_schemas(schemas, _component_schemas(models), "models")
    document: dict[str, Any] = json.loads(merge.get_openapi_json_schema())
    document["components"] = {**document.get("components", {}), "schemas": dict(sorted(schemas.items()))}
    document["paths"] = {path: _tidy_path(operations) for path, operations in sorted(document["paths"].items())}
    for schema in schemas.values():
        _drop_titles(schema)
    return document


def _tidy_path(operations: dict[str, Any]) -> dict[str, Any]:
    for operation in operations.values():
        responses = operation["responses"]
        kept = {status: said for status, said in sorted(responses.items()) if "HTTPValidationError" not in str(said)}
        operation["responses"] = kept
        for said in kept.values():
            # What Powertools says of an answer that has no body: that it is JSON.
            if said.get("content") == _POWERTOOLS_NOTHING:
                del said["content"]
        for parameter in operation.get("parameters", []):
            schema = parameter["schema"]
            # The resolver writes header names in lower case; the title has them as people know them.
            title = schema.pop("title", parameter["name"])
            parameter["name"] = title if parameter["in"] == "header" else parameter["name"]
            schema.pop("description", None)
            # A parameter is left out, never null.
            alternatives = [other for other in schema.pop("anyOf", []) if other != {"type": "null"}]
            for alternative in alternatives:
                schema.update(alternative)
    return operations


def _drop_titles(schema: dict[str, Any]) -> None:
    """Titles made from attribute names ("Createdat") tell nothing that the name does not."""
    for property_schema in schema.get("properties", {}).values():
        property_schema.pop("title", None)


def _component_schemas(models: dict[str, type[BaseModel]]) -> dict[str, Any]:
    _, definitions = models_json_schema(
        [(model, "serialization") for model in models.values()], ref_template="#/components/schemas/{model}"
    )
    return dict(definitions["$defs"])


def _add_schemas(known: dict[str, Any], new: dict[str, Any], source: str) -> None:
    for name, schema in new.items():
        if name in _POWERTOOLS_OWN:
            continue
        if known.setdefault(name, schema) != schema:
            raise ValueError(f"{source}: the schema {name} is another one elsewhere")


_POWERTOOLS_NOTHING = {"application/json": {"schema": {"title": "Return"}}}
# Powertools describes its own form of errors whether it is used or not; ours is Problem.
_POWERTOOLS_OWN = {"HTTPValidationError", "ResponseValidationError", "ValidationError"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with the file instead of writing it")
    check = parser.parse_args().check
    text = json.dumps(build(), indent=1, ensure_ascii=False) + "\n"
    if not check:
        DOCUMENT.write_text(text)
        print(f"wrote {DOCUMENT.relative_to(ROOT)}")
        return 0
    written = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    if written == text:
        return 0
    difference = difflib.unified_diff(
        written.splitlines(), text.splitlines(), "docs/openapi.json", "the code", lineterm=""
    )
    print("\n".join(list(difference)[:60]))
    print("docs/openapi.json is not what the code says. Write it with: make openapi")
    return 1


if __name__ == "__main__":
    sys.exit(main())
