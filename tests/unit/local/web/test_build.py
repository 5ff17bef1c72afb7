"""Building the storefront: names by content, what a document loads, and what happens when it cannot be built."""

import os
from pathlib import Path

import pytest

from local.web import build as module
from local.web.build import PAY, STORE, Build, BuildFailed, build
from local.web.documents import Place, document

SHOP = Place("/shop", "/v1")


def test_a_document_loads_its_script_what_that_imports_and_its_style_sheet(project: Path) -> None:
    built = build()
    store, pay = built.document(STORE), built.document(PAY)

    assert store is not None
    assert pay is not None
    assert {name.partition("-")[0] for name in (store.script, *store.modules, *store.styles)} == {
        "main",
        "chunk",
        "store",
    }
    assert (pay.modules, pay.styles) == ((), ())  # it shares no file with the store
    assert "teal" in (built.assets / store.styles[0]).read_text(encoding="utf-8")
    for name in (store.script, *store.modules, *store.styles):
        assert (built.assets / name).is_file()
        assert (built.assets / f"{name}.gz").is_file()


def test_the_same_sources_are_built_once(project: Path) -> None:
    first = build()
    marker = first.assets / "marker"
    marker.touch()

    assert build().folder == first.folder
    assert marker.exists()


def test_two_stacks_can_build_the_same_sources_at_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build_into_meanwhile(folder: Path, *options: str) -> Build:
        monkeypatch.setattr(module, "build_into", build_into)
        other = build()
        (other.assets / "marker").touch()
        return build_into(folder, *options)

    build_into = module.build_into
    monkeypatch.setattr(module, "build_into", build_into_meanwhile)

    assert (build().assets / "marker").exists()


@pytest.mark.parametrize("file", ["store/shared.ts", "store/menu.css", "store/index.html"])
def test_a_changed_source_is_built_again_beside_the_last_build(project: Path, file: str) -> None:
    first = build()
    path = project / "web" / file
    path.write_text(path.read_text(encoding="utf-8").replace("Bodega", "Shop").replace("teal", "red") + "\n")

    second = build()

    assert second.folder != first.folder
    assert first.assets.is_dir()


def test_tests_and_packages_are_no_sources(project: Path) -> None:
    first = build()
    (project / "web" / "store" / "shared.test.ts").write_text("broken(")
    (project / "web" / "node_modules").mkdir()
    (project / "web" / "node_modules" / "package.json").write_text("{}")

    assert build().folder == first.folder


def test_only_the_last_builds_stay(project: Path) -> None:
    module.BUILDS.mkdir()
    for number in range(20):
        old = module.BUILDS / f"{number:016x}"
        old.mkdir()
        os.utime(old, (number, number))

    built = build()

    kept = sorted(path.name for path in module.BUILDS.iterdir() if path != built.folder)
    assert kept == [f"{number:016x}" for number in range(11, 20)]


def test_a_mistake_is_told_with_file_and_line(project: Path) -> None:
    (project / "web" / "store" / "shared.ts").write_text("export const shop = {\n  name: 'Bodega' 'Shop',\n};\n")

    with pytest.raises(BuildFailed, match=r'(?s)Expected "}" but found.* web/store/shared\.ts:2:17:') as failure:
        build()

    assert "\x1b" not in str(failure.value)
    assert not list(module.BUILDS.glob("*"))


def test_a_mistake_in_the_client_is_told_with_its_own_path(project: Path) -> None:
    (project / "client").mkdir()
    (project / "client" / "index.ts").write_text("broken(;\n")
    (project / "web" / "store" / "shared.ts").write_text("import '../../client/index';\nexport const shop = {};\n")

    with pytest.raises(BuildFailed, match=r" client/index\.ts:1:7:"):
        build()


def test_a_machine_without_esbuild_is_told_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "machine", lambda: "linux-pdp11")
    with pytest.raises(BuildFailed, match="needs esbuild, which was not found for linux-pdp11"):
        build()


def test_a_file_that_cannot_be_read_fails_the_build_only(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUILDS", project / "web" / "store" / "main.tsx")
    with pytest.raises(BuildFailed, match="Error"):
        build()


def test_only_a_document_that_shows_the_menu_preloads_it(project: Path) -> None:
    built = build()
    menu = '<link rel="preload" as="fetch" crossorigin href="/v1/menu?shape=flat">'

    assert menu in document(built, STORE, SHOP, preloads_menu=True)
    assert menu not in document(built, STORE, SHOP)
    assert '<link rel="preload" as="fetch" crossorigin href="/shop/config.json">' in document(built, STORE, SHOP)


def test_a_document_below_the_root_has_the_roots_paths(project: Path) -> None:
    text = document(build(), STORE, Place("", "https://api.example/v1"), preloads_menu=True)

    assert '<html data-base="/">' in text
    assert 'src="/assets/main-' in text
    assert 'href="https://api.example/v1/menu?shape=flat"' in text


def test_the_theme_of_a_fork_comes_after_the_style_sheet(project: Path) -> None:
    built = build()
    assert "theme.css" not in document(built, STORE, SHOP)

    (project / "web" / "theme.css").write_text(":root { --accent: teal; }\n")

    text = document(built, STORE, SHOP)
    assert text.index("/shop/assets/store-") < text.index('<link rel="stylesheet" href="/shop/theme.css">')


def test_only_the_local_server_lets_a_document_reload(project: Path) -> None:
    built = build()
    assert "live.js" in document(built, STORE, SHOP, live=True)
    assert "live.js" not in document(built, STORE, SHOP)
