"""A small API on the shop's resolver, with a route for each possible outcome."""

import json
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response

from bodega import deadline
from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.parameters import Id, query
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import private, public
from bodega.errors import Forbidden, StorageUnavailable
from bodega.items import check_version
from bodega.models import Document
from harness.shop.client import CALLERS, Answer
from harness.shop.events import api_event, lambda_context

ORIGIN = {"Origin": "https://shop.example"}
SECRET = "arn:aws:dynamodb:us-east-1:123456789012:table/m4rk3d"  # text that an SDK's error may contain


class Thing(Document):
    name: str
    count: int = 0


Limit = Annotated[int, query("limit", "Things per page", type="integer", minimum=1, maximum=9)]


def sample_api() -> ShopApi:
    app = ShopApi()

    @app.get("/things")
    def list_things(
        limit: Annotated[int, query("limit", "", type="integer", minimum=1, maximum=9)] = 1,
    ) -> Response[Any]:
        return private(200, {"limit": limit, "budget": deadline.remaining()})

    @app.get("/things/<id>")
    def get_thing(id: Id) -> Response[Any]:
        return public(app.request_headers, json.dumps({"id": id}), '"1"')

    @app.post("/things", **ADMIN)
    def create_thing(thing: Annotated[Thing, Body(f"{__name__}:Thing")]) -> Response[Any]:
        return private(201, thing.as_json())

    @app.put("/things/<id>", **ADMIN)
    def replace_thing(
        id: Id, patch: Annotated[dict[str, Any], Body()], versions: ExpectedVersions = None
    ) -> Response[Any]:
        check_version(1, versions, "thing")
        return private(200, patch, {"ETag": '"2"'})

    @app.put("/things/<id>/colour", **ADMIN)
    def colour_thing(id: Id) -> Response[Any]:
        return private(200, {})

    @app.post("/things/counts", **ADMIN)
    def count_things() -> Response[Any]:
        return private(200, {})

    @app.get("/things/<id>/errors")
    def fail(id: Id) -> Response[Any]:
        raise {"forbidden": Forbidden("No."), "storage": StorageUnavailable(), "bug": KeyError(SECRET)}[id]

    @app.get("/unwritable")
    def unwritable() -> dict[str, Any]:
        return {"value": object()}

    return app


API = sample_api()


def answered(raw: Any) -> Answer:
    response = API.resolve(raw, lambda_context())
    headers = {name: ", ".join(values) for name, values in response["multiValueHeaders"].items()}
    return Answer(response["statusCode"], headers, response["body"])


def call(method: str, url: str, role: str = "nobody", **event: Any) -> Answer:
    return answered(api_event(method, url, caller=CALLERS[role], **event))
