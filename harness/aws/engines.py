"""Start DynamoDB Local and a Secrets Manager on 127.0.0.1."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

from local.engines.commands import dynamodb_command


@contextmanager
def dynamodb_local() -> Iterator[int]:
    """Start a DynamoDB Local that keeps its data in memory, and yield its port."""
    process = subprocess.Popen(
        dynamodb_command(None), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdin
    assert process.stdout
    try:
        yield _port(process.stdout)
    finally:
        process.stdin.close()  # DynamoDB Local exits when its input is closed
        process.stdout.close()
        process.wait(timeout=60)


def _port(output: Iterator[str]) -> int:
    lines = []
    for line in output:
        if line.startswith("PORT "):
            return int(line.split()[1])
        lines.append(line)
    raise AssertionError("DynamoDB Local did not start:\n" + "".join(lines))


@contextmanager
def secrets_manager(secrets: dict[str, str]) -> Iterator[str]:
    """Start a Secrets Manager with `secrets`, and yield its URL."""
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
