"""DynamoDB Local and Secrets Manager for tests: real servers on 127.0.0.1, started once per test process."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from local.engines.dynamodb import dynamodb_command
from local.template import Template, read_template
from tests.support.shop.apps import ROOT


@contextmanager
def dynamodb_local() -> Iterator[int]:
    """The port of a DynamoDB Local that keeps its data in memory."""
    process = subprocess.Popen(
        dynamodb_command(None), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdin
    assert process.stdout
    try:
        yield _port(process.stdout)
    finally:
        process.stdin.close()  # which ends it
        process.stdout.close()
        process.wait(timeout=10)


def _port(output: Iterator[str]) -> int:
    lines = []
    for line in output:
        if line.startswith("PORT "):
            return int(line.split()[1])
        lines.append(line)
    raise AssertionError("DynamoDB Local did not start:\n" + "".join(lines))


@contextmanager
def secrets_manager(secrets: dict[str, str]) -> Iterator[str]:
    """The URL of a Secrets Manager that holds `secrets`."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    client = boto3.client("secretsmanager", endpoint_url=url)
    for name, value in secrets.items():
        client.create_secret(Name=name, SecretString=value)
    try:
        yield url
    finally:
        client.close()
        server.stop()


def template() -> Template:
    return read_template(ROOT / "template.yaml", {})


def create_table(client: Any, definition: dict[str, Any], name: str) -> None:
    client.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **definition)
