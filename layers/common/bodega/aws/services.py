"""The services that the shop calls, and the errors of a call."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

_FORBIDDEN: Final = frozenset({401, 403})
# Errors of credentials that all services have, then of KMS keys, of tables and of secrets.
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
# https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
_REFUSALS: Final = frozenset(
    {
        *("AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired", "UnauthorizedOperation"),
        *("ExpiredToken", "ExpiredTokenException", "InvalidAccessKeyId", "InvalidClientTokenId", "RequestExpired"),
        *("IncompleteSignature", "IncompleteSignatureException", "InvalidSignatureException", "SignatureDoesNotMatch"),
        *("MissingAuthenticationToken", "MissingAuthenticationTokenException", "UnrecognizedClientException"),
        *("KMSAccessDeniedException", "KMSDisabledException", "KMSInvalidStateException", "KMSNotFoundException"),
        *("KMSOptInRequired", "DecryptionFailure", "ResourceNotFoundException"),
        # A clock that is off by minutes. Lambda sets the clock, and expiries and tokens would be wrong as well.
        *("RequestTimeTooSkewed", "RequestInTheFuture"),
    }
)
# The codes after which the SDK repeats a call.
_THROTTLED: Final = frozenset(
    {
        *("Throttling", "ThrottlingException", "ThrottledException", "EC2ThrottledException"),
        *("RequestThrottled", "RequestThrottledException", "RequestLimitExceeded", "TooManyRequestsException"),
        *("ProvisionedThroughputExceededException", "LimitExceededException", "BandwidthLimitExceeded", "SlowDown"),
        *("TransactionInProgressException", "PriorRequestNotComplete"),
    }
)
_FAILED: Final = frozenset({"InternalServerError", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException"})
_TOO_MANY_REQUESTS: Final = 429
_SERVER_ERRORS: Final = 500


class Service(NamedTuple):
    """`target`: the prefix of the X-Amz-Target header, which names the operation; empty if the path does.

    `host`: the first label of the endpoint's host name, if it is not `name`. `path`: the path of a request. The paths
    of SES differ between operations, and the shop uses SendEmail only.
    """

    name: str
    content_type: str
    endpoint_variable: str
    target: str = ""
    host: str = ""
    path: str = "/"


DYNAMODB: Final = Service("dynamodb", "application/x-amz-json-1.0", "AWS_ENDPOINT_URL_DYNAMODB", "DynamoDB_20120810")
SECRETS_MANAGER: Final = Service(
    "secretsmanager", "application/x-amz-json-1.1", "AWS_ENDPOINT_URL_SECRETS_MANAGER", "secretsmanager"
)
SES: Final = Service(
    "ses", "application/json", "AWS_ENDPOINT_URL_SESV2", host="email", path="/v2/email/outbound-emails"
)


class ServiceError(Exception):
    """The service answered with an error: HTTP `status`, error `code` and the whole `document`.

    The exception's text leaves out the service's message, because that may quote the request.
    """

    def __init__(self, status: int, code: str, document: Mapping[str, Any]) -> None:
        self.status = status
        self.code = code
        self.document = document
        super().__init__(f"{status} {code}")

    @property
    def is_refusal(self) -> bool:
        """Return whether the service refused the role, its credentials, or a key or resource. A retry does not help."""
        return self.code in _REFUSALS or self.status in _FORBIDDEN

    @property
    def is_throttling(self) -> bool:
        """Return whether the service works, and takes the same call a little later."""
        return self.code in _THROTTLED or self.status == _TOO_MANY_REQUESTS

    @property
    def is_failure(self) -> bool:
        """Return whether the service failed. It may take the same call when it has recovered."""
        return not self.is_throttling and (self.code in _FAILED or self.status >= _SERVER_ERRORS)


class TransportError(Exception):
    """The service gave no answer, or one that cannot be parsed."""
