"""Each sample event goes through its function and gets an answer that is right for made-up ids."""

import json
from typing import Any

import pytest

from harness.aws.policy_simulator import running
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from scripts import sample_events

FILES = sample_events.build()

# The IDs in the events are made up, so 404 is right for a request with an ID. Sessions and log-ins are nobody's.
RIGHT = {200, 201, 202, 204, 404, 412}
NOBODYS = {"invalid_credentials", "session_ended"}
OF_A_TOKEN_THAT_IS_NOBODYS = {
    *(f"users/{name}.json" for name in ("reset", "verify", "refresh", "disown-account", "undo-email")),
    "orders/track.json",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_event_is_taken_by_its_function(path: Any, shop: Shop, accounts: str, analytics: str) -> None:
    with running(path.parent.name):
        answer = load_app(path.parent.name).handler(json.loads(FILES[path]), lambda_context(path.parent.name))

    if f"{path.parent.name}/{path.name}" in OF_A_TOKEN_THAT_IS_NOBODYS:
        assert json.loads(answer["body"])["code"] in {"invalid_token", "session_ended"}
    elif path.stem == "reorder":
        assert "is not the ID of a category" in answer["body"]
    elif answer["statusCode"] not in RIGHT:
        assert json.loads(answer["body"])["code"] in NOBODYS
