"""The sample events: one for each route, up to date, and in the form of SAM's own event."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts import sample_events
from scripts.sample_events import EVENTS
from scripts.template import FUNCTION, TEMPLATE

FILES = sample_events.build()
BY_HAND = {
    "authorizer/not-a-token.json",
    "aggregator/intake.json",
    "mailer/outbox.json",
    "menu_builder/renamed.json",
    "payments_sweeper/every-minute.json",
    "payments_worker/commands.json",
    "products/create-as-customer.json",
    "sweeper/every-minute.json",
    "users/me-as-nobody.json",
}


def event(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_every_route_but_head_has_its_event() -> None:
    having = {(document["httpMethod"], document["resource"]) for document in map(event, FILES)}
    # The sample of a route for other methods is a preflight.
    routes = {("OPTIONS" if route.method == "ANY" else route.method, route.path) for route in TEMPLATE.routes()}
    assert having == {(method, path) for method, path in routes if method != "HEAD"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_event_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == FILES[path], "make events"


def test_no_event_belongs_to_a_removed_route() -> None:
    there = {path for path in EVENTS.glob("*/*.json") if f"{path.parent.name}/{path.name}" not in BY_HAND}
    written = {
        path for path in there if path.parent.name in {TEMPLATE.folder(f).name for f in TEMPLATE.routed_functions()}
    }
    assert written == set(FILES)


def test_every_function_has_an_event() -> None:
    services = {TEMPLATE.environment(function)["POWERTOOLS_SERVICE_NAME"] for function in TEMPLATE.of_type(FUNCTION)}
    assert services == {path.parent.name for path in EVENTS.glob("*/*.json")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_event_has_the_form_of_sams_own(path: Path) -> None:
    base, made = event(EVENTS / "aws-proxy.json"), event(path)
    assert set(made) == set(base)
    assert set(made["requestContext"]) - {"authorizer"} == set(base["requestContext"])
    assert set(made["requestContext"]["identity"]) == set(base["requestContext"]["identity"])


def test_only_events_of_routes_with_a_token_have_a_caller() -> None:
    guarded = {(route.method, route.path) for route in TEMPLATE.routes() if not route.public}
    for document in map(event, FILES):
        route = (document["httpMethod"], document["resource"])
        assert ("authorizer" in document["requestContext"]) is (route in guarded)
