"""A local shop with another currency or time zone than its data does not open."""

import subprocess
from pathlib import Path

import pytest

from harness import ROOT
from harness.local_stack import PATIENCE, Stack, command, running_stack, wait_until
from harness.shop.orders import order

TEMPLATE = ROOT / "template.yaml"


@pytest.fixture(scope="module")
def closed_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a shop with a price and a counted order."""
    folder = tmp_path_factory.mktemp("data")
    with running_stack(folder, TEMPLATE, "--no-demo") as stack:
        admin = {"Authorization": stack.token("admin")}
        addon = {"name": "Syrup", "price": order()["total"]}
        assert stack.call("POST", "/addons", addon, admin).status == 201
        assert stack.call("POST", "/analytics/events", {"events": [order()]}, admin).status == 202
        wait_until(lambda: is_counted(stack, admin), lambda: stack.output)
    return folder


def is_counted(stack: Stack, admin: dict[str, str]) -> bool:
    answer = stack.call("GET", "/analytics/summary?from=2025-03-10&to=2025-03-10", headers=admin)
    return bool(answer.json()["orders"] == 1)


@pytest.mark.parametrize(
    ("name", "kept", "value"),
    [
        ("Currency", "CAD", "EUR"),
        ("TimeZone", "America/Toronto", "Europe/Paris"),
    ],
)
def test_it_says_what_to_do_and_serves_nothing(closed_shop: Path, name: str, kept: str, value: str) -> None:
    done = subprocess.run(
        command(closed_shop, TEMPLATE, "--no-demo", "--parameter", f"{name}={value}"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert f"The data of this shop has {name}={kept}, but the parameter is {name}={value}." in said
    assert f"Set {name}={kept} again, or open another shop: delete" in said
    assert "http://127.0.0.1" not in said


def test_a_template_that_changes_the_currency_of_an_open_shop_is_not_used(closed_shop: Path, tmp_path: Path) -> None:
    for name in ("functions", "layers"):
        (tmp_path / name).symlink_to(ROOT / name)
    template = tmp_path / "template.yaml"
    text = TEMPLATE.read_text(encoding="utf-8")
    assert text.count("Default: CAD\n") == 1
    template.write_text(text, encoding="utf-8")
    with running_stack(closed_shop, template, "--no-demo") as stack:
        changed = tmp_path / "changed.yaml"

        def is_refused() -> bool:
            # Again and again, because the stack begins to watch the template after it says `ready`.
            changed.write_text(text.replace("Default: CAD\n", "Default: EUR\n"), encoding="utf-8")
            changed.replace(template)
            return "has Currency=CAD, but the parameter is Currency=EUR" in stack.output

        wait_until(is_refused, lambda: stack.output)

        assert "The stack continues with the previous template." in stack.output
        assert stack.call("GET", "/menu").json()["currency"] == "CAD"


def test_it_opens_again_with_its_own_settings(closed_shop: Path) -> None:
    with running_stack(closed_shop, TEMPLATE, "--no-demo", "--parameter", "Currency=CAD") as stack:
        assert stack.call("GET", "/menu").json()["currency"] == "CAD"
