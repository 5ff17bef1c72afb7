"""Every operation of the API through the TypeScript client, while the network fails."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from harness import ROOT
from harness.local_stack import Stack
from tests.support.client.http_proxy import Fault, HttpProxy, Request
from tests.support.client.typescript import run_typescript

SCRIPTS = Path(__file__).parent / "scripts"
OPERATIONS = {
    operation["operationId"]: (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)))
    for path, operations in sorted(
        json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))["paths"].items()
    )
    for method, operation in operations.items()
}
NOT_FOR_CLIENTS = {"receivePaymentEvent"}
"""The payment provider calls its webhook, with a signature that clients cannot make."""

HARMLESS = {
    "cancelOwnOrder", "cancelOrder", "startPayment", "refreshPayment", "quoteOrder", "trackOrder", "verifyEmail",
    "disownAccount", "takeEvents", "refresh",
}  # fmt: skip
"""POST requests without a key that the client repeats, because they have one effect however often they are sent."""


def operation_of(request: Request) -> str:
    """Return the operation of a request. The first path that matches decides, as in API Gateway."""
    return next(
        name for name, (method, path) in OPERATIONS.items() if method == request.method and path.fullmatch(request.path)
    )


def is_repeated(request: Request) -> bool:
    """Return whether the client sends the request again if it gets no response."""
    if operation_of(request) == "changePassword":
        return False  # the second attempt would have a wrong password
    return (
        request.method in {"GET", "PUT", "DELETE"}
        or "idempotency-key" in request.headers
        or (request.method == "PATCH" and "if-match" in request.headers)
        or operation_of(request) in HARMLESS
    )


def run(stack: Stack, folder: Path, script: str, fault_of: Callable[[Request], Fault | None]) -> list[Request]:
    """Run a script with a proxy between client and shop. Returns the requests."""
    tokens = {role: stack.token(role).removeprefix("Bearer ") for role in ("admin", "staff")}
    with HttpProxy(stack.base_url).running() as proxy:
        proxy.fault_of = fault_of
        shop = {"api": f"{proxy.url}/v1", "root": stack.root_url, **tokens}
        run_typescript(SCRIPTS / script, folder, SHOP=json.dumps(shop))
        return proxy.requests


class Run(NamedTuple):
    """`attempts`: how often each operation that the client repeats was sent."""

    requests: list[Request]
    attempts: Counter[str]


@pytest.fixture(scope="module")
def faulty(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The script that calls every operation and checks what it has done, behind a bad network.

    The first request of each operation that can be repeated gets 503. The second one is executed, and its response is
    lost.
    """
    attempts: Counter[str] = Counter()
    faults: tuple[Fault, ...] = ("unavailable", "lost")

    def fault_of(request: Request) -> Fault | None:
        if not is_repeated(request):
            return None
        attempts[operation_of(request)] += 1
        return dict(enumerate(faults, 1)).get(attempts[operation_of(request)])

    return Run(run(stack, tmp_path_factory.mktemp("every"), "every_operation.ts", fault_of), attempts)


def test_every_operation_is_called_and_does_what_it_says(faulty: Run) -> None:
    succeeded = {operation_of(request) for request in faulty.requests if 200 <= request.status < 300}
    assert OPERATIONS.keys() - succeeded == NOT_FOR_CLIENTS


def test_lost_responses_and_an_unavailable_shop_create_nothing_twice(faulty: Run) -> None:
    """The script has compared stock, orders, points, refunds, addresses and reports with what it had sent."""
    assert min(faulty.attempts.values()) >= 3
    assert sum(request.status == 0 for request in faulty.requests) == len(faulty.attempts)
    assert {"placeOrder", "refundOrder", "redeemPoints", "takeEvents", "patchProduct"} <= faulty.attempts.keys()


def test_a_request_whose_response_is_late_is_executed_once(stack: Stack, tmp_path: Path) -> None:
    late: list[Request] = []

    def fault_of(request: Request) -> Fault | None:
        if operation_of(request) != "createAddress" or late:
            return None
        late.append(request)
        return "late"

    requests = run(stack, tmp_path, "late.ts", fault_of)

    sent = [request for request in requests if operation_of(request) == "createAddress"]
    assert len(sent) >= 2
    assert {(request.status, request.headers["idempotency-key"]) for request in sent} == {
        (201, late[0].headers["idempotency-key"])
    }
