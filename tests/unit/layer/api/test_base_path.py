"""The base path of a custom domain: API Gateway passes it to the function as a part of the path."""

from typing import Any

import pytest

from harness.shop.client import CALLERS, Answer
from harness.shop.events import api_event
from tests.unit.layer.api import sample_api


@pytest.fixture(autouse=True)
def _base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_PATH", "shop")
    monkeypatch.setattr(sample_api, "API", sample_api.sample_api())


def call(method: str, url: str, **details: Any) -> Answer:
    """Send a request to API Gateway's own domain."""
    return sample_api.answered(api_event(method, url, caller=CALLERS["admin"], **details))


def call_domain(method: str, url: str, **details: Any) -> Answer:
    """Send a request to the custom domain: both paths of its event have the base path, and none the stage."""
    event = api_event(method, url, caller=CALLERS["admin"], **details)
    event["requestContext"]["path"] = event["path"]
    return sample_api.answered(event)


@pytest.mark.parametrize("url", ["/things", "/things?limit=3", "/things/a"])
def test_a_route_answers_on_both_domains(url: str) -> None:
    assert call_domain("GET", f"/shop{url}").status == call("GET", url).status == 200


def test_a_wrong_method_is_405_on_the_domain() -> None:
    answer = call_domain("DELETE", "/shop/things")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")


def test_a_preflight_is_answered_on_the_domain() -> None:
    headers = {**sample_api.ORIGIN, "Access-Control-Request-Method": "PUT"}
    assert call_domain("OPTIONS", "/shop/things/a", headers=headers).status == 200


@pytest.mark.parametrize("url", ["/shop", "/shop/", "/shop/nothing", "/shopping/things", "/shop/shop/things"])
def test_a_path_below_or_beside_the_base_path_that_does_not_exist_is_404(url: str) -> None:
    assert call_domain("GET", url).status == 404


def test_the_base_path_is_no_path_of_api_gateways_own_domain() -> None:
    assert call("GET", "/shop/things").status == 404


def test_without_a_base_path_the_domain_has_the_paths_of_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_PATH", "")
    monkeypatch.setattr(sample_api, "API", sample_api.sample_api())
    assert call_domain("GET", "/things").status == 200
    assert call_domain("GET", "/shop/things").status == 404
