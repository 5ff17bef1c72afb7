"""AWS in this process, for commands that work on a deployed shop."""

from collections.abc import Iterator

import pytest
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

_USED = ("apigateway", "cloudformation", "dynamodb", "iam", "sqs")


@pytest.fixture
def mocked_aws() -> Iterator[None]:
    """Answer boto3's calls with moto.

    The server of the other tests of this process has the same data, such as their secrets. So only the services that
    are used here are emptied.
    """
    mock = mock_aws()
    mock.start(reset=False)
    try:
        yield
    finally:
        mock.stop(remove_data=False)
        for service in _USED:
            get_backend(service)[DEFAULT_ACCOUNT_ID].reset()
