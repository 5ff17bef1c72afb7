"""The routes of the dashboard, the kitchen and the page for paying: the files, and their security headers."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import NamedTuple

import pytest

import local.pages.dashboard
import local.pages.kitchen
import local.pages.pay
from local.pages import Page as Route
from local.pages.dashboard import dashboard_page
from local.pages.kitchen import kitchen_page
from local.pages.pay import pay_page
from tests.support.documents.html_pages import Page, Tags, get_pages


class Client(NamedTuple):
    title: str
    path: str
    page: Callable[[Callable[[], str]], Route]
    files: list[str]

    def get(self, *paths: str, prefix: str = "/v1", shop: str = "Bodega") -> list[Page]:
        return get_pages(self.page(lambda: shop)(lambda: prefix), *(f"{self.path}{path}" for path in paths))


CLIENTS = [
    Client("Dashboard", "/dashboard", dashboard_page, sorted(local.pages.dashboard._FILES)),
    Client("Kitchen", "/kitchen", kitchen_page, sorted(local.pages.kitchen._FILES)),
    Client("Pay", "/pay", pay_page, sorted(local.pages.pay._FILES)),
]


@pytest.fixture(params=CLIENTS, ids=[client.title for client in CLIENTS])
def client(request: pytest.FixtureRequest) -> Client:
    found: Client = request.param
    return found


@pytest.fixture(autouse=True)
def chart_js(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the chart library, which only set-up fetches."""
    file = tmp_path / "chart.umd.min.js"
    file.write_text("Chart")
    monkeypatch.setitem(local.pages.dashboard._FILES, "chart.js", file)


def test_every_file_has_a_strict_content_security_policy(client: Client) -> None:
    for status, headers, _ in client.get("", *(f"/{name}" for name in client.files)):
        assert status == 200
        directives = dict(part.split(maxsplit=1) for part in headers["Content-Security-Policy"].split("; "))
        assert directives["default-src"] == "'none'"
        assert {directives[name] for name in ("script-src", "style-src", "connect-src")} == {"'self'"}
        assert {directives[name] for name in ("frame-ancestors", "base-uri", "form-action")} == {"'none'"}
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_scripts_and_styles_have_their_content_types(client: Client) -> None:
    types = {"js": "text/javascript", "css": "text/css"}
    answers = client.get(*(f"/{name}" for name in client.files))
    for name, (_, headers, _) in zip(client.files, answers, strict=True):
        assert headers["Content-Type"].split(";")[0] == types[name.rpartition(".")[2]]


def test_the_page_has_no_inline_script_or_style(client: Client) -> None:
    ((_, _, page),) = client.get("")
    tags = Tags(page).found
    assert all(attributes.get("src") for tag, attributes in tags if tag == "script")
    assert not [tag for tag, attributes in tags if tag == "style" or "style" in attributes]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]


def test_the_page_loads_from_this_machine_only(client: Client) -> None:
    ((_, _, page),) = client.get("")
    addresses = [
        value for _, attributes in Tags(page).found for name in ("src", "href") if (value := attributes.get(name))
    ]
    assert addresses
    pages = ("/shop", "/dashboard", "/kitchen", "/pay", "/shared/", "/mailbox", "/docs", "data:")
    assert all(address.startswith(pages) for address in addresses)


@pytest.mark.parametrize("shop", ["Corner Shop", "Fish & Chips <b>"])
def test_the_page_has_the_name_of_the_shop(client: Client, shop: str) -> None:
    ((_, _, page),) = client.get("", shop=shop)
    assert f"<title>{client.title} – {escape(shop)}</title>" in page
    assert f"<p>{escape(shop)}</p>" in page


@pytest.mark.parametrize(("prefix", "shown"), [("/v1", "/v1"), ('/"><script>', '/"><script>')])
def test_the_page_knows_the_stage_of_the_api(client: Client, prefix: str, shown: str) -> None:
    ((_, _, page),) = client.get("", prefix=prefix)
    tags = Tags(page).found
    assert [attributes["content"] for tag, attributes in tags if attributes.get("name") == "api"] == [shown]
    assert ("script", {}) not in tags


@pytest.mark.parametrize(
    "name", ["main.html", "dashboard.py", "kitchen.py", "..%2Fdashboard.py", "%2e%2e%2fstack.py", "chart.js.map"]
)
def test_other_files_are_not_served(client: Client, name: str) -> None:
    assert [status for status, _, _ in client.get(f"/{name}")] == [404]
