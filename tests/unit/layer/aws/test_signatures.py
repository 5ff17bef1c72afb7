"""Signatures equal those of the SDK, byte for byte."""

import json
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import orjson
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as SdkCredentials
from hypothesis import given
from hypothesis import strategies as st

from bodega.aws.sigv4 import Credentials, sign

MOMENT = datetime(2026, 2, 28, 23, 59, 58, tzinfo=UTC)
TEXT = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)
CREDENTIALS = st.builds(Credentials, TEXT, TEXT, st.none() | TEXT)
REGIONS = st.sampled_from(["us-east-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1"]) | st.from_regex(
    r"[a-z]{2}(-[a-z]{1,9}){1,3}-[0-9]{1,2}", fullmatch=True
)
UNICODE = st.text(st.characters(exclude_categories=["Cs"]))
BODIES = (
    st.binary(max_size=300)
    | st.dictionaries(UNICODE, UNICODE).map(lambda document: json.dumps(document).encode())
    | st.dictionaries(UNICODE, UNICODE).map(orjson.dumps)
)


def headers(host: str = "dynamodb.eu-west-1.amazonaws.com") -> dict[str, str]:
    return {
        "Content-Type": "application/x-amz-json-1.0",
        "Host": host,
        "X-Amz-Date": MOMENT.strftime("%Y%m%dT%H%M%SZ"),
        "X-Amz-Target": "DynamoDB_20120810.Query",
    }


def signed_by_the_sdk(
    body: bytes, service: str, region: str, credentials: Credentials, host: str, path: str
) -> dict[str, Any]:
    others = {name: value for name, value in headers(host).items() if name != "X-Amz-Date"}
    request = AWSRequest("POST", f"https://{host}{path}", others, body)
    with patch("botocore.auth.get_current_datetime", return_value=MOMENT.replace(tzinfo=None)):
        SigV4Auth(SdkCredentials(*credentials), service, region).add_auth(request)
    return dict(request.headers.items())


@given(
    body=BODIES,
    service=st.sampled_from(["dynamodb", "secretsmanager", "ses"]),
    region=REGIONS,
    credentials=CREDENTIALS,
    path=st.sampled_from(["/", "/v2/email/outbound-emails"]),
    host=st.sampled_from(["dynamodb.eu-west-1.amazonaws.com", "127.0.0.1:8000"]),
)
def test_a_signature_is_the_sdks(
    body: bytes, service: str, region: str, credentials: Credentials, host: str, path: str
) -> None:
    ours = sign(path, headers(host), body, service, region, credentials)

    assert ours == signed_by_the_sdk(body, service, region, credentials, host, path)


def test_a_signature_follows_the_day_and_the_credentials() -> None:
    """The signing key is cached for a day and a secret."""
    days = [{"X-Amz-Date": f"202602{day}T235958Z"} for day in (27, 28)]
    secrets = [Credentials("id", secret, None) for secret in ("one", "two")]
    cases = [(headers() | day, secret) for day in days for secret in secrets] * 2

    signed = [sign("/", given, b"{}", "dynamodb", "us-east-1", secret)["Authorization"] for given, secret in cases]

    assert signed[:4] == signed[4:]
    assert len(set(signed)) == 4


@pytest.mark.parametrize("changed", ["body", "Host", "X-Amz-Target", "X-Amz-Date", "Content-Type"])
def test_a_signature_covers_body_and_headers(changed: str) -> None:
    others = headers() | ({} if changed == "body" else {changed: "20260228T235957Z"})
    body = b"{} " if changed == "body" else b"{}"

    assert proof(others, body) != proof(headers(), b"{}")


def proof(given: dict[str, str], body: bytes) -> str:
    return sign("/", given, body, "dynamodb", "us-east-1", Credentials("id", "secret", None))["Authorization"]


def test_credentials_do_not_show_their_secrets() -> None:
    shown = repr([Credentials("the-id", "the-secret", "the-token")])

    assert "the-id" in shown
    assert "the-secret" not in shown
    assert "the-token" not in shown
