"""The dashboard's routes: what is served, and what a browser may do with it."""

from pathlib import Path

import pytest

import local.pages.dashboard
from local.pages.dashboard import dashboard
from tests.support.documents.html_pages import Page, Tags, get_pages

FILES = ("api.js", "chart.js", "dashboard.css", "dashboard.js", "periods.js")


def get(*paths: str, prefix: str = "/v1") -> list[Page]:
    return get_pages(dashboard(lambda: prefix), *paths)


@pytest.fixture(autouse=True)
def chart_js(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chart library, which only the set-up fetches."""
    file = tmp_path / "chart.umd.min.js"
    file.write_text("Chart")
    monkeypatch.setitem(local.pages.dashboard._ASSETS, "chart.js", (file, "text/javascript"))


def test_every_file_is_served_under_a_policy_that_lets_nothing_else_in() -> None:
    for status, headers, _ in get("/dashboard", *(f"/dashboard/{name}" for name in FILES)):
        assert status == 200
        directives = dict(part.split(maxsplit=1) for part in headers["Content-Security-Policy"].split("; "))
        assert directives["default-src"] == "'none'"
        assert {directives[name] for name in ("script-src", "style-src", "connect-src")} == {"'self'"}
        assert {directives[name] for name in ("frame-ancestors", "base-uri", "form-action")} == {"'none'"}
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_scripts_are_scripts_and_styles_are_styles() -> None:
    types = {"js": "text/javascript", "css": "text/css"}
    for name, (_, headers, _) in zip(FILES, get(*(f"/dashboard/{name}" for name in FILES)), strict=True):
        assert headers["Content-Type"].split(";")[0] == types[name.rpartition(".")[2]]


def test_the_page_has_no_script_or_style_of_its_own_that_the_policy_would_stop() -> None:
    ((_, _, page),) = get("/dashboard")
    tags = Tags(page).found
    assert all(attributes.get("src") for tag, attributes in tags if tag == "script")
    assert not [tag for tag, attributes in tags if tag == "style" or "style" in attributes]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]


def test_the_page_asks_this_machine_alone() -> None:
    ((_, _, page),) = get("/dashboard")
    addresses = [
        value for _, attributes in Tags(page).found for name in ("src", "href") if (value := attributes.get(name))
    ]
    assert addresses
    assert all(address.startswith(("/dashboard/", "data:")) for address in addresses)


@pytest.mark.parametrize(("prefix", "shown"), [("/v1", "/v1"), ('/"><script>', '/"><script>')])
def test_the_page_knows_the_stage_of_the_api(prefix: str, shown: str) -> None:
    ((_, _, page),) = get("/dashboard", prefix=prefix)
    tags = Tags(page).found
    assert [attributes["content"] for tag, attributes in tags if attributes.get("name") == "api"] == [shown]
    assert ("script", {}) not in tags


@pytest.mark.parametrize(
    "name", ["index.html", "dashboard.py", "..%2Fdashboard.py", "%2e%2e%2fstack.py", "chart.js.map"]
)
def test_there_is_nothing_else(name: str) -> None:
    assert [status for status, _, _ in get(f"/dashboard/{name}")] == [404]
