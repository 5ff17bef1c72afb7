"""The client that uses the AWS SDK: the same calls, answers and errors as those of the builtin client."""

import json
import logging
import subprocess
import sys
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import from_attributes, to_attributes
from bodega.aws import (
    DYNAMODB,
    SECRETS_MANAGER,
    SES,
    Client,
    Service,
    ServiceError,
    TransportError,
    boto3_client,
    make_client,
)
from bodega.aws.boto3_client import Boto3Client
from harness import FUNCTIONS, ROOT
from tests.support.aws.broken_answers import BROKEN
from tests.support.aws.scripted_server import answer, serving

ASKED = {"TableName": "catalog", "Key": to_attributes({"pk": "ADDON", "sk": "1"})}
MAIL = {"FromEmailAddress": "shop@shop.example", "Destination": {"ToAddresses": ["ada@shop.example"]}}

Make = Callable[..., Any]


def bodies(server: Any) -> list[Any]:
    return [json.loads(request.partition(b"\r\n\r\n")[2]) for _, request in server.requests]


def loads_the_sdk(function: str, variable: str) -> bool:
    """Return whether `function` has loaded the SDK before its first request."""
    script = (
        "import os, sys; from harness.shop.variables import set_environment; set_environment()\n"
        "os.environ['AWS_CLIENT'] = sys.argv[2]\n"
        "from harness.shop.functions import load_app; load_app(sys.argv[1])\n"
        "print('botocore.session' in sys.modules)"
    )
    command = [sys.executable, "-c", script, function, variable]
    environment = {"PYTHONPATH": f"{ROOT}:{FUNCTIONS}:{ROOT / 'layers' / 'common'}"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return result.stdout.splitlines()[-1] == "True"


class TestChoice:
    @pytest.mark.parametrize(
        ("variable", "kind"), [(None, Client), ("builtin", Client), ("boto3", Boto3Client)], ids=str
    )
    def test_is_the_variables(self, variable: str | None, kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AWS_CLIENT")
        if variable:
            monkeypatch.setenv("AWS_CLIENT", variable)

        client = make_client(SES, connect_timeout=1, read_timeout=1)

        assert (type(client), client.service) == (kind, SES)

    @pytest.mark.parametrize("variable", ["", "boto", "Boto3", "builtin "])
    def test_of_another_name_is_refused(self, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_CLIENT", variable)

        with pytest.raises(ValueError, match=f"AWS_CLIENT is '{variable}', and may be builtin or boto3"):
            make_client(DYNAMODB, connect_timeout=1, read_timeout=1)

    @pytest.mark.parametrize("function", sorted(path.parent.name for path in FUNCTIONS.glob("*/app.py")))
    def test_of_the_builtin_client_loads_no_sdk(self, function: str) -> None:
        assert not loads_the_sdk(function, "builtin")

    def test_of_the_sdk_loads_it_before_the_first_request(self) -> None:
        """A function has more processor time before its first request."""
        assert loads_the_sdk("users", "boto3")


class TestAnswers:
    @pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
    def test_that_are_not_whole_are_transport_errors_after_one_attempt(self, make: Make, sent: bytes) -> None:
        with serving([sent]) as server, pytest.raises(TransportError):
            make(Boto3Client, server).call("GetItem", ASKED)

        assert len(server.requests) == 1

    @pytest.mark.parametrize("status", ["400 Bad Request", "500 Internal Server Error"])
    def test_of_errors_that_are_not_whole_are_transport_errors(self, make: Make, status: str) -> None:
        sent = answer({"__type": "ConditionalCheckFailedException", "Item": {}}, status)[:-3]
        with serving([sent]) as server, pytest.raises(TransportError):
            make(Boto3Client, server).call("GetItem", ASKED)

    def test_in_chunks_are_read_whole(self, make: Make) -> None:
        chunked = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"n"\r\n3\r\n: 1\r\n1\r\n}\r\n0\r\n\r\n'
        with serving([chunked]) as server:
            assert make(Boto3Client, server).call("GetItem", ASKED) == {"n": 1}

    def test_have_the_checksum_that_they_state(self, make: Make) -> None:
        stated = f"x-amz-crc32: {zlib.crc32(b'{}')}\r\n"
        with serving([answer({}, extra=stated)]) as server:
            assert make(Boto3Client, server).call("GetItem", ASKED) == {}

    def test_are_the_services_documents(self, kind: type, make: Make) -> None:
        """Without botocore's metadata, and with binary values as base64 text."""
        item = {"pk": "MENU", "n": 3, "text": b"\x00\xff compressed", "parts": [{"B": b"\x01", "none": None}]}
        document = {"Item": to_attributes(item), "Unknown": {"to": "botocore"}}
        with serving([answer(document)]) as server:
            found = make(kind, server).call("GetItem", ASKED)

        assert found == document
        assert from_attributes(found["Item"]) == item

    def test_that_are_late_are_transport_errors(self, make: Make) -> None:
        with serving([b""]) as server:
            client = make(Boto3Client, server, read_timeout=0.05)
            server.scripts[0].append(answer())  # the connection stays open, waiting for another request
            with pytest.raises(TransportError, match="ReadTimeoutError"):
                client.call("GetItem", ASKED)
            client.close()

    def test_do_not_come_from_a_closed_port(self, make: Make, closed_port: int, monkeypatch: Any) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{closed_port}")
        with pytest.raises(TransportError, match="EndpointConnectionError"):
            Boto3Client(DYNAMODB, connect_timeout=1, read_timeout=1).call("GetItem", ASKED)


class TestErrors:
    @pytest.mark.parametrize(
        ("status", "code"),
        [(400, "ThrottlingException"), (500, "InternalServerError"), (503, "ServiceUnavailable")],
    )
    def test_of_the_service_are_raised_after_one_attempt(self, kind: type, make: Make, status: int, code: str) -> None:
        document = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "of Ada's"}
        with serving([answer(document, f"{status} X")]) as server, pytest.raises(ServiceError) as error:
            make(kind, server).call("PutItem", {"TableName": "catalog", "Item": to_attributes({"pk": "1"})})

        assert (error.value.status, error.value.code, error.value.document) == (status, code, document)
        assert len(server.requests) == 1
        assert "Ada" not in str(error.value)
        assert error.value.__cause__ is None
        assert error.value.__suppress_context__ or error.value.__context__ is None

    def test_of_conditions_have_the_item(self, kind: type, make: Make) -> None:
        item = to_attributes({"pk": "1", "part": b"\x00"})
        document = {"__type": "#ConditionalCheckFailedException", "message": "no", "Item": item}
        with serving([answer(document, "400 Bad Request")]) as server, pytest.raises(ServiceError) as error:
            make(kind, server).call("UpdateItem", ASKED)

        assert error.value.code == "ConditionalCheckFailedException"
        assert error.value.document["Item"] == item

    def test_of_transactions_have_their_reasons(self, kind: type, make: Make) -> None:
        reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Item": to_attributes({"pk": "1", "n": 2})}]
        document = {"__type": "#TransactionCanceledException", "Message": "no", "CancellationReasons": reasons}
        with serving([answer(document, "400 Bad Request")]) as server, pytest.raises(ServiceError) as error:
            make(kind, server).call("TransactWriteItems", {"TransactItems": [], "ClientRequestToken": "t"})

        assert error.value.code == "TransactionCanceledException"
        assert error.value.document["CancellationReasons"] == reasons

    @pytest.mark.parametrize("said", ["MessageRejected", "MessageRejected:http://internal.amazon.com/coral/"])
    def test_of_ses_are_named_in_a_header(self, kind: type, make: Make, said: str) -> None:
        refusal = answer(
            {"message": "Email address is not verified"}, "400 Bad Request", f"X-Amzn-ErrorType: {said}\r\n"
        )
        with serving([refusal]) as server, pytest.raises(ServiceError) as error:
            make(kind, server, SES).call("SendEmail", MAIL)

        assert (error.value.code, error.value.document["message"]) == (
            "MessageRejected",
            "Email address is not verified",
        )


class TestRequests:
    def test_have_the_same_bodies(self, make: Make) -> None:
        item = {"pk": "é😀", "text": b"\x00\xff", "parts": [b"1", {"B": b"2"}], "tags": frozenset("ab"), "B": "plain"}
        write = {"TableName": "catalog", "Item": to_attributes(item), "ConditionExpression": "attribute_not_exists(pk)"}
        transaction = {"TransactItems": [{"Put": write}], "ClientRequestToken": "t"}
        sent = []
        for kind in (Client, Boto3Client):
            with serving([answer(), answer()]) as server:
                client = make(kind, server)
                client.call("PutItem", write)
                client.call("TransactWriteItems", transaction)
            sent.append(bodies(server))

        assert sent[0] == sent[1] == [write, transaction]

    @pytest.mark.parametrize(
        ("service", "operation", "request_", "target"),
        [
            (DYNAMODB, "GetItem", ASKED, b"POST / HTTP/1.1\r\n"),
            (
                SECRETS_MANAGER,
                "GetSecretValue",
                {"SecretId": "a", "VersionStage": "AWSCURRENT"},
                b"POST / HTTP/1.1\r\n",
            ),
            (SES, "SendEmail", MAIL, b"POST /v2/email/outbound-emails HTTP/1.1\r\n"),
        ],
        ids=lambda value: getattr(value, "name", None),
    )
    def test_are_signed_for_the_service(
        self, kind: type, make: Make, service: Service, operation: str, request_: dict[str, Any], target: bytes
    ) -> None:
        with serving([answer()]) as server:
            make(kind, server, service).call(operation, request_)

        ((_, request),) = server.requests
        head = request.partition(b"\r\n\r\n")[0]
        assert head.startswith(target)
        assert f"/us-east-1/{service.name}/aws4_request".encode() in head
        assert (b"X-Amz-Target: " + f"{service.target}.{operation}".encode() in head) == bool(service.target)
        assert bodies(server) == [request_]

    def test_of_both_services_have_one_session(self, make: Make) -> None:
        """The SDK's models and the role's credentials are loaded once."""
        with serving([answer()]) as tables, serving([answer()]) as secrets:
            make(Boto3Client, tables).call("GetItem", ASKED)
            make(Boto3Client, secrets, SECRETS_MANAGER).call("GetSecretValue", {"SecretId": "a"})

        assert boto3_client._session.cache_info().misses == 1

    def test_go_to_the_endpoint_that_botocore_chooses(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AWS_ENDPOINT_URL_DYNAMODB", raising=False)
        monkeypatch.setenv("AWS_REGION", "cn-north-1")
        boto3_client._session.cache_clear()
        client = Boto3Client(DYNAMODB, connect_timeout=1, read_timeout=1)

        assert client._make().meta.endpoint_url == "https://dynamodb.cn-north-1.amazonaws.com.cn"
        boto3_client._session.cache_clear()

    def test_are_not_logged(self, make: Make, caplog: pytest.LogCaptureFixture) -> None:
        """The SDK logs bodies at level DEBUG, which Lambda can set for all loggers."""
        caplog.set_level(logging.DEBUG)
        with serving([answer({"Item": {"pk": {"S": "m4rk3d-answer"}}})]) as server:
            make(Boto3Client, server).call("GetItem", {**ASKED, "Key": to_attributes({"pk": "m4rk3d-key"})})

        assert "m4rk3d" not in caplog.text
