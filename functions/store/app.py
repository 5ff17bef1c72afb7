"""The routes of the store: what a storefront shows of it, its settings, the pause and the slots."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import content_tag, version_tag
from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.parameters import Parameter, query
from bodega.api.resolver import ADMIN, STAFF, ShopApi
from bodega.api.responses import dump_json, private, public
from store import settings
from store.pause import set_pause
from store.slots import FULFILMENTS, list_slots
from store.storefront import read_storefront

if TYPE_CHECKING:
    from store.schemas import PauseFields, StoreFields

_DAY = {"format": "date", "type": "string"}
Date = Annotated[str | None, Parameter("date", "query", "A business day. Without it, the current one", _DAY)]
Fulfilment = Annotated[
    str | None, query("fulfilment", "Without it, the first one that the store offers", enum=list(FULFILMENTS))
]

app = ShopApi()


@app.get("/store", operation_id="getStore")
def get_store() -> Response[Any]:
    storefront = read_storefront()
    body = dump_json(storefront.document)
    # Also a condition of changes: it starts with the version of the settings.
    tag = version_tag(settings.tag_of_state(storefront.version, content_tag(body)[1:-1]))
    return public(app.request_headers, body, tag)


@app.put("/store", operation_id="replaceStore", **ADMIN)
def replace_store(
    fields: Annotated["StoreFields", Body("store.schemas:StoreFields")], versions: ExpectedVersions = None
) -> Response[Any]:
    return _versioned(settings.replace_settings(fields.as_json(), versions))


@app.patch("/store", operation_id="patchStore", **ADMIN)
def patch_store(patch: Annotated[dict[str, Any], Body()], versions: ExpectedVersions = None) -> Response[Any]:
    return _versioned(settings.patch_settings(patch, versions))


@app.get("/store/settings", operation_id="getStoreSettings", **ADMIN)
def get_store_settings() -> Response[Any]:
    return _versioned(settings.get_settings())


@app.put("/store/pause", operation_id="pauseStore", **STAFF)
def pause_store(fields: Annotated["PauseFields", Body("store.schemas:PauseFields")]) -> Response[Any]:
    return private(200, set_pause(fields.as_json()))


@app.get("/store/slots", operation_id="listSlots")
def get_slots(day: Date = None, fulfilment: Fulfilment = None) -> Response[Any]:
    return public(app.request_headers, dump_json(list_slots(day, fulfilment)))


def _versioned(document: dict[str, Any]) -> Response[str]:
    return private(200, document, {"ETag": version_tag(document["version"])})


handler = app.handler()
