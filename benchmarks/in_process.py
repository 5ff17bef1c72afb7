"""Runs the shop's functions in this process, against DynamoDB Local. Import it before the shop's own modules.

The search path has to contain functions and layers/common, as in the Makefile.
"""

import contextlib
import io
import os
from collections.abc import Iterator

from harness.aws.engines import dynamodb_local, secrets_manager
from harness.shop.variables import made_up_secrets, set_environment

set_environment()


@contextlib.contextmanager
def engines() -> Iterator[int]:
    """Start DynamoDB Local and Secrets Manager, and direct the functions there. Yield DynamoDB's port."""
    with dynamodb_local() as port, secrets_manager(made_up_secrets()) as secrets_url:
        os.environ["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = secrets_url
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = f"http://127.0.0.1:{port}"
        yield port


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Suppress the functions' metrics and logs."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield
