"""A small client for AWS services with a JSON protocol: signed POST requests over kept-alive connections.

Importing botocore and creating a client takes as long as the rest of a cold start, and botocore parses each answer
several times (docs/decisions/0034-no-aws-sdk.md has figures). This package does what the shop needs: it signs one POST
with Signature Version 4 and sends it once. Retries are up to the caller.
"""

from bodega.aws.client import Client
from bodega.aws.services import DYNAMODB, SECRETS_MANAGER, SES, Service, ServiceError, TransportError

__all__ = ["DYNAMODB", "SECRETS_MANAGER", "SES", "Client", "Service", "ServiceError", "TransportError"]
