"""Errors of AWS services."""

from typing import Any

from bodega.aws import ServiceError


def service_error(code: str, status: int = 400, reasons: list[str] | None = None) -> ServiceError:
    """Return DynamoDB's error. `reasons`: the codes of a cancelled transaction's reasons."""
    document: dict[str, Any] = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}"}
    if reasons is not None:
        document["CancellationReasons"] = [{"Code": reason} for reason in reasons]
    return ServiceError(status, code, document)
