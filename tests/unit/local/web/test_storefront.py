"""The routes below /shop: documents, their status and headers, assets, config.json, failed builds and reloads."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from harness import ROOT
from local.stack.watch import watch_sources
from local.template import read_template
from local.web import storefront as module
from local.web.build import Build, BuildFailed, build
from local.web.config import config, locale
from local.web.headers import CONTENT_SECURITY_POLICY, PAY_POLICY
from local.web.sources import is_source
from local.web.storefront import Storefront
from tests.support.documents.html_pages import Page, get_pages

CONFIG = {"api": "/v1", "shop": "Bodega"}
PAGES = [
    *("", "/", "/p/flat-white-prd_1", "/cart", "/checkout", "/o/ord_1", "/orders", "/orders/track", "/login"),
    *("/register", "/forgot-password", "/reset-password", "/verify-email", "/disown-account", "/restore-email"),
    *("/account", "/account/addresses", "/account/payment-methods", "/account/points", "/account/sessions"),
    *("/account/data", "/pay/ord_1"),
]


@pytest.fixture
def built(project: Path) -> Build:
    return build()


def get(built: Build | None, *paths: str, settings: Any = CONFIG, prefix: str = "/v1") -> list[Page]:
    storefront = Storefront(lambda _: settings, print, live=False)
    if built:
        storefront.use(built)
    return get_pages(storefront.page(lambda: prefix), *paths)


def test_each_page_of_the_storefront_is_a_document_that_is_not_cached(built: Build) -> None:
    for path, (status, headers, text) in zip(PAGES, get(built, *(f"/shop{path}" for path in PAGES)), strict=True):
        assert (path, status) == (path, 200)
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Cache-Control"] == "no-cache"
        assert 'data-base="/shop"' in text


@pytest.mark.parametrize("path", ["/nothing", "/p/", "/p/a/b", "/account/nothing", "/o", "/orders/a", "/index.html"])
def test_another_path_is_not_found_and_shows_the_storefront(built: Build, path: str) -> None:
    ((status, _, text),) = get(built, f"/shop{path}")
    assert status == 404
    assert "main-" in text


def test_only_the_payment_page_may_load_the_providers_script(built: Build) -> None:
    (_, shop, _), (_, pay, _) = get(built, "/shop", "/shop/pay/ord_1")

    assert shop["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert pay["Content-Security-Policy"] == PAY_POLICY
    assert "https://js.stripe.com" not in CONTENT_SECURITY_POLICY
    assert "https://js.stripe.com" in PAY_POLICY
    for headers in (shop, pay):
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_no_policy_allows_inline_code_or_html_from_texts() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY + PAY_POLICY
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in CONTENT_SECURITY_POLICY
    for policy in (CONTENT_SECURITY_POLICY, PAY_POLICY):
        assert policy.startswith("default-src 'none'; ")
        assert "frame-ancestors 'none'; base-uri 'none'; form-action 'none'" in policy


def test_assets_are_cached_for_ever_because_their_names_change(built: Build) -> None:
    names = sorted(path.name for path in built.assets.iterdir() if path.suffix in {".js", ".css"})
    for status, headers, _ in get(built, *(f"/shop/assets/{name}" for name in names)):
        assert status == 200
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "name", ["none.js", "..%2Fmeta.json", "%2Fetc%2Fpasswd", "main.tsx", "%00.js", f"{'x' * 300}.js"]
)
def test_no_other_file_is_an_asset(built: Build, name: str) -> None:
    ((status, _, _),) = get(built, f"/shop/assets/{name}")
    assert status == 404


def test_an_open_page_still_gets_the_files_of_its_build(built: Build, project: Path) -> None:
    storefront = Storefront(lambda _: CONFIG, print, live=False)
    storefront.use(built)
    (project / "web" / "store" / "shared.ts").write_text("export const shop = { name: 'Another' };\n")
    storefront.use(build())
    old = next(path.name for path in built.assets.glob("chunk-*.js"))

    (status, _, _), (_, _, page) = get_pages(storefront.page(lambda: "/v1"), f"/shop/assets/{old}", "/shop")

    assert status == 200
    assert old not in page


def test_the_configuration_is_read_again_for_each_page(built: Build) -> None:
    ((status, headers, text),) = get(built, "/shop/config.json")
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert text == '{"api": "/v1", "shop": "Bodega"}'


def test_a_template_without_the_routes_of_a_storefront_has_none(built: Build) -> None:
    for status, _, text in get(built, "/shop", "/shop/config.json", settings=None):
        assert status == 404
        assert "GET /menu" in text


def test_the_theme_of_a_fork_is_served_if_there_is_one(
    built: Build, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "THEME", project / "web" / "theme.css")
    ((status, _, _),) = get(built, "/shop/theme.css")
    assert status == 404

    (project / "web" / "theme.css").write_text(":root {}")

    ((status, headers, text),) = get(built, "/shop/theme.css")
    assert (status, headers["Content-Type"], text) == (200, "text/css", ":root {}")


class TestTheConfiguration:
    def test_is_made_of_the_templates_parameters(self) -> None:
        parameters = {"ShopName": "Chez Ada", "Currency": "EUR", "TimeZone": "Europe/Paris"}

        assert config(read_template(ROOT / "template.yaml", parameters), "/v1") == {
            "api": "/v1",
            "shop": "Chez Ada",
            "currency": "EUR",
            "timeZone": "Europe/Paris",
            "locale": "en",
            "languages": ("en", "fr"),
            "session": "cookie",
            "payments": {},
            "release": "local",
        }

    def test_names_the_script_of_the_payment_provider(self) -> None:
        template = read_template(ROOT / "template.yaml", {"PaymentProvider": "stripe"})
        found = config(template, "/v1")
        assert found is not None
        assert found["payments"] == {"stripe": {"script": "/pay/stripe.js"}}

    @pytest.mark.parametrize(
        ("currency", "expected"), [("CAD", "en-CA"), ("JPY", "en-JP"), ("XAF", "en"), ("EUR", "en")]
    )
    def test_has_english_as_the_currencys_country_writes_it(self, currency: str, expected: str) -> None:
        assert locale(currency) == expected


class TestWhileItRuns:
    """Builds that fail, and pages that reload."""

    @pytest.fixture
    def reported(self) -> list[str]:
        return []

    async def serve(self, storefront: Storefront) -> AsyncIterator[TestClient[Any, Any]]:
        app = web.Application()
        app.add_routes(storefront.page(lambda: "/v1"))
        async with TestClient(TestServer(app)) as client:
            yield client

    def test_a_failed_build_is_shown_and_reported_and_the_next_one_replaces_it(
        self, built: Build, reported: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        failure = BuildFailed("✘ [ERROR] Unexpected <b>\n    store/main.tsx:3:1:")

        async def go() -> None:
            storefront = Storefront(lambda _: CONFIG, reported.append)
            async for client in self.serve(storefront):
                monkeypatch.setattr(module, "build", _raising(failure))
                await storefront.build()
                answer = await client.get("/shop")
                assert answer.status == 500
                text = await answer.text()
                assert "store/main.tsx:3:1" in text
                assert "Unexpected &lt;b&gt;" in text
                assert "/shop/live.js" in text

                monkeypatch.setattr(module, "build", lambda: built)
                await storefront.rebuild()
                assert (await client.get("/shop")).status == 200

        asyncio.run(go())
        (report,) = reported
        assert "store/main.tsx:3:1" in report

    def test_a_page_waits_for_the_first_build(self, built: Build) -> None:
        async def go() -> None:
            storefront = Storefront(lambda _: CONFIG, print)
            async for client in self.serve(storefront):
                page = asyncio.create_task(client.get("/shop"))
                await asyncio.sleep(0)
                storefront.use(built)
                assert (await page).status == 200

        asyncio.run(go())

    def test_open_pages_are_told_of_each_build_until_the_shop_closes(
        self, built: Build, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "build", lambda: built)

        async def go() -> None:
            storefront = Storefront(lambda _: CONFIG, print)
            async for client in self.serve(storefront):
                page = await client.get("/shop/live")
                assert page.headers["Content-Type"] == "text/event-stream"
                for _ in range(2):
                    await storefront.rebuild()
                    await page.content.readuntil(b"event: built\ndata:\n\n")
                storefront.close()
                assert await page.content.read() == b""

        asyncio.run(go())

    def test_another_name_of_this_machine_leads_to_the_one_of_the_pictures(self, built: Build) -> None:
        async def go() -> None:
            storefront = Storefront(lambda _: CONFIG, print)
            storefront.use(built)
            async for client in self.serve(storefront):
                host = {"Host": "localhost:3000"}
                answer = await client.get("/shop/cart?lang=fr", headers=host, allow_redirects=False)
                assert (answer.status, answer.headers["Location"]) == (302, "http://127.0.0.1:3000/shop/cart?lang=fr")

        asyncio.run(go())

    def test_a_changed_source_starts_a_build(self, tmp_path: Path) -> None:
        async def go() -> None:
            built = asyncio.Event()

            async def rebuild() -> None:
                built.set()

            watch = asyncio.create_task(watch_sources([tmp_path, tmp_path / "none"], is_source, rebuild))
            while not built.is_set():  # the watch begins at some time after this line
                (tmp_path / "main.tsx").write_text("changed")
                await asyncio.wait([asyncio.ensure_future(built.wait())], timeout=0.2)
            watch.cancel()

        asyncio.run(asyncio.wait_for(go(), 100))


def _raising(failure: Exception) -> Callable[[], Build]:
    def build() -> Build:
        raise failure

    return build
