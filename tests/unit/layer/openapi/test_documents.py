"""Routes and documentation are joined: access and problems follow from the route, and nothing is left out."""

from dataclasses import replace
from typing import Annotated, Any

import pytest
from aws_lambda_powertools.event_handler import Response

from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.parameters import Cursor, Id, IdempotencyKey
from bodega.api.resolver import ADMIN, SIGNED_IN, ShopApi
from bodega.models import Document as Model
from bodega.openapi.document import Document, Undocumented
from bodega.openapi.operations import Answer, Operation, no_content


class Thing(Model):
    name: str
    size: int = 0


def api() -> ShopApi:
    app = ShopApi()

    @app.get("/things", operation_id="listThings")
    def list_things(cursor: Cursor = None) -> Response[Any]:
        raise NotImplementedError

    @app.post("/things", operation_id="createThing", **SIGNED_IN)
    def create_thing(fields: Annotated[Thing, Body(f"{__name__}:Thing")], key: IdempotencyKey = None) -> Response[Any]:
        raise NotImplementedError

    @app.delete("/things/<id>", operation_id="deleteThing", **ADMIN)
    def delete_thing(id: Id, versions: ExpectedVersions = None) -> Response[Any]:
        raise NotImplementedError

    return app


CREATE = Operation(
    "Add a thing", "Adds.", "things", {201: Answer("New")}, {"malformed_body": "Oh."}, body={"name": "a"}
)
OPERATIONS = {
    "listThings": Operation("List things", "Lists.", "things", {200: Answer("All")}),
    "createThing": CREATE,
    "deleteThing": Operation("Delete", "Deletes.", "things", no_content("Gone"), problems=("in_use",), id_prefix="thg"),
}


@pytest.fixture(scope="module")
def paths() -> dict[str, Any]:
    document = Document()
    document.add(api(), OPERATIONS)
    return document.paths


def test_a_route_without_documentation_is_an_error() -> None:
    operations = {name: each for name, each in OPERATIONS.items() if name != "listThings"}

    with pytest.raises(Undocumented, match="no entry in OPERATIONS: listThings"):
        Document().add(api(), operations)


def test_documentation_without_a_route_is_an_error() -> None:
    with pytest.raises(Undocumented, match="have no route: eatThing"):
        Document().add(api(), {**OPERATIONS, "eatThing": OPERATIONS["listThings"]})


def test_a_model_of_requests_with_defaults_cannot_be_one_of_responses() -> None:
    returned = replace(CREATE, answers={201: Answer("New", Thing, {"name": "a", "size": 0})})

    with pytest.raises(ValueError, match="two models are called Thing"):
        Document().add(api(), {**OPERATIONS, "createThing": returned})


def test_access_follows_from_the_middleware(paths: dict[str, Any]) -> None:
    assert paths["/things"]["get"]["security"] == []
    assert paths["/things"]["post"]["security"] == [{"bearer": []}]
    assert "any user" in paths["/things"]["post"]["description"]
    assert "an admin's" in paths["/things/{id}"]["delete"]["description"]


def test_problems_follow_from_the_form_of_the_operation(paths: dict[str, Any]) -> None:
    every = {"422", "429", "500", "502", "503", "504"}
    assert set(paths["/things"]["get"]["responses"]) == {"200", "304", "400", "412"} | every
    assert set(paths["/things"]["post"]["responses"]) == {"201", "400", "401", "403", "412", "413", "415"} | every
    assert set(paths["/things/{id}"]["delete"]["responses"]) == {"204", "401", "403", "404", "409", "412"} | every


def test_a_problem_without_a_detail_of_its_own_is_shared(paths: dict[str, Any]) -> None:
    assert paths["/things"]["get"]["responses"]["400"] == {"$ref": "#/components/responses/InvalidCursor"}
    own = paths["/things"]["post"]["responses"]["400"]["content"]["application/problem+json"]
    assert own["examples"]["malformed_body"]["value"]["detail"] == "Oh."


def test_an_id_has_the_pattern_of_its_prefix(paths: dict[str, Any]) -> None:
    found = paths["/things/{id}"]["delete"]["parameters"][0]
    assert found["schema"]["pattern"].startswith("^thg_")


def test_several_codes_of_a_status_are_told_apart_by_code(paths: dict[str, Any]) -> None:
    schema = paths["/things"]["post"]["responses"]["422"]["content"]["application/problem+json"]["schema"]
    assert schema["discriminator"]["propertyName"] == "code"
    assert set(schema["discriminator"]["mapping"]) == {"validation_failed", "idempotency_key_reused"}
