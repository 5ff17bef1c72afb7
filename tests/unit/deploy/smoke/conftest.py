"""Fixtures of the smoke test: a shop, and what is sent to it."""

from collections.abc import Iterator

import pytest

from scripts.smoke.api import Api
from scripts.smoke.deployed import DeployedShop
from scripts.smoke.failures import Answer
from tests.support.installation.smoke import REGION, RELEASE, deploy, find


@pytest.fixture
def shop(mocked_aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeployedShop]:
    monkeypatch.setenv("AWS_REGION", REGION)
    deploy("bodega-prod")
    return find("bodega-prod")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer]:
    """The answers of the API, by path. The others are 200, in the form that the checks need."""
    answers: dict[str, Answer] = {"/health": Answer(200, {"status": "ok", "version": "0.1.0", "release": RELEASE})}
    answers["/orders/quote"] = Answer(200, {"lines": [], "problems": [{"code": "unknown_product"}]})
    answers["/store"] = Answer(200, {"payments": ["counter"]})
    answers["/webhooks/payments"] = Answer(404, {"code": "not_found"})
    menu = Answer(200, {"currency": "CAD", "products": []})
    monkeypatch.setattr(Api, "send", lambda _, __, path, *___, **____: answers.get(path.partition("?")[0], menu))
    return answers
