"""`python -m demo.catalog` against a small shop that listens on a port of its own."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest

from bodega.text import fold_name
from demo.catalog.__main__ import main
from demo.catalog.entries import Addon, Catalog, Category, Customization, Product, read_catalog
from demo.catalog.settings import read_settings

SMALL: Catalog = {
    "addons": [Addon(name=name, description="Milk.", price=0) for name in ("Whole", "Oat", "Almond")],
    "customizations": [
        Customization(name="Milk", description="Which?", addons=["Oat", "Whole"], minimum=1, maximum=1, required=True)
    ],
    "products": [
        Product(name="Latte", description="Coffee.", price=495, customizations=["Milk"], spiciness=0),
        Product(name="Scone", description="Baked.", price=425, quantity=12, in_stock=False),
    ],
    "categories": [
        Category(name="Warm", description="Cups.", products=["Latte"]),
        Category(name="Baked", description="Plates.", products=["Scone", "Latte"]),
    ],
}
PAGE = 50  # the demo has more of some kinds: their lists take several pages
Capture: TypeAlias = pytest.CaptureFixture[str]
Answer: TypeAlias = tuple[int, dict[str, Any], dict[str, str]]


class Shop(ThreadingHTTPServer):
    """Stores posted items, replays answers by Idempotency-Key like the API, and fails on request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kinds: dict[str, list[dict[str, Any]]] = {kind: [] for kind in SMALL}
        self.replays: dict[str, Answer] = {}
        self.calls: list[str] = []
        self.keys: list[str] = []
        self.connections = 0
        self.settings: dict[str, Any] = {"version": 0}
        self.failures: dict[str, list[Answer]] = {}  # by the name in the body, or the method and path

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def names(self, kind: str) -> list[str]:
        return [item["name"] for item in self.kinds[kind]]

    def item(self, kind: str, name: str) -> dict[str, Any]:
        return next(item for item in self.kinds[kind] if item["name"] == name)

    def by_position(self) -> list[str]:
        return [c["name"] for c in sorted(self.kinds["categories"], key=lambda c: c["position"])]

    def answer(self, method: str, target: str, body: Any, key: str | None, token: str | None) -> Answer:
        path = urlsplit(target).path
        self.calls.append(f"{method} {path}")
        planned = self.failures.get((body or {}).get("name", ""), self.failures.get(f"{method} {path}"))
        if planned:
            return planned.pop(0)
        if path.startswith("/v1/store"):
            return self.store(body)
        if method == "GET":
            query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
            return self.page(path.removeprefix("/v1/"), int(query["limit"]), int(query.get("cursor", 0)))
        if token != "Bearer admin":
            return problem(401, "unauthorized", "The token is missing, invalid or expired.")
        if path == "/v1/categories/order":
            return self.order(body["categoryIds"])
        assert key is not None
        self.keys.append(key)
        if key not in self.replays:
            self.replays[key] = self.create(path.removeprefix("/v1/"), body)
        return self.replays[key]

    def store(self, body: Any) -> Answer:
        if body is not None:
            self.settings = {**body, "version": 1}
        return 200, self.settings, {}

    def page(self, kind: str, limit: int, begin: int) -> Answer:
        items = sorted(self.kinds[kind], key=lambda item: fold_name(item["name"]))
        end = begin + min(limit, PAGE)
        return 200, {"items": items[begin:end], "nextCursor": str(end) if end < len(items) else None}, {}

    def create(self, kind: str, body: dict[str, Any]) -> Answer:
        if fold_name(body["name"]) in map(fold_name, self.names(kind)):
            return problem(409, "name_taken", "That name is taken.")
        item = {**body, "id": f"{kind}_{len(self.keys)}", "version": 1}
        self.kinds[kind].append(item)
        return 201, item, {}

    def order(self, category_ids: list[str]) -> Answer:
        assert sorted(category_ids) == sorted(item["id"] for item in self.kinds["categories"])
        for item in self.kinds["categories"]:
            item["position"] = category_ids.index(item["id"])
        return 200, {"items": []}, {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Shop

    def respond(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.loads(content) if content else None
        key, token = self.headers["Idempotency-Key"], self.headers["Authorization"]
        status, answer, headers = self.server.answer(self.command, self.path, body, key, token)
        payload = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(payload))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload)
        if "Dropped" in headers:
            self.close_connection = True

    do_GET = do_POST = do_PUT = respond  # noqa: N815  # names of http.server

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing, because the tests check the output of the loader."""


def problem(status: int, code: str, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Answer:
    return status, {"status": status, "code": code, "detail": detail, **more}, headers or {}


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setenv("BODEGA_TOKEN", "admin")
    with Shop() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client would have slept."""
    seconds: list[float] = []
    monkeypatch.setattr("demo.client.sleep", seconds.append)
    return seconds


def load(shop: Shop, *options: str, catalog: Catalog | None = SMALL) -> int:
    return main(["--url", f"http://127.0.0.1:{shop.server_port}/v1", *options], catalog)


class TestFirstRun:
    def test_creates_the_whole_demo_catalogue_in_order(self, shop: Shop, capsys: Capture) -> None:
        expected = read_catalog()

        assert load(shop, catalog=None) == 0

        assert {kind: shop.names(kind) for kind in shop.kinds} == {
            kind: [entry.name for entry in entries] for kind, entries in expected.items()
        }
        assert shop.by_position() == [entry.name for entry in expected["categories"]]
        lines = capsys.readouterr().out.splitlines()
        assert [line.split() for line in lines[:5]] == [
            ["settings", "1", "created", "0", "kept"],
            *([kind, str(len(entries)), "created", "0", "kept"] for kind, entries in expected.items()),
        ]
        assert lines[5].startswith(f"{1 + sum(map(len, expected.values()))} created, 0 kept as they were, in ")

    def test_stores_the_settings_of_the_demo(self, shop: Shop) -> None:
        load(shop)
        assert shop.settings == {**read_settings(), "version": 1}

    def test_gives_the_products_pictures_that_the_local_shop_has(self, shop: Shop) -> None:
        load(shop, "--pictures", "http://127.0.0.1:3000/pictures", catalog=None)
        loaf = shop.item("products", "Jalapeño cheddar loaf")
        assert loaf["images"] == ["http://127.0.0.1:3000/pictures/jalapeno-cheddar-loaf.svg"]
        assert all(len(item["images"]) == 1 for item in shop.kinds["products"])

    def test_sends_the_fields_of_the_catalogue_with_ids_for_names(self, shop: Shop) -> None:
        load(shop, "--currency", "EUR")

        assert shop.item("products", "Latte") == {
            **{field: shop.item("products", "Latte")[field] for field in ("id", "version")},
            "name": "Latte",
            "description": "Coffee.",
            "inStock": True,
            "price": {"amount": 495, "currency": "EUR"},
            "images": [],
            "customizationIds": [shop.item("customizations", "Milk")["id"]],
            "spiciness": 0,
            "quantity": None,
            "taxCategory": None,
        }
        assert shop.item("customizations", "Milk")["addonIds"] == [
            shop.item("addons", "Oat")["id"],
            shop.item("addons", "Whole")["id"],
        ]

    def test_uses_one_connection_and_a_key_per_item(self, shop: Shop) -> None:
        load(shop)

        assert shop.connections == 1
        assert len(set(shop.keys)) == len(shop.keys) == sum(map(len, SMALL.values()))


class TestNextRun:
    def test_keeps_the_settings_that_an_admin_has_stored(self, shop: Shop) -> None:
        shop.settings = {"name": "Corner Shop", "version": 3}
        load(shop)
        assert shop.settings == {"name": "Corner Shop", "version": 3}

    def test_creates_and_changes_nothing(self, shop: Shop, capsys: Capture) -> None:
        load(shop, catalog=None)
        held = json.dumps(shop.kinds)
        shop.calls.clear()
        capsys.readouterr()

        assert load(shop, catalog=None) == 0

        assert {call.split()[0] for call in shop.calls} == {"GET"}
        assert json.dumps(shop.kinds) == held
        assert "0 created" in capsys.readouterr().out.splitlines()[-1]

    def test_recognises_a_name_in_another_case_and_keeps_the_item(self, shop: Shop) -> None:
        load(shop)
        shop.item("products", "Latte").update(name="LATTE", description="An admin's words.")

        assert load(shop) == 0

        assert shop.names("products") == ["LATTE", "Scone"]
        assert shop.item("products", "LATTE")["description"] == "An admin's words."

    def test_creates_deleted_items_again(self, shop: Shop) -> None:
        load(shop)
        shop.kinds["products"].remove(shop.item("products", "Scone"))

        assert load(shop) == 0

        assert shop.names("products") == ["Latte", "Scone"]

    def test_keeps_an_admins_order_and_puts_new_categories_last(self, shop: Shop) -> None:
        load(shop)
        shop.item("categories", "Baked")["position"] = 0
        shop.item("categories", "Warm")["position"] = 1
        more = [*SMALL["categories"], Category(name="Cold", description="Ice.", products=["Latte"])]

        assert load(shop, catalog={**SMALL, "categories": more}) == 0

        assert shop.by_position() == ["Baked", "Warm", "Cold"]

    def test_completes_a_run_that_stopped_before_the_order_was_set(self, shop: Shop) -> None:
        shop.failures["PUT /v1/categories/order"] = [problem(500, "internal_error", "Sorry.")]

        assert [load(shop), load(shop)] == [1, 0]

        assert shop.by_position() == ["Warm", "Baked"]


class TestTrouble:
    @pytest.mark.parametrize(
        ("answer", "waited"), [((503, "2"), 2), ((429, "3600"), 10), ((503, "soon"), 1), ((502, ""), 1), ((504, ""), 1)]
    )
    def test_a_busy_shop_is_called_again_after_a_bounded_time(
        self, shop: Shop, waits: list[float], capsys: Capture, answer: tuple[int, str], waited: int
    ) -> None:
        status, retry_after = answer
        busy = problem(status, "busy", "Later.", {"Retry-After": retry_after})
        shop.failures["Oat"] = [busy, busy]

        assert load(shop) == 0

        assert waits == [waited, waited]
        assert shop.names("addons") == ["Whole", "Oat", "Almond"]
        assert f"answered {status}, trying again in {waited} s\n" in capsys.readouterr().out

    def test_a_shop_that_stays_busy_is_given_up(self, shop: Shop, waits: list[float], capsys: Capture) -> None:
        shop.failures["Oat"] = [problem(503, "storage_unavailable", "No storage.", {"Retry-After": "0"})] * 9

        assert load(shop) == 1

        assert waits == [0] * 4
        assert "503 storage_unavailable: No storage." in capsys.readouterr().err

    def test_a_rejected_item_ends_the_run_with_every_detail(self, shop: Shop, capsys: Capture) -> None:
        errors = [{"pointer": "/price/amount", "detail": "must be positive"}, {"pointer": "/x", "detail": "unknown"}]
        shop.failures["Latte"] = [problem(422, "validation_failed", "2 fields are wrong.", errors=errors)]

        assert load(shop) == 1

        assert capsys.readouterr().err.splitlines() == [
            "'Latte' of products was not created: 422 validation_failed: 2 fields are wrong.",
            "  /price/amount: must be positive",
            "  /x: unknown",
        ]
        assert shop.calls[-1] == "POST /v1/products"

    def test_a_connection_that_closed_between_calls_is_opened_again(self, shop: Shop) -> None:
        shop.failures["GET /v1/products"] = [(200, {"items": [], "nextCursor": None}, {"Dropped": "silently"})]

        assert load(shop) == 0

        assert shop.connections == 2
        assert shop.names("products") == ["Latte", "Scone"]

    def test_a_server_that_is_not_a_shop_is_an_error(self, shop: Shop, capsys: Capture) -> None:
        shop.failures["GET /v1/addons"] = [(200, {"message": "hello"}, {})]

        assert load(shop) == 1

        assert "The list of addons is not an answer of this API" in capsys.readouterr().err

    def test_a_rejected_token_says_how_to_get_a_valid_one(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.setenv("BODEGA_TOKEN", "expired")

        assert load(shop) == 1

        first, hint = capsys.readouterr().err.splitlines()
        assert first.endswith("401 unauthorized: The token is missing, invalid or expired.")
        assert "BODEGA_TOKEN=$(make -s token ROLE=admin)" in hint
