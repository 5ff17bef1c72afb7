"""What all tests share: the functions' environment, and the engines they talk to over HTTP."""

import uuid
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from tests.support.environment import ENVIRONMENT, set_environment

set_environment()  # before any function is imported


@pytest.fixture(scope="session")
def secrets_url() -> Iterator[str]:
    from tests.support.engines import secrets_manager

    secrets = {
        ENVIRONMENT["CURSOR_KEY_SECRET"]: uuid.uuid4().hex * 2,
        ENVIRONMENT["SIGNING_KEY_SECRET"]: uuid.uuid4().hex * 2,
        ENVIRONMENT["PASSWORD_PEPPER_SECRET"]: uuid.uuid4().hex * 2,
    }
    with secrets_manager(secrets) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", url)
        yield url


@pytest.fixture(scope="session")
def secrets_client(secrets_url: str) -> Iterator[Any]:
    client = boto3.client("secretsmanager", endpoint_url=secrets_url)
    yield client
    client.close()
