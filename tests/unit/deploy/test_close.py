"""`make close` sets the API's rate limits to 0, and `make open` gives it the limits that it had."""

from typing import Any

import pytest

from scripts.close import STAGE, close, reopen
from scripts.deployment.settings import NotReady

API = "api"
OPEN = {"*/*": (100.0, 200), "~1users~1login/POST": (20.5, 40)}


class ApiGateway:
    """A stage of API Gateway, as far as patches of limits and variables go."""

    def __init__(self) -> None:
        self.limits = dict(OPEN)
        self.variables: dict[str, str] = {}

    def get_stage(self, **request: str) -> dict[str, Any]:
        assert request == {"restApiId": API, "stageName": STAGE}
        methods = {
            path: {"throttlingRateLimit": rate, "throttlingBurstLimit": burst, "metricsEnabled": False}
            for path, (rate, burst) in self.limits.items()
        }
        return {"methodSettings": methods, **({"variables": self.variables} if self.variables else {})}

    def update_stage(self, **request: Any) -> None:
        patches = request.pop("patchOperations")
        assert request == {"restApiId": API, "stageName": STAGE}
        for patch in patches:
            path = patch["path"].removeprefix("/")
            if path.startswith("variables/"):
                if patch["op"] == "remove":
                    del self.variables[path.removeprefix("variables/")]
                else:
                    self.variables[path.removeprefix("variables/")] = patch["value"]
                continue
            method, _, name = path.partition("/throttling/")
            rate, burst = self.limits[method]
            value = patch["value"]
            self.limits[method] = (float(value), burst) if name == "rateLimit" else (rate, int(value))


@pytest.fixture
def gateway() -> ApiGateway:
    return ApiGateway()


def test_a_closed_shop_lets_no_request_in_on_any_route(gateway: ApiGateway) -> None:
    close(gateway, API)

    assert set(gateway.limits.values()) == {(0.0, 0)}


def test_a_shop_opens_with_its_limits(gateway: ApiGateway) -> None:
    close(gateway, API)
    reopen(gateway, API)

    assert gateway.limits == OPEN
    assert gateway.variables == {}


def test_to_close_twice_keeps_the_limits(gateway: ApiGateway) -> None:
    close(gateway, API)
    close(gateway, API)
    reopen(gateway, API)

    assert gateway.limits == OPEN


def test_an_open_shop_stays_as_it_is(gateway: ApiGateway) -> None:
    reopen(gateway, API)

    assert gateway.limits == OPEN


def test_a_closed_shop_whose_limits_are_lost_is_not_called_open(gateway: ApiGateway) -> None:
    close(gateway, API)
    gateway.variables.clear()

    with pytest.raises(NotReady, match="The shop is still closed"):
        reopen(gateway, API)


def test_the_limits_are_kept_in_the_characters_of_a_stage_variable(gateway: ApiGateway) -> None:
    close(gateway, API)

    (kept,) = gateway.variables.values()
    assert set(kept) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#&=,")
