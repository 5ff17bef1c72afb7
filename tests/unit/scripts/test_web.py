"""`python -m scripts.web`: the folder for a deployment, and budgets that fail the check."""

import json
import sys
from pathlib import Path

import pytest

from local.setup.web import ensure_build_packages
from local.web.build import build_into
from payments.stripe_calls import API_VERSION
from scripts.web import __main__ as command
from scripts.web.budgets import BUDGETS, Size, exceeded, first_page, measure, table, until_cart
from scripts.web.build import STRIPE_JS

SHEET = "storefront: style sheet"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["scripts.web", *arguments])
    return command.main()


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Budgets that nothing exceeds, so that these tests do not depend on the storefront's size."""
    ensure_build_packages()
    for name in BUDGETS:
        monkeypatch.setitem(BUDGETS, name, 10**9)


def test_a_part_that_exceeds_its_budget_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "check", lambda: 0)
    assert run(monkeypatch, "check") == 0
    assert "exceed" not in capsys.readouterr().out

    monkeypatch.setitem(BUDGETS, SHEET, 10)

    assert run(monkeypatch, "check") == 1
    assert f"{SHEET}: " in (output := capsys.readouterr().out)
    assert "bytes gzipped exceed the budget of 10\n" in output


def test_a_build_that_exceeds_a_budget_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(BUDGETS, SHEET, 10)
    assert run(monkeypatch, "build", "--out", str(tmp_path / "web")) == 1


def test_each_budget_limits_a_part(tmp_path: Path) -> None:
    limited = {size.part for size in measure(build_into(tmp_path)) if size.budget is not None}
    assert limited == set(BUDGETS)


def test_the_first_page_has_what_the_menu_needs_and_the_cart_comes_next(tmp_path: Path) -> None:
    built = build_into(tmp_path)
    menu, cart = (
        {source for name in scripts(built) for source in built.outputs[name]["inputs"]}
        for scripts in (first_page, until_cart)
    )
    assert "store/menu/menu-screen.tsx" in menu
    assert {"store/product/product-sheet.tsx", "store/cart/cart-screen.tsx"} <= cart - menu
    assert not [source for source in cart if source.startswith(("store/checkout/", "store/account/", "store/orders/"))]


def test_the_size_that_counts_is_the_compressed_one() -> None:
    sizes = [Size("a", 9_000, 1_001, 900, 1_000), Size("b", 9_000, 1_000, 900, 1_000), Size("c", 9_000, 5_000, 4_000)]
    assert exceeded(sizes) == ["a: 1,001 bytes gzipped exceed the budget of 1,000"]
    assert table(sizes).splitlines()[-1].split() == ["c", "9,000", "5,000", "4,000"]


def test_a_build_for_a_deployment_has_all_that_a_web_server_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "web"
    out.mkdir()
    (out / "old.html").touch()
    monkeypatch.setenv("PARAMETERS", "ShopName='Chez Ada' Currency=EUR TimeZone=Europe/Paris PaymentProvider=stripe")

    assert run(monkeypatch, "build", "--out", str(out), "--base", "/menu/", "--api", "https://api.example/v1") == 0

    names = {path.name for path in out.iterdir()}
    assert names - {"theme.css"} == {"index.html", "app.html", "pay.html", "assets", "config.json", "licences.txt"}
    pages = {name: (out / name).read_text(encoding="utf-8") for name in ("index.html", "app.html", "pay.html")}
    for text in pages.values():
        assert 'data-base="/menu"' in text
        assert 'src="/menu/assets/main-' in text
        assert "live.js" not in text
        assert "%" not in text
    menu = 'href="https://api.example/v1/menu?shape=flat"'
    assert [name for name, text in pages.items() if menu in text] == ["index.html"]
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    assert (config["shop"], config["currency"], config["api"]) == ("Chez Ada", "EUR", "https://api.example/v1")
    assert config["payments"] == {"stripe": {"script": STRIPE_JS}}
    licences = (out / "licences.txt").read_text(encoding="utf-8")
    assert "preact@" in licences
    assert "@preact/signals@" in licences
    assert not [path for path in (out / "assets").iterdir() if path.suffix in {".map", ".gz"}]


def test_the_script_of_stripe_has_the_release_of_its_api() -> None:
    assert f"/{API_VERSION.partition('.')[2]}/" in STRIPE_JS
