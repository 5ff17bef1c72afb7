"""Write a sample event for each route into events/: `python -m scripts.sample_events [--check]`.

The events are for `make invoke` and `sam local invoke`. Routes and names come from template.yaml, bodies and the
form of IDs from docs/openapi.json, the rest from SAM's own event
(`sam local generate-event apigateway aws-proxy > events/aws-proxy.json`).
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from local.template import read_template
from local.template.yaml_lines import load
from scripts.generated import ROOT, CannotGenerate, write_or_check

EVENTS = ROOT / "events"
DOCUMENT = ROOT / "docs" / "openapi.json"

_UNKNOWN = {"/": "unknown-root", "/{path+}": "unknown-path"}
_OWN_ORDERS = "/orders/mine"

ADMIN = "01JD4W0Q8V5E2M7T9X3K6B1ADM"


def build() -> dict[Path, str]:
    """Return the text of each file.

    Raises: CannotGenerate if docs/openapi.json lacks a route or the form of an ID, or if two files have one name.
    """
    template = read_template(ROOT / "template.yaml")
    names = _names_of_events()
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    base = json.loads((EVENTS / "aws-proxy.json").read_text(encoding="utf-8"))
    files = {}
    for route in template.api.routes:
        if route.method == "HEAD":
            continue  # its event is the one of the GET, with another method
        name = names.get((route.method, route.path)) or _UNKNOWN.get(route.path) or _other(route.path)
        operations = document["paths"].get(route.path, {})
        operation = operations.get(route.method.lower(), {})
        if not operation and route.method != "ANY":
            raise CannotGenerate(
                f"docs/openapi.json has no operation for {route.method} {route.path}. Add the route to the function's "
                "code, and run: make openapi"
            )
        own_id = _own_id(route.path, operations)
        # The sample of a route for other methods is a preflight.
        method = "OPTIONS" if route.method == "ANY" else route.method
        event = _event(base, method, route.path, own_id, operation, signed_in=route.authorizer is not None)
        path = EVENTS / template.functions[route.function].label / f"{name}.json"
        if path in files:
            raise CannotGenerate(
                f"Two routes have the sample event {path.relative_to(ROOT)}. Rename one of the Events in template.yaml."
            )
        files[path] = json.dumps(event, indent=2, ensure_ascii=False) + "\n"
    return files


def _names_of_events() -> dict[tuple[str, str], str]:
    """Return the names of the template's Api events in kebab case (SetStock: set-stock), by method and path."""
    names = {}
    for resource in load(ROOT / "template.yaml")["Resources"].values():
        for name, event in resource.get("Properties", {}).get("Events", {}).items():
            if event["Type"] == "Api":
                names[event["Properties"]["Method"], event["Properties"]["Path"]] = _kebab(name)
    return names


def _other(path: str) -> str:
    return f"other{_kebab(path.replace('/', '-'))}"


def _kebab(name: str) -> str:
    return re.sub(r"[{}]", "", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).lower()


def _own_id(path: str, operations: dict[str, Any]) -> str | None:
    """Return a made-up ID for `{id}` in the path, or None. `operations`: those of the path in docs/openapi.json."""
    if "{" in path.replace("{id}", "").replace("{path+}", ""):
        raise CannotGenerate(f"{path}: scripts/sample_events.py has no value for its path parameter. Add one.")
    return f"{_prefix(path, operations)}_{ADMIN}" if "{id}" in path else None


def _prefix(path: str, operations: dict[str, Any]) -> str:
    """Return the prefix of the IDs of a path, from the pattern of its parameter (`^prd_…`)."""
    for operation in operations.values():
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path" and (
                found := re.match(r"\^([a-z]+)_", parameter["schema"].get("pattern", ""))
            ):
                return found[1]
    raise CannotGenerate(
        f"docs/openapi.json has no pattern for the ID in {path}. Give its operations an `id_prefix` in the function's "
        "openapi.py, and run: make openapi"
    )


def _event(
    base: dict[str, Any], method: str, path: str, own_id: str | None, operation: dict[str, Any], *, signed_in: bool
) -> dict[str, Any]:
    parameters = {"id": own_id} if own_id else {"path": "nothing"} if "{path+}" in path else None
    concrete = path.replace("{id}", own_id or "").replace("{path+}", "nothing")
    body = _body(operation)
    headers = {"Accept": "application/json", "Host": "api.example", "User-Agent": "sample-event"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if any(parameter.get("name") == "Idempotency-Key" for parameter in operation.get("parameters", [])):
        headers["Idempotency-Key"] = "sample-event"
    query = _query(operation)
    if method == "OPTIONS":
        headers |= {"Origin": "https://shop.example", "Access-Control-Request-Method": "GET"}
    identity = dict.fromkeys(base["requestContext"]["identity"])
    context = {
        **base["requestContext"],
        "stage": "v1",
        "path": f"/v1{concrete}",
        "resourcePath": path,
        "httpMethod": method,
        "identity": {**identity, "sourceIp": "192.0.2.1", "userAgent": "sample-event"},
    }
    if signed_in:
        # The authorizer's context. Only guests and customers have orders of their own.
        role = "customer" if path.startswith(_OWN_ORDERS) else "admin"
        who = {"userId": f"usr_{ADMIN}", "role": role, "sessionId": f"ses_{ADMIN}"}
        context["authorizer"] = {"principalId": who["userId"], **who, "integrationLatency": 0}
    return {
        **base,
        "resource": path,
        "path": concrete,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": query or None,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} or None,
        "pathParameters": parameters,
        "stageVariables": None,
        "requestContext": context,
        "body": None if body is None else json.dumps(body, ensure_ascii=False),
        "isBase64Encoded": False,
    }


def _query(operation: dict[str, Any]) -> dict[str, str]:
    """Return the required query parameters, each with the first value of its enum."""
    return {
        parameter["name"]: parameter["schema"]["enum"][0]
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter.get("required")
    }


def _body(operation: dict[str, Any]) -> Any:
    """Return the body's example without its references, because the tables may lack the items that it refers to."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = list(content.get("examples", {}).values())
    if not examples:
        return None
    body = dict(examples[0]["value"])
    for name in [name for name in body if name.endswith("Ids") and name != "categoryIds"]:
        body[name] = []
    if body.get("addonIds") == []:
        body |= {"required": False, "minimum": 0, "maximum": 0}
    return body


if __name__ == "__main__":
    sys.exit(write_or_check(__doc__, build, "make events"))
