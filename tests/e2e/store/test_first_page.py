"""What a browser loads for the first page, exactly, and which of it is loaded before the scripts ask for it."""

import re
from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import Response, expect

from local.web.build import STORE, Build
from tests.support.store.site import Site
from tests.support.store.visits import Visits

_MOST_SCRIPTS = 2


def _part(built: Build, source: str) -> set[str]:
    """Return the paths of the scripts that a part adds to the first page."""
    document = built.document(STORE)
    assert document is not None
    (name,) = (name for name, output in built.outputs.items() if output.get("entryPoint") == source)
    return {f"/assets/{each}" for each in {name, *built.imports(name)} - {document.script, *document.modules}}


def test_the_menu_loads_each_of_its_files_once_and_no_other(visit: Visits, site: Site, built: Build) -> None:
    document = built.document(STORE)
    assert document is not None
    responses: list[Response] = []
    page = visit.context(is_first=True).new_page()
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  # Playwright wants a function

    # The sheet's script comes when the browser is idle.
    with page.expect_response(re.compile("/assets/screens-")):
        page.goto(f"{site.url}/")
    expect(page.get_by_role("link", name="Flat white")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_visible()
    page.wait_for_load_state("networkidle")

    loaded = Counter(urlsplit(response.url).path.removeprefix("/shop") for response in responses)
    later = _part(built, "store/shell/later.ts") | _part(built, "store/cart/screens.ts")
    assert loaded == Counter(
        [
            "/",
            *(f"/assets/{name}" for name in (document.script, *document.modules, *document.styles)),
            *later,
            *("/config.json", "/v1/menu", "/v1/store"),
            "/pictures/flat-white.svg",
        ]
    )
    assert 1 + len(document.modules) <= _MOST_SCRIPTS


def test_its_files_are_compressed_and_cached_for_a_year(visit: Visits, site: Site, built: Build) -> None:
    page = visit.context().new_page()
    assets: list[Response] = []
    page.on("response", lambda response: assets.append(response) if "/assets/" in response.url else None)

    page.goto(f"{site.url}/")
    expect(page.get_by_role("contentinfo")).to_be_visible()

    for response in assets:
        name = urlsplit(response.url).path.rpartition("/")[2]
        assert response.request.sizes()["responseBodySize"] == (built.assets / f"{name}.gz").stat().st_size
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_browser_requests_configuration_and_menu_before_the_scripts_run(visit: Visits, site: Site) -> None:
    with site.api.held("GET /menu"):
        page = visit("/")
        started = "performance.getEntriesByType('resource').filter(({initiatorType}) => initiatorType === 'link')"
        names = page.evaluate(f"{started}.map(({{name}}) => new URL(name).pathname)")
        assert "/shop/config.json" in names
    expect(page.get_by_role("link", name="Flat white")).to_be_visible()
    (call,) = site.api.called("GET /menu")
    assert call.query == {"shape": "flat"}
    assert "authorization" not in call.headers


def test_a_page_without_the_menu_does_not_request_it(visit: Visits, site: Site) -> None:
    page = visit("/login")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert site.api.called("GET /menu") == []


def test_an_unknown_address_shows_the_shop_and_says_so(visit: Visits, site: Site) -> None:
    page = visit.context().new_page()
    answer = page.goto(f"{site.url}/nowhere")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("banner")).to_be_visible()
