"""Regions and endpoints of services."""

import os

from bodega.aws.services import Service


def region() -> str:
    return os.environ.get("AWS_REGION") or os.environ["AWS_DEFAULT_REGION"]


def endpoint(service: Service) -> str:
    """Return the URL of the service in the function's region, or the configured one."""
    configured = os.environ.get(service.endpoint_variable) or os.environ.get("AWS_ENDPOINT_URL")
    if configured:
        return configured
    fips = "-fips" if os.environ.get("AWS_USE_FIPS_ENDPOINT", "").lower() == "true" else ""
    return f"https://{service.host or service.name}{fips}.{region()}.{os.environ.get('DNS_SUFFIX', 'amazonaws.com')}"
