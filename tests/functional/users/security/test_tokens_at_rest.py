"""Mailed tokens at rest: neither the accounts table nor its stream contains one that works."""

import os
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from bodega import secret_values
from bodega.attributes import from_attributes
from harness.aws.dynamodb_proxy import Proxy, Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.mails import token_in
from harness.shop.people import OTHER_PASSWORD, log_in, register
from tests.functional.users.conftest import NoSecret
from tests.support.database.streams import table_with_stream
from tests.support.documents.contract import DocumentedShop
from users.auth.mailed_tokens import digest_of


@pytest.fixture
def accounts(database: Proxy, dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An accounts table with the template's stream."""
    with table_with_stream(dynamodb, "AccountsTable") as name:
        monkeypatch.setenv("ACCOUNTS_TABLE", name)
        yield name


@pytest.fixture
def shop(accounts: str, recording: Recording, secrets_url: str) -> Shop:
    return DocumentedShop()


def streamed(endpoint: str, table: str) -> list[dict[str, Any]]:
    """Return the image of every record in the table's stream."""
    client = boto3.client("dynamodbstreams", endpoint_url=endpoint)
    (stream,) = client.list_streams(TableName=table)["Streams"]
    arn, images = stream["StreamArn"], []
    for shard in client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        place = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator = client.get_shard_iterator(**place)["ShardIterator"]
        while records := (read := client.get_records(ShardIterator=iterator))["Records"]:
            images += [record["dynamodb"]["NewImage"] for record in records if "NewImage" in record["dynamodb"]]
            iterator = read["NextShardIterator"]
    client.close()
    return images


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from (name, *texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_a_reader_of_the_table_or_its_stream_cannot_take_over_an_account(
    shop: Shop, accounts: str, database: Proxy, dynamodb: Any
) -> None:
    person = register(shop)
    shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
    locked = register(shop)
    for _ in range(5):
        log_in(shop, locked.email, OTHER_PASSWORD)

    items = read_all(dynamodb, accounts)
    images = streamed(f"http://127.0.0.1:{database.port_behind}", accounts)

    rows = [from_attributes(item) for item in items]
    mailed = [token_in(row) for row in rows if row["sk"] == "MAIL"]
    stored = {row["pk"].removeprefix("TOKEN#") for row in rows if row["sk"] == "TOKEN"}
    assert {digest_of(token) for token in mailed} == stored
    assert len(stored) == 4
    assert len(images) > len(items)
    everything = {text for item in (*items, *images) for text in texts(item)}
    assert not {digest_of(text) for text in everything} & stored
    assert not [token for token in mailed if token in str(items) + str(images)]


def test_a_link_that_was_mailed_before_a_rotation_works_after_it(
    shop: Shop, accounts: str, dynamodb: Any, secrets_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = register(shop)
    shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
    secrets_client.put_secret_value(SecretId=os.environ["MAIL_TOKEN_KEY_SECRET"], SecretString="x" * 64)
    monkeypatch.setattr(secret_values, "_cache", {})

    rows = [from_attributes(item) for item in read_all(dynamodb, accounts)]
    (token,) = [token_in(row) for row in rows if row.get("template") == "reset"]

    body = {"token": token, "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").status < 300


def test_nothing_is_written_without_the_key_of_mailed_tokens(
    shop: Shop, accounts: str, dynamodb: Any, no_mail_token_key: NoSecret
) -> None:
    person = register(shop)
    before = read_all(dynamodb, accounts)
    new = {"email": "new@shop.example", "password": OTHER_PASSWORD, "firstName": "Eve", "lastName": "X"}

    with no_mail_token_key():
        answers = [
            shop.post("/users/register", new, role="nobody"),
            shop.post("/users/password/forgot", {"email": person.email}, role="nobody"),
            log_in(shop, person.email, OTHER_PASSWORD),
        ]

    assert {answer.code for answer in answers} == {"storage_unavailable"}
    assert sorted(map(str, read_all(dynamodb, accounts))) == sorted(map(str, before))
