"""Whole requests, as the server gets them, equal those of the SDK's own client."""

import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from botocore.auth import SIGNED_HEADERS_BLACKLIST
from botocore.config import Config
from botocore.session import Session

from bodega.aws import DYNAMODB, SECRETS_MANAGER, SES, Client, Service, client
from tests.support.aws.scripted_server import answer, serving

MOMENT = datetime(2026, 2, 28, 23, 59, 58, tzinfo=UTC)
TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0"
MAIL = {"Simple": {"Subject": {"Data": "Grüße 😀"}, "Body": {"Text": {"Data": "a\nb"}}}}
# Our operation; the SDK's client and method; the request.
CALLS: dict[Service, tuple[str, str, str, dict[str, Any]]] = {
    DYNAMODB: ("GetItem", "dynamodb", "get_item", {"TableName": "catalog", "Key": {"pk": {"S": "é😀"}}}),
    SECRETS_MANAGER: ("GetSecretValue", "secretsmanager", "get_secret_value", {"SecretId": "é", "VersionStage": "x"}),
    SES: ("SendEmail", "sesv2", "send_email", {"FromEmailAddress": "a@shop.example", "Content": MAIL}),
}
# The headers that only one of the two sends. None is signed.
OURS_ALONE: set[str] = set()
THE_SDKS_ALONE = {"accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request"}


class Stopped:
    """The module `time` at MOMENT."""

    strftime = staticmethod(time.strftime)

    @staticmethod
    def gmtime() -> time.struct_time:
        return MOMENT.timetuple()


@pytest.fixture(autouse=True, params=[None, "a+token/with=signs=="], ids=["no token", "token"])
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "products")  # the SDK passes the trace on only in Lambda
    monkeypatch.setenv("_X_AMZN_TRACE_ID", TRACE)
    monkeypatch.delitem(sys.modules, "orjson", raising=False)  # the SDK writes bodies with json
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    if request.param:
        monkeypatch.setenv("AWS_SESSION_TOKEN", request.param)


def parsed(request: bytes) -> tuple[bytes, dict[str, str], bytes]:
    """The first line, the headers by names in lower case, and the body."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    pairs = [line.decode().split(": ", 1) for line in lines]
    headers = {name.lower(): value for name, value in pairs}
    assert len(headers) == len(pairs), "no header comes twice"
    return first, headers, body


def send_with_the_sdk(name: str, method: str, url: str, request: Mapping[str, Any]) -> None:
    region, config = os.environ["AWS_DEFAULT_REGION"], Config(retries={"total_max_attempts": 1})
    sdk = Session().create_client(name, region_name=region, endpoint_url=url, config=config)
    getattr(sdk, method)(**request)
    sdk.close()


@pytest.mark.parametrize("service", CALLS, ids=lambda service: service.name)
def test_a_request_is_the_sdks(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    operation, name, method, request = CALLS[service]
    with serving([answer()], [answer()]) as server:
        url = f"http://127.0.0.1:{server.port}"
        monkeypatch.setenv(service.endpoint_variable, url)
        monkeypatch.setattr(client, "time", Stopped)
        ours = Client(service, connect_timeout=2, read_timeout=2)
        ours.call(operation, request)
        ours.close()
        with patch("botocore.auth.get_current_datetime", return_value=MOMENT.replace(tzinfo=None)):
            send_with_the_sdk(name, method, url, request)

    (line, headers, body), (sdks_line, sdks_headers, sdks_body) = (parsed(each) for _, each in server.requests)
    assert (line, body) == (sdks_line, sdks_body)
    assert headers.keys() - sdks_headers.keys() == OURS_ALONE
    assert sdks_headers.keys() - headers.keys() == THE_SDKS_ALONE
    different = {header for header in headers if headers[header] != sdks_headers[header]}
    assert different == {"user-agent"}


@pytest.mark.parametrize("service", CALLS, ids=lambda service: service.name)
def test_a_header_is_signed_or_one_that_the_sdk_does_not_sign(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation, _, _, request = CALLS[service]
    with serving([answer()]) as server:
        monkeypatch.setenv(service.endpoint_variable, f"http://127.0.0.1:{server.port}")
        ours = Client(service, connect_timeout=2, read_timeout=2)
        ours.call(operation, request)
        ours.close()

    _, headers, _ = parsed(server.requests[0][1])
    signed = headers["authorization"].partition("SignedHeaders=")[2].partition(",")[0].split(";")
    unsigned = headers.keys() - set(signed) - {"authorization"}
    assert set(signed) <= headers.keys()
    assert unsigned == {"content-length", "user-agent", "x-amzn-trace-id"}
    assert unsigned - {"content-length"} <= set(SIGNED_HEADERS_BLACKLIST)
