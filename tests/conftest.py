"""Fixtures of all tests: the functions' environment, and the servers that they talk to."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from harness.shop.variables import made_up_secrets, set_environment
from tests.support import days_ahead, standstill
from tests.support.aws.client_counts import CLIENT, pytest_sessionfinish, pytest_terminal_summary
from tests.support.aws.sdk_models import share_models
from tests.support.fixture_failures import pytest_fixture_setup, pytest_runtest_makereport
from tests.support.installation.lazy_packages import rewritten_copies
from tests.support.payments.server import stand_in, stand_in_server

# Hooks and fixtures.
__all__ = [
    "pytest_fixture_setup",
    "pytest_runtest_makereport",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "stand_in",
    "stand_in_server",
]


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.register(days_ahead)
    pluginmanager.register(standstill)


# Before any function is imported.
set_environment()
os.environ["AWS_CLIENT"] = CLIENT
share_models()


@pytest.fixture(autouse=True)
def _without_a_deadline() -> None:
    """Forget the time budget of an earlier test's handler. Calls outside of a handler have none."""
    from bodega import deadline

    deadline._deadline.set(None)


@pytest.fixture(scope="session")
def secrets_url() -> Iterator[str]:
    from harness.aws.engines import secrets_manager

    with secrets_manager(made_up_secrets()) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", url)
        yield url


@pytest.fixture(scope="session")
def secrets_client(secrets_url: str) -> Iterator[Any]:
    client = boto3.client("secretsmanager", endpoint_url=secrets_url)
    yield client
    client.close()


@pytest.fixture(scope="session")
def lazy_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages that the layer's build rewrites, as it rewrites them. For the path of a process."""
    folder = tmp_path_factory.mktemp("lazy-packages")
    rewritten_copies(folder)
    return folder
