"""Clients of AWS services with a JSON protocol. Each sends a request once; retries are up to the caller.

`make_client` chooses between two. `Client` signs one POST and sends it over kept-alive connections. It is the default,
because importing botocore and creating a client takes as long as the rest of a cold start, and botocore parses each
answer several times (docs/decisions/0034-no-aws-sdk.md has figures). `Boto3Client` uses the AWS SDK of Lambda's runtime
(docs/decisions/0075-boto3-as-a-second-client.md).
"""

import os
from typing import TYPE_CHECKING, TypeAlias

from bodega.aws.client import Client
from bodega.aws.services import DYNAMODB, SECRETS_MANAGER, SES, Service, ServiceError, TransportError

if TYPE_CHECKING:
    from bodega.aws.boto3_client import Boto3Client

    AnyClient: TypeAlias = Client | Boto3Client

__all__ = ["DYNAMODB", "SECRETS_MANAGER", "SES", "Client", "Service", "ServiceError", "TransportError", "make_client"]


def make_client(service: Service, *, connect_timeout: float, read_timeout: float) -> "AnyClient":
    """Return the kind of client that the variable AWS_CLIENT names: `builtin` (the default) or `boto3`.

    Timeouts are in seconds. Raises: ValueError for another name.
    """
    match os.environ.get("AWS_CLIENT", "builtin"):
        case "builtin":
            return Client(service, connect_timeout=connect_timeout, read_timeout=read_timeout)
        case "boto3":
            from bodega.aws.boto3_client import Boto3Client  # as long as the rest of a cold start

            return Boto3Client(service, connect_timeout=connect_timeout, read_timeout=read_timeout)
        case other:
            raise ValueError(f"AWS_CLIENT is {other!r}, and may be builtin or boto3")
