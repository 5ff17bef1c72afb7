"""A small web/ folder, which takes the place of the project's."""

from pathlib import Path

import pytest

from local.web import build, documents, sources

_HTML = '<html data-base="%base%"><head>\n%head%\n</head></html>\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project with a storefront of two documents, a shared script and a lazy one."""
    web = tmp_path / "web"
    for module in (build, documents, sources):
        monkeypatch.setattr(module, "WEB", web)
    monkeypatch.setattr(sources, "CLIENT", tmp_path / "client")
    monkeypatch.setattr(documents, "THEME", web / "theme.css")
    monkeypatch.setattr(build, "BUILDS", tmp_path / "builds")
    (web / "store" / "pay").mkdir(parents=True)
    for folder in (web / "store", web / "store" / "pay"):
        (folder / "index.html").write_text(_HTML)
    (web / "store" / "shared.ts").write_text("export const shop = { name: 'Bodega' };\n")
    (web / "store" / "lazy.ts").write_text("import { shop } from './shared';\nconsole.log('lazy', shop);\n")
    (web / "store" / "main.tsx").write_text("import { shop } from './shared';\nimport('./lazy');\nconsole.log(shop);\n")
    (web / "store" / "pay" / "main.tsx").write_text("import { shop } from '../shared';\nconsole.log('pay', shop);\n")
    (web / "store" / "store.css").write_text("@import './menu.css';\n")
    (web / "store" / "menu.css").write_text("h1 { color: teal; }\n")
    return tmp_path
