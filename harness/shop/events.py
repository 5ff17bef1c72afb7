"""Events and contexts as API Gateway and Lambda pass them to a handler."""

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit


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
    user_agent: str | None = "tests",
) -> dict[str, Any]:
    """Return the event of a REST API with a Lambda proxy integration (payload version 1.0)."""
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
            "identity": {"sourceIp": source_ip, "userAgent": user_agent},
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
    """Return the context of an invocation. `milliseconds`: the time that is left."""
    return SimpleNamespace(
        function_name=function,
        memory_limit_in_mb=512,
        invoked_function_arn=f"arn:aws:lambda:us-east-1:123456789012:function:{function}",
        aws_request_id="99999999-8888-4777-8666-555555555555",
        get_remaining_time_in_millis=lambda: milliseconds,
    )
