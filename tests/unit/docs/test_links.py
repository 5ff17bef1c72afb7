"""Links between documents, and references from code to documents, resolve."""

import re
from pathlib import Path

import pytest

from harness import ROOT
from tests.support.documents.markdown import anchors, broken_links, documents, relative_links

_REFERENCE = re.compile(r"\b(docs/[\w/-]+\.md)(?:#([\w-]+))?")
_CODE = ("functions", "layers", "local", "scripts", "demo", "benchmarks", "tests", ".github")
_SUFFIXES = {".py", ".yaml", ".yml", ".toml", ".html", ".js", ".sh"}


@pytest.mark.parametrize("document", documents(), ids=lambda document: str(document.relative_to(ROOT)))
def test_links_resolve(document: Path) -> None:
    assert list(broken_links(document)) == []


def test_all_documents_are_checked() -> None:
    names = {str(document.relative_to(ROOT)) for document in documents()}
    assert {"README.md", "docs/api.md", "docs/decisions/README.md", "events/README.md", "local/README.md"} <= names
    assert not any(name.startswith(".venv") for name in names)


def test_broken_links_are_found(tmp_path: Path) -> None:
    document = tmp_path / "document.md"
    document.write_text(
        "# One\n\n## Two: the `second`\n\n## One\n\n[a](#one) [b](#two-the-second) [c](#one-1) [d](document.md#one)\n"
        '[e](#three) [f](nowhere.md "title") [g](document.md#four)\n[h](https://example.com/nowhere)\n'
        "```sh\n# not a heading\n[i](nowhere.md)\n```\n[j](#not-a-heading)\n",
        encoding="utf-8",
    )
    assert list(broken_links(document)) == ["#three", "nowhere.md", "document.md#four", "#not-a-heading"]
    assert len(relative_links(document.read_text(encoding="utf-8"))) == 8


def test_references_from_code_resolve() -> None:
    files = [ROOT / name for name in ("template.yaml", "backups.yaml", "Makefile", "pyproject.toml")]
    files += [path for folder in _CODE for path in (ROOT / folder).rglob("*") if path.suffix in _SUFFIXES]
    found = {(path, *reference) for path in files for reference in _REFERENCE.findall(path.read_text(encoding="utf-8"))}
    assert len(found) > 20
    broken = [
        (str(path.relative_to(ROOT)), document, anchor)
        for path, document, anchor in found
        if not (ROOT / document).is_file()
        or (anchor and anchor not in anchors((ROOT / document).read_text(encoding="utf-8")))
    ]
    assert broken == []
