"""Regions and endpoints of services, by the rules of the SDK."""

import os
from functools import lru_cache
from typing import Final

from bodega.aws.services import DYNAMODB, Service

# The DNS suffixes of partitions, by the beginning of their regions' names. All other regions have the first one.
_SUFFIX: Final = "amazonaws.com"
_SUFFIXES: Final = {
    "cn-": "amazonaws.com.cn",
    "eusc-": "amazonaws.eu",
    "us-iso-": "c2s.ic.gov",
    "us-isob-": "sc2s.sgov.gov",
    "eu-isoe-": "cloud.adc-e.uk",
    "us-isof-": "csp.hci.ic.gov",
}


def region() -> str:
    return os.environ.get("AWS_REGION") or os.environ["AWS_DEFAULT_REGION"]


def endpoint(service: Service) -> str:
    """Return the URL of the service in the function's region, or the configured one.

    The host name follows the rules also where AWS has no such endpoint. It does not resolve then.
    """
    configured = os.environ.get(service.endpoint_variable) or os.environ.get("AWS_ENDPOINT_URL")
    if configured:
        return configured
    return _endpoint(service, region(), os.environ.get("AWS_USE_FIPS_ENDPOINT", "").lower())


@lru_cache(maxsize=8)
def _endpoint(service: Service, in_region: str, use_fips: str) -> str:
    suffix = next((each for start, each in _SUFFIXES.items() if in_region.startswith(start)), _SUFFIX)
    # In GovCloud, DynamoDB's standard endpoints are its FIPS endpoints.
    named = use_fips == "true" and not (service == DYNAMODB and in_region.startswith("us-gov-"))
    return f"https://{service.host or service.name}{'-fips' if named else ''}.{in_region}.{suffix}"
