"""The page of the API follows the code, and shows the guides of the folder docs."""

import asyncio
import json
import os
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from harness import ROOT
from local.errors import LocalError
from local.extension import LogIn
from local.pages import api_document
from local.pages.api_document import ApiDocument
from local.pages.docs import docs_page
from tests.support.documents.html_pages import Page, get_pages


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls of the generator, which returns a document with their number as its version."""
    calls: list[str] = []

    async def run_module(module: str, *arguments: str, quiet: bool) -> str:
        assert quiet
        calls.append(f"{module} {' '.join(arguments)}")
        return json.dumps({"info": {"version": len(calls), "description": "The shop."}})

    monkeypatch.setattr(api_document, "run_module", run_module)
    return calls


def get(*paths: str, document: ApiDocument | None = None, log_ins: tuple[LogIn, ...] = ()) -> list[Page]:
    page = docs_page(document or ApiDocument(), lambda: list(log_ins))
    return get_pages(page(lambda: "/v1"), *paths)


class TestApiDocument:
    def test_is_generated_again_after_a_change_only(self, tmp_path: Path, generated: list[str]) -> None:
        code = tmp_path / "app.py"
        code.write_text("")
        document = ApiDocument([tmp_path])

        async def read_thrice() -> list[int]:
            versions = [(await document.read())["info"]["version"] for _ in range(2)]
            os.utime(code, ns=(0, code.stat().st_mtime_ns + 10**9))
            return [*versions, (await document.read())["info"]["version"]]

        assert asyncio.run(read_thrice()) == [1, 1, 2]
        assert generated == ["scripts.openapi --print"] * 2

    def test_is_generated_once_for_requests_at_the_same_time(self, tmp_path: Path, generated: list[str]) -> None:
        document = ApiDocument([tmp_path])

        async def read_at_once() -> None:
            await asyncio.gather(*(document.read() for _ in range(5)))

        asyncio.run(read_at_once())
        assert len(generated) == 1

    def test_is_that_of_the_code(self) -> None:
        assert asyncio.run(ApiDocument().read()) == json.loads((ROOT / "docs/openapi.json").read_text("utf-8"))

    def test_that_cannot_be_generated_says_why(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async def run_module(*_: str, quiet: bool) -> str:
            raise LocalError(f"SyntaxError: invalid syntax {quiet}")

        monkeypatch.setattr(api_document, "run_module", run_module)
        ((status, _, text),) = get("/docs/openapi.json")
        assert status == 503
        assert "SyntaxError" in text

    def test_introduces_the_demos_accounts_without_their_passwords(self, generated: list[str]) -> None:
        ((_, _, text),) = get(
            "/docs/openapi.json", log_ins=(LogIn("admin", "admin@shop.example", "seven quiet umbrellas"),)
        )
        description = json.loads(text)["info"]["description"]
        assert "`admin@shop.example` (admin)" in description
        assert "umbrellas" not in description
        assert generated


class TestGuides:
    def test_are_the_pages_of_the_folder_docs(self) -> None:
        names = ("api", "decisions/README", "absent", "%2e%2e/README")
        guide, *others = get(*(f"/docs/{name}.md" for name in names))
        assert 'id="wrong-passwords"' in guide[2]
        assert [status for status, _, _ in (guide, *others)] == [200, 200, 404, 404]

    def test_link_only_to_pages_that_open(self) -> None:
        folder = ROOT / "docs"
        names = ["/docs/" + file.relative_to(folder).as_posix() for file in folder.rglob("*.md")]
        links = {
            urljoin(name, href).partition("#")[0]
            for name, (_, _, text) in zip(names, get(*names), strict=True)
            for href in re.findall(r'<a href="([^"]*)"', text)
        }
        assert "/docs/openapi.json" in links
        pages = {link for link in links if link.endswith(".md")}
        assert pages <= set(names)
        assert {link for link in links - pages if not link.startswith("http")} == {
            *("/docs", "/dashboard", "/kitchen", "/mailbox", "/pay", "/docs/openapi.json")
        }

    def test_keep_the_text_of_a_link_to_a_file_outside_of_the_folder(self) -> None:
        ((_, _, text),) = get("/docs/security.md")
        assert "test_sessions" in text
        assert 'href="../' not in text
