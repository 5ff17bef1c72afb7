"""Failures of checks: what happened, the likely cause, and the next step."""

import socket
import ssl
import urllib.error
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from scripts.smoke.shop import Shop

# The function behind the first segment of a path.
SERVICES = {
    "addons": "addons",
    "analytics": "analytics",
    "health": "health",
    "menu": "categories",
    "orders": "orders",
    "store": "store",
    "users": "users",
    "webhooks": "payments",
}
_PERMISSIONS = "Use credentials with the permissions in docs/operations.md#the-smoke-test."


class CheckFailed(Exception):
    """A check that failed. `what`: what happened. `cause`: the likely cause. `step`: the next step."""

    def __init__(self, what: str, cause: str, step: str) -> None:
        super().__init__(what)
        self.what, self.cause, self.step = what, cause, step


class CheckSkipped(Exception):
    """A check that this shop cannot have. The message says why."""


@dataclass(frozen=True)
class Answer:
    """An answer of the API. `document`: its JSON, None without a body or for another media type."""

    status: int
    document: Any

    @property
    def code(self) -> str:
        """The code of a problem document, or an empty string."""
        return str(self.document.get("code", "")) if isinstance(self.document, dict) else ""


def of_answer(shop: Shop, method: str, path: str, answer: Answer) -> CheckFailed:
    """Return the failure that an unexpected answer means."""
    said = " ".join(filter(None, (f"{method} {path} answers {answer.status}", answer.code)))
    problem = answer.document if isinstance(answer.document, dict) else {}
    if "instance" in problem:
        said += f" (request {problem['instance']})"
    service = SERVICES[path.strip("/").partition("/")[0].partition("?")[0]]
    return CheckFailed(said, *_cause_of_answer(shop, service, answer, str(problem.get("detail", ""))))


def _cause_of_answer(shop: Shop, service: str, answer: Answer, detail: str) -> tuple[str, str]:
    """Return the likely cause and the next step."""
    if not answer.code:
        return "the URL leads to another server, or to an API without this stage and path", shop.find_url
    if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        return "an earlier version is deployed, which lacks this route", shop.find_url
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        cause = "too many requests of all callers together or from this IP address, or make close has closed the shop"
        return cause, "Wait a minute, and try again. To open a closed shop: make open"
    if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
        logs = f"{shop.logs(service)}, and that of the authorizer: {shop.logs('authorizer')}"
        cause = "a table or a secret does not answer, or AWS refuses the function's role"
        return cause, ". ".join(filter(None, (f"Read the log: {logs}", shop.other_client)))
    causes = {
        HTTPStatus.UNAUTHORIZED: "the authorizer refuses a token that the shop has just issued",
        HTTPStatus.INTERNAL_SERVER_ERROR: f"the function {service} had an internal error",
        HTTPStatus.BAD_GATEWAY: f"the function {service} crashed or does not start",
        HTTPStatus.GATEWAY_TIMEOUT: f"the function {service} took too long",
    }
    if answer.status == HTTPStatus.UNAUTHORIZED:
        service = "authorizer"
    cause = causes.get(HTTPStatus(answer.status), detail or "this version should answer something else")
    return cause, f"Read the log: {shop.logs(service)}"


def of_connection(shop: Shop, error: Exception) -> CheckFailed:
    """Return the failure that an error of the connection means."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLError):
        return CheckFailed(
            f"TLS: {reason}", "the certificate does not fit the host of the URL, or has expired", shop.find_url
        )
    if isinstance(reason, socket.gaierror):
        return CheckFailed(
            f"There is no such host: {shop.url}", "the URL is wrong, or the API is deleted", shop.find_url
        )
    if isinstance(reason, TimeoutError):
        return CheckFailed(f"No answer in time from {shop.url}", "a firewall, or a wrong host", shop.find_url)
    return CheckFailed(f"No connection to {shop.url}: {reason}", "no shop runs at this URL", shop.find_url)


def of_aws(error: BotoCoreError | ClientError) -> CheckFailed:
    """Return the failure that an error of an AWS call of the smoke test itself means."""
    if isinstance(error, ClientError):
        code = error.response["Error"]["Code"]
        if code in {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}:
            return CheckFailed(str(error), "your credentials lack a permission", _PERMISSIONS)
        if code.startswith(("ExpiredToken", "InvalidClientTokenId", "UnrecognizedClient")):
            return CheckFailed(
                str(error), "your credentials have expired", "Renew them: aws sso login, or aws configure"
            )
    return CheckFailed(str(error), "AWS rejects a call of this command, or does not answer", "Try again in a minute.")
