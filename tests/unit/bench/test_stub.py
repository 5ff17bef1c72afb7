"""The stub of DynamoDB, Secrets Manager and the payment provider, read by the SDKs and byte by byte."""

import re
import socket
import zlib
from collections import deque
from collections.abc import Iterator
from typing import Any

import boto3
import jwt
import pytest
import stripe
from botocore.config import Config
from botocore.exceptions import ClientError

from benchmarks.programs import ROUTES, sample_payment
from benchmarks.programs.events import invalid_events, product_events
from benchmarks.programs.sample_data import SECRET, SESSION_ID, USER_ID, products, token
from benchmarks.programs.stub import Received, StubResponses, http_response, running_stub

TABLE = "accounts-of-the-bench"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_stub(StubResponses(TABLE)) as found:
        yield found


@pytest.fixture
def dynamodb(url: str) -> Iterator[Any]:
    # The SDK's old retries are those that check the answer's checksum.
    client = boto3.client("dynamodb", endpoint_url=url, config=Config(retries={"mode": "legacy", "max_attempts": 0}))
    yield client
    client.close()


@pytest.mark.parametrize("limit", [25, 26])
def test_a_query_gets_as_many_products_as_it_asks_for(dynamodb: Any, limit: int) -> None:
    page = dynamodb.query(TableName="catalog", KeyConditionExpression="pk = :pk", Limit=limit)

    assert len(page["Items"]) == page["Count"] == limit
    assert page["LastEvaluatedKey"]["sk"] == page["Items"][-1]["sk"]
    keys = [item["nameKey"]["S"] for item in page["Items"]]
    assert keys == sorted(keys)


def test_one_product_is_read_and_written(dynamodb: Any) -> None:
    assert dynamodb.get_item(TableName="catalog", Key={"pk": {"S": "PRODUCT"}})["Item"] == products(1)[0]
    for write in (dynamodb.put_item, dynamodb.update_item):
        kept: dict[str, Any] = {"Item": {}} if write == dynamodb.put_item else {"Key": {}}
        assert write(TableName="catalog", **kept)["ResponseMetadata"]["HTTPStatusCode"] == 200
    dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": "catalog", "Item": {}}}])


def test_a_user_is_read(dynamodb: Any) -> None:
    found = dynamodb.get_item(TableName="accounts", Key={"pk": {"S": f"USER#{USER_ID}"}, "sk": {"S": "PROFILE"}})
    assert found["Item"]["id"] == {"S": USER_ID}


def test_stored_items_are_found_by_their_sort_key() -> None:
    stub = StubResponses(TABLE, {"TAGS": {"sk": {"S": "TAGS"}}})
    assert b'{"Item":{"sk":{"S":"TAGS"}}}' in stub.choose("GetItem", b'{"Key":{"sk":{"S":"TAGS"}}}')


def test_prepared_responses_come_before_others_by_a_text_of_the_request() -> None:
    stub = StubResponses(TABLE, prepared={("BatchGetItem", "REQUEST#"): {"Responses": {}}, ("GetItem", "x"): {}})

    assert stub.choose("BatchGetItem", b'{"sk":{"S":"REQUEST#1"}}').endswith(b'{"Responses":{}}')
    assert TABLE.encode() in stub.choose("BatchGetItem", b'{"sk":{"S":"PROFILE"}}')
    assert b"REQUEST#" not in stub.choose("UpdateItem", b'{"sk":{"S":"REQUEST#1"}}')


def test_requests_are_recorded_in_order() -> None:
    received: Received = deque()
    with running_stub(StubResponses(TABLE), received) as url:
        client = boto3.client("dynamodb", endpoint_url=url)
        client.get_item(TableName="catalog", Key={"pk": {"S": "PRODUCT"}})
        client.put_item(TableName="catalog", Item={})
        client.close()

    assert [operation for operation, _ in received] == ["GetItem", "PutItem"]
    assert b'"PRODUCT"' in received[0][1]


def test_what_the_stub_does_not_know_does_not_exist(dynamodb: Any) -> None:
    assert "Item" not in dynamodb.get_item(TableName="catalog", Key={"pk": {"S": "OTHER"}})


def test_the_account_and_its_session_are_found_under_the_tables_name(dynamodb: Any) -> None:
    answer = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": [{"pk": {"S": "x"}}]}})
    assert [item["sk"]["S"] for item in answer["Responses"][TABLE]] == ["PROFILE", f"SESSION#{SESSION_ID}"]


def test_an_unknown_operation_is_an_error(dynamodb: Any) -> None:
    with pytest.raises(ClientError, match="UnknownOperation"):
        dynamodb.list_tables()


def test_a_secret_has_only_a_current_version(url: str) -> None:
    client = boto3.client("secretsmanager", endpoint_url=url)
    assert client.get_secret_value(SecretId="any")["SecretString"] == SECRET
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_secret_value(SecretId="any", VersionStage="AWSPREVIOUS")
    client.close()


def test_a_request_in_pieces_is_answered_once_and_the_next_one_too(url: str) -> None:
    request = b"POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 2\r\n\r\n{}"
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as connection:
        connection.settimeout(10)
        for pieces in ([request[:30], request[30:-1], request[-1:]], [request]):
            for piece in pieces:
                connection.sendall(piece)
            assert connection.recv(65536) == StubResponses(TABLE).choose("PutItem", b"{}")


@pytest.mark.parametrize("operation", ["Query", "GetItem", "TransactWriteItems", "BatchGetItem", "Unknown"])
def test_length_and_checksum_are_those_of_the_body(operation: str) -> None:
    head, _, body = StubResponses(TABLE).choose(operation, b'{"Limit": 26}').partition(b"\r\n\r\n")
    headers = dict(re.findall(rb"\r\n([^:]+): ([^\r]+)", head))
    assert int(headers[b"Content-Length"]) == len(body)
    assert int(headers[b"x-amz-crc32"]) == zlib.crc32(body)
    assert headers[b"x-amzn-RequestId"]


def test_a_response_is_one_http_message() -> None:
    assert http_response({}).startswith(b"HTTP/1.1 200 OK\r\nServer: Server\r\n")
    assert http_response({}).endswith(b"\r\n\r\n{}")


def test_the_token_is_valid_and_always_the_same() -> None:
    made = token("issuer", "audience")
    claims = jwt.decode(made, SECRET, algorithms=["HS256"], issuer="issuer", audience="audience")
    assert (claims["sub"], claims["sid"]) == (USER_ID, SESSION_ID)
    assert made == token("issuer", "audience")


def test_events_are_those_of_a_browser_behind_api_gateway() -> None:
    events = product_events()
    assert set(events) == set(ROUTES)
    assert events["create"]["requestContext"]["authorizer"]["role"] == "admin"
    assert events["list"]["headers"].keys() == events["list"]["multiValueHeaders"].keys() > {"X-Forwarded-For"}
    bodies = [event["body"] for event in invalid_events().values()]
    assert events["create"]["body"] not in bodies
    assert len(set(bodies)) == len(bodies)


def test_the_payment_provider_starts_a_payment() -> None:
    with running_stub(StubResponses(TABLE, prepared=sample_payment.prepared())) as url:
        client = stripe.StripeClient("sk_test_bench", base_addresses={"api": url})
        intent = client.v1.payment_intents.create({"amount": sample_payment.TOTAL, "currency": "cad"})

    assert intent.client_secret is not None
    assert intent.client_secret.startswith(intent.id)
