"""AWS in this process, for commands that work on a deployed shop."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

_USED = ("apigateway", "cloudformation", "cloudwatch", "dynamodb", "iam", "sqs")


@pytest.fixture
def mocked_aws() -> Iterator[None]:
    """Answer boto3's calls with moto, whatever endpoints the tests before use.

    The server of the other tests of this process has the same data, such as their secrets. So only the services that
    are used here are emptied. What a test patches is undone before.
    """
    mock = mock_aws()
    with pytest.MonkeyPatch.context() as patch:
        for variable in [name for name in os.environ if name.startswith("AWS_ENDPOINT_URL")]:
            patch.delenv(variable)
        mock.start(reset=False)
        try:
            yield
        finally:
            mock.stop(remove_data=False)
            for service in _USED:
                get_backend(service)[DEFAULT_ACCOUNT_ID].reset()


def read_parameters(argument: str) -> str:
    """Return an argument of sam, or the parameters of the file that it names, one a line."""
    if not argument.startswith("file://"):
        return argument
    values = tomllib.loads(Path(argument.removeprefix("file://")).read_text(encoding="utf-8"))
    return "\n".join(f"{name}={value}" for name, value in values.items())
