"""Which errors of DynamoDB are transient: every one that the SDK retries, and those that the shop knows besides."""

import pytest
from botocore.loaders import Loader
from botocore.retries.standard import ThrottledRetryableChecker, TransientRetryableChecker

from bodega.aws import ServiceError, TransportError
from bodega.dynamodb import calls
from tests.support.aws.errors import service_error

FAILURE, CONTENTION, PERMANENT = "failure", "contention", "permanent"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TransportError("ConnectionResetError"), FAILURE),
        (service_error("InternalServerError", 500), FAILURE),
        (service_error("ServiceUnavailable", 503), FAILURE),
        (service_error("RequestTimeout"), FAILURE),
        (service_error("RequestTimeoutException", 408), FAILURE),
        (service_error("SomethingNew", 500), FAILURE),
        (service_error("SomethingNew", 502), FAILURE),
        (service_error("ProvisionedThroughputExceededException"), CONTENTION),
        (service_error("ThrottlingException"), CONTENTION),
        (service_error("RequestLimitExceeded", 503), CONTENTION),
        (service_error("SlowDown", 503), CONTENTION),
        (service_error("SomethingNew", 429), CONTENTION),
        (service_error("TransactionConflictException"), CONTENTION),
        (service_error("TransactionInProgressException"), CONTENTION),
        (service_error("ReplicatedWriteConflictException", 409), CONTENTION),
        (service_error("ItemCollectionInProgressException"), CONTENTION),
        (service_error("TransactionCanceledException", reasons=["None", "TransactionConflict"]), CONTENTION),
        (service_error("TransactionCanceledException", reasons=["ThrottlingError", "None"]), CONTENTION),
        (service_error("TransactionCanceledException", reasons=["ProvisionedThroughputExceeded"]), CONTENTION),
        (service_error("SomethingNew", 400), PERMANENT),
        (service_error("ConditionalCheckFailedException"), PERMANENT),
        (service_error("ValidationException"), PERMANENT),
        (service_error("ResourceNotFoundException"), PERMANENT),
        (service_error("AccessDeniedException"), PERMANENT),
        (service_error("UnrecognizedClientException"), PERMANENT),
        (service_error("RequestTimeTooSkewed", 403), PERMANENT),
        (service_error("IdempotentParameterMismatchException"), PERMANENT),
        (
            service_error("TransactionCanceledException", reasons=["ConditionalCheckFailed", "TransactionConflict"]),
            PERMANENT,
        ),
        (service_error("TransactionCanceledException", reasons=["ConditionalCheckFailed"]), PERMANENT),
        (service_error("TransactionCanceledException", reasons=["ValidationError"]), PERMANENT),
        (service_error("TransactionCanceledException", reasons=["None"]), PERMANENT),
        (service_error("TransactionCanceledException", reasons=[]), PERMANENT),
        (service_error("TransactionCanceledException"), PERMANENT),
    ],
    ids=lambda value: str(getattr(value, "document", value))[:80],
)
def test_an_error_is_a_failure_or_contention_if_a_retry_may_help(
    error: TransportError | ServiceError, kind: str
) -> None:
    assert calls.is_failure(error) is (kind == FAILURE)
    assert calls.is_contention(error) is (kind == CONTENTION)


def retried(code: str, status: int = 400) -> bool:
    error = service_error(code, status)
    return calls.is_failure(error) or calls.is_contention(error)


def test_every_error_that_the_sdk_retries_is_retried() -> None:
    throttled = vars(ThrottledRetryableChecker)["_THROTTLED_ERROR_CODES"]
    transient = vars(TransientRetryableChecker)

    assert len(throttled) > 10
    assert [code for code in throttled if not service_error(code).is_throttling] == []
    assert [code for code in transient["_TRANSIENT_ERROR_CODES"] if not retried(code)] == []
    assert [status for status in transient["_TRANSIENT_STATUS_CODES"] if not retried("SomethingNew", status)] == []


def test_every_error_of_the_sdks_legacy_table_is_retried() -> None:
    """The table has the policies of all services, and DynamoDB's own."""
    table = Loader().load_data("_retry")
    policies = [*table["definitions"].values(), *table["retry"]["dynamodb"]["__default__"]["policies"].values()]
    answers = [policy["applies_when"].get("response", {}) for policy in policies]
    named = {
        (found.get("service_error_code", "SomethingNew"), found["http_status_code"])
        for found in answers
        if "http_status_code" in found
    }

    assert {("ReplicatedWriteConflictException", 409), ("TransactionInProgressException", 400)} <= named
    assert [found for found in named if not retried(*found)] == []
