"""Compares responses with docs/openapi.json: status, headers, body, and the texts of problems."""

import json
import re
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from harness import ROOT
from harness.shop.client import Answer, Shop

_DOCUMENT: dict[str, Any] = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
_PATHS = [
    (re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "/?"), operations)
    for path, operations in sorted(_DOCUMENT["paths"].items())  # `/users/me` comes before `/users/{id}`
]
_NUMBER = re.compile(r"\d+")
# Codes whose detail says what is wrong with this one body, or comes from API Gateway in the document.
_OWN_DETAILS = frozenset({"malformed_body", "unauthorized", "forbidden"})
# The resolver's answer to an id that it does not take for one. API Gateway knows the route.
_NO_ROUTE = "There is nothing at this path."


class DocumentedShop(Shop):
    """A client whose every response has to be as the document describes it."""

    def call(self, method: str, url: str, **event: Any) -> Answer:
        answer = super().call(method, url, **event)
        check_response(method, url.partition("?")[0], answer)
        return answer


def check_response(method: str, path: str, answer: Answer) -> None:
    """Raises: AssertionError if the document has the operation and describes the response otherwise."""
    operation = _operation(method, path)
    if operation is None:
        return
    where = f"{operation['operationId']} {answer.status}"
    response = _response(operation["operationId"], answer.status)
    assert response is not None, f"{where} is not in docs/openapi.json: {answer.body}"
    required = [name for name, said in response.get("headers", {}).items() if said.get("required")]
    missing = [name for name in required if name not in answer.headers]
    assert not missing, f"{where} lacks the headers {missing}"
    if "content" not in response:
        assert not answer.body, f"{where} has a body: {answer.body}"
        return
    ((media_type, said),) = response["content"].items()
    assert answer.headers["Content-Type"] == media_type, where
    if media_type == "text/csv":
        return
    error = next(_validator(operation["operationId"], answer.status).iter_errors(answer.json), None)
    assert error is None, f"{where}: {error}"
    if answer.status >= 400:
        _check_detail(where, said["examples"], answer.json)


def _check_detail(where: str, examples: dict[str, Any], problem: dict[str, Any]) -> None:
    if problem["code"] not in _OWN_DETAILS and problem["detail"] != _NO_ROUTE:
        documented = examples[problem["code"]]["value"]["detail"]
        assert _NUMBER.sub("N", problem["detail"]) == _NUMBER.sub("N", documented), f"{where}: another detail"


def _operation(method: str, path: str) -> dict[str, Any] | None:
    """Return the operation. The first path that matches decides, as in API Gateway."""
    operations: dict[str, Any] = next((found for pattern, found in _PATHS if pattern.fullmatch(path)), {})
    return operations.get(method.lower())


@cache
def _operations() -> dict[str, Any]:
    return {each["operationId"]: each for _, operations in _PATHS for each in operations.values()}


@cache
def _response(operation_id: str, status: int) -> dict[str, Any] | None:
    response: dict[str, Any] | None = _operations()[operation_id]["responses"].get(str(status))
    if response is not None and "$ref" in response:
        return dict(_DOCUMENT["components"]["responses"][response["$ref"].rpartition("/")[2]])
    return response


@cache
def _validator(operation_id: str, status: int) -> Draft202012Validator:
    ((_, said),) = (_response(operation_id, status) or {})["content"].items()
    schema = {**said["schema"], "components": {"schemas": _DOCUMENT["components"]["schemas"]}}
    return Draft202012Validator(schema, validate_formats=True)
