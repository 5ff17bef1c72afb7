"""The shop as tests call it: HTTP in words, real API Gateway events underneath."""

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.support.aws.policy_simulator import running
from tests.support.shop.apps import load_app

ADMIN = {"userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1ADM", "role": "admin", "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1ADM"}
CUSTOMER = {
    "userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1CST",
    "role": "customer",
    "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1CST",
}
OTHER_ADMIN = {
    "userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1AD2",
    "role": "admin",
    "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1AD2",
}
CALLERS: dict[str, dict[str, str] | None] = {
    "admin": ADMIN,
    "other admin": OTHER_ADMIN,
    "customer": CUSTOMER,
    "nobody": None,
}

_FUNCTION_OF = {
    "analytics": "analytics",
    "addons": "addons",
    "customizations": "customization",
    "products": "products",
    "categories": "categories",
    "menu": "categories",
    "users": "users",
}


_MOST_PAGES = 100


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str | None

    @property
    def json(self) -> Any:
        return json.loads(self.body or "null")

    @property
    def code(self) -> str:
        assert self.headers["Content-Type"] == "application/problem+json", self
        return str(self.json["code"])

    @property
    def pointers(self) -> list[str]:
        return [error["pointer"] for error in self.json["errors"]]


def api_event(
    method: str,
    url: str,
    *,
    body: Any = None,
    raw_body: str | None = None,
    headers: dict[str, str] | None = None,
    caller: dict[str, str] | None = None,
    base64: bool = False,
    source_ip: str = "192.0.2.1",
    content_type: str | None = "application/json",
) -> dict[str, Any]:
    """An event as a REST API hands it to a function (payload version 1.0)."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    text = raw_body if raw_body is not None else (None if body is None else json.dumps(body))
    sent = {
        "Host": "api.example",
        **({"Content-Type": content_type} if text is not None and content_type else {}),
        **(headers or {}),
    }
    return {
        "resource": "/{proxy+}",
        "path": parts.path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": dict(query) or None,
        "multiValueQueryStringParameters": {
            name: [value for other, value in query if other == name] for name, _ in query
        }
        or None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "httpMethod": method,
            "identity": {"sourceIp": source_ip, "userAgent": "tests"},
            "path": f"/v1{parts.path}",
            "requestId": "11111111-2222-4333-8444-555555555555",
            "resourcePath": "/{proxy+}",
            "stage": "v1",
            **({"authorizer": dict(caller)} if caller else {}),
        },
        "body": text,
        "isBase64Encoded": base64,
    }


def lambda_context(function: str = "test", milliseconds: int = 10_000) -> Any:
    """`milliseconds`: what Lambda would say is left."""
    return SimpleNamespace(
        function_name=function,
        memory_limit_in_mb=512,
        invoked_function_arn=f"arn:aws:lambda:us-east-1:123456789012:function:{function}",
        aws_request_id="99999999-8888-4777-8666-555555555555",
        get_remaining_time_in_millis=lambda: milliseconds,
    )


class Shop:
    """Calls the handlers of all functions; an admin unless said otherwise."""

    def call(
        self, method: str, url: str, *, role: str = "admin", caller: dict[str, str] | None = None, **event: Any
    ) -> Answer:
        """`caller`: the authorizer's context; without one, it is `role`'s."""
        function = self.function_of(url)
        raw = api_event(method, url, caller=caller or CALLERS[role], **event)
        with running(function):
            response = load_app(function).handler(raw, lambda_context(function))
        headers = {name: ", ".join(values) for name, values in response["multiValueHeaders"].items()}
        return Answer(response["statusCode"], headers, response["body"])

    @staticmethod
    def function_of(url: str) -> str:
        """The function that the template routes `url` to."""
        return _FUNCTION_OF[url.strip("/").split("/")[0].split("?")[0]]

    def get(self, url: str, **event: Any) -> Answer:
        return self.call("GET", url, **{"role": "nobody", **event})

    def post(self, url: str, body: Any = None, **event: Any) -> Answer:
        return self.call("POST", url, body=body, **event)

    def put(self, url: str, body: Any = None, **event: Any) -> Answer:
        return self.call("PUT", url, body=body, **event)

    def patch(self, url: str, body: Any = None, **event: Any) -> Answer:
        return self.call("PATCH", url, body=body, **event)

    def delete(self, url: str, **event: Any) -> Answer:
        return self.call("DELETE", url, **event)

    def pages(self, url: str, limit: int) -> list[list[dict[str, Any]]]:
        """The items of all pages of a list, one page after the other."""
        found: list[list[dict[str, Any]]] = []
        cursor = ""
        while cursor is not None:
            assert len(found) < _MOST_PAGES, "the list does not end"
            separator = "&" if "?" in url else "?"
            answer = self.get(f"{url}{separator}limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
            assert answer.status == 200, answer
            found.append(answer.json["items"])
            cursor = answer.json["nextCursor"]
        return found

    def add(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Create one thing of `kind` (plural), with plain values for what is not named."""
        answer = self.post(f"/{kind}", {**minimal(kind), **fields})
        assert answer.status == 201, answer
        created: dict[str, Any] = answer.json
        return created


_names = iter(range(10**9))


def minimal(kind: str) -> dict[str, Any]:
    """The fields that a new thing of `kind` must have, under a name of its own."""
    name = {"name": f"{kind} {next(_names):04d}"}
    price = {"price": {"amount": 100, "currency": "CAD"}}
    documents: dict[str, dict[str, Any]] = {
        "addons": name | price,
        "products": name | price,
        "customizations": name | {"addonIds": [], "maximum": 0},
        "categories": name,
    }
    return documents[kind]
