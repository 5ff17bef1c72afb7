"""The settings of environments: samconfig.toml, and names that an environment can have."""

import re
from pathlib import Path

import pytest

from scripts.deployment.sam import ROOT
from scripts.deployment.settings import NotReady, Settings


def test_an_environment_of_samconfig_has_its_own_settings(tmp_path: Path) -> None:
    path = tmp_path / "samconfig.toml"
    path.write_text(
        (ROOT / "samconfig.toml").read_text(encoding="utf-8")
        + '[eu.global.parameters]\nstack_name = "shop-eu"\n[eu.deploy.parameters]\n'
        + """parameter_overrides = ["ShopName='La Boutique' Currency=EUR", "BcryptCost=13"]\n""",
        encoding="utf-8",
    )

    settings = Settings.read("eu", ["BcryptCost=12"], "Currency=EUR", path)

    assert (settings.stack, settings.section, list(settings.arguments)) == ("shop-eu", "eu", [])
    assert settings.parameters == {"ShopName": "La Boutique", "Currency": "EUR", "BcryptCost": "12"}


def test_no_environment_is_named_like_an_action_of_the_script_for_windows() -> None:
    actions = re.findall(r'"%~1"=="(\w+)"', (ROOT / "deploy.bat").read_text(encoding="utf-8"))

    assert {"admin", "migrate", "recount"} <= set(actions)
    for action in actions:
        with pytest.raises(NotReady, match="cannot be the name of an environment"):
            Settings.read(action)


@pytest.mark.parametrize("name", ["a", "dev", "pr-1234", "feature-16-chars"])
def test_an_environment_has_any_short_name(name: str) -> None:
    assert Settings.read(name).stack == f"bodega-{name}"
