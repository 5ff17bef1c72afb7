"""Writes a sample event for every route of template.yaml into events/, for `make invoke` and `sam local invoke`.

The base is SAM's own: `sam local generate-event apigateway aws-proxy > events/aws-proxy.json`. Bodies are the
examples of the API document. `--check` writes nothing and fails where a file is not what this makes of them.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EVENTS = ROOT / "events"
sys.path.insert(0, str(ROOT))

from local.template import read_template  # noqa: E402
from local.template.yaml_lines import load  # noqa: E402

ADMIN = "01JD4W0Q8V5E2M7T9X3K6B1ADM"
PREFIXES = {
    "addons": "add",
    "customizations": "cus",
    "products": "prd",
    "categories": "cat",
    "users": "usr",
    "addresses": "adr",
    "payment-methods": "pay",
}


def build() -> dict[Path, str]:
    """Every file that there is to be, and its text."""
    template = read_template(ROOT / "template.yaml")
    names = _names_of_events()
    document = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
    base = json.loads((EVENTS / "aws-proxy.json").read_text(encoding="utf-8"))
    files = {}
    for route in template.api.routes:
        name = names.get((route.method, route.path)) or f"preflight{_kebab(route.path.replace('/', '-'))}"
        operation = document["paths"].get(route.path, {}).get(route.method.lower(), {})
        event = _event(base, route.method, route.path, operation, signed_in=route.authorizer is not None)
        path = EVENTS / template.functions[route.function].label / f"{name}.json"
        if path in files:
            raise ValueError(f"{path.relative_to(ROOT)} would be of two routes; give their events other names")
        files[path] = json.dumps(event, indent=2, ensure_ascii=False) + "\n"
    return files


def _names_of_events() -> dict[tuple[str, str], str]:
    """What the template calls the events of routes, in words with hyphens: SetStock is set-stock."""
    names = {}
    for resource in load(ROOT / "template.yaml")["Resources"].values():
        for name, event in resource.get("Properties", {}).get("Events", {}).items():
            if event["Type"] == "Api":
                names[event["Properties"]["Method"], event["Properties"]["Path"]] = _kebab(name)
    return names


def _kebab(name: str) -> str:
    return re.sub(r"[{}]", "", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).lower()


def _event(
    base: dict[str, Any], method: str, path: str, operation: dict[str, Any], *, signed_in: bool
) -> dict[str, Any]:
    kind = path.partition("/{id}")[0].rpartition("/")[2]
    own_id = f"{PREFIXES.get(kind, 'xyz')}_{ADMIN}" if "{id}" in path else None
    concrete = path.replace("{id}", own_id or "")
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
        # What the authorizer of this shop puts there.
        who = {"userId": f"usr_{ADMIN}", "role": "admin", "sessionId": f"ses_{ADMIN}"}
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
        "pathParameters": {"id": own_id} if own_id else None,
        "stageVariables": None,
        "requestContext": context,
        "body": None if body is None else json.dumps(body, ensure_ascii=False),
        "isBase64Encoded": False,
    }


def _query(operation: dict[str, Any]) -> dict[str, str]:
    """What the operation cannot do without: of several values the first."""
    return {
        parameter["name"]: parameter["schema"]["enum"][0]
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter.get("required")
    }


def _body(operation: dict[str, Any]) -> Any:
    """The document's example, without references: the tables need not hold what it refers to."""
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    wrong = []
    for path, text in build().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            wrong.append(path)
            if not check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if check and wrong:
        print("Not what scripts/sample_events.py makes (make events):", *(path.relative_to(ROOT) for path in wrong))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
