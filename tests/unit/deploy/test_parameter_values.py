"""Values of parameters reach the template as they were typed: through shell, make, deploy.sh, and sam's own parser."""

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import ROOT
from scripts.deployment.sam import parameter_overrides
from scripts.deployment.settings import Settings
from tests.support.documents.commands import without_make

VALUES = {
    "Plain": "CAD",
    "Space": "My Shop",
    "Spaces": "  two  spaces ",
    "Single": "Ada's",
    "Double": 'The "Best" Bakery',
    "Both": """Ada's "Best" """,
    "Quoted": '"My Shop"',
    "QuotedTwice": """'"x"'""",
    "OneQuote": "'",
    "Unicode": "Käse & Brot – 面包 🍞",
    "Dollar": "$HOME $(id) `id` $$ ${x}",
    "Backslash": r"a\b \ c\\ d\' e\" end\ ",
    "Equals": "a=b=c",
    "Signs": "#1; two | three > four * ? ! ~ %PATH%",
    "Commas": "https://a.example,https://b.example",
    "Empty": "",
}
SHELLS = [shell for shell in ("dash", "bash", "zsh") if shutil.which(shell)]
PARAMETERS = " ".join(f"{name}={shlex.quote(value)}" for name, value in VALUES.items())


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with the project's Makefile and deploy.sh, and a Python that records how it is started."""
    folder = tmp_path / "a checkout"
    for name in ("Makefile", "deploy.sh", "requirements/sam.txt", "requirements/local.txt", "requirements/uv.txt"):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    recorder = (
        "#!/bin/sh\nexec python3 -c 'import json, os, sys; "
        'json.dump([sys.argv[1:], os.environ.get("PARAMETERS")], open("recorded.json", "w"))\' "$@"\n'
    )
    for name in (".venv", ".venv-sam"):
        python = folder / name / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(recorder)
        python.chmod(0o755)
    for stamp in (".venv/.local", ".venv-sam/.done"):
        (folder / stamp).touch()
    return folder


def start(shell: str, command: str, checkout: Path) -> tuple[list[str], str]:
    """Run a command line in a shell, and return the arguments and the PARAMETERS that the program got."""
    done = subprocess.run(
        [shell, "-c", command],
        cwd=checkout,
        env=without_make(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    arguments, parameters = json.loads((checkout / "recorded.json").read_text())
    return arguments, parameters or ""


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("start_with", ["make SHELL={shell} deploy ENV=dev {parameters}", "{parameters} make deploy"])
def test_make_passes_values_on_as_they_are(shell: str, start_with: str, checkout: Path) -> None:
    given = f"PARAMETERS={shlex.quote(PARAMETERS)}"

    arguments, text = start(shell, start_with.format(shell=shutil.which(shell), parameters=given), checkout)

    assert arguments == ["-m", "scripts.deployment.deploy", "dev"]
    assert VALUES.items() <= Settings.read("dev", arguments[3:], text).parameters.items()


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("script", ["./deploy.sh", "{shell} deploy.sh"])
def test_the_script_passes_values_on_as_they_are(shell: str, script: str, checkout: Path) -> None:
    words = shlex.join([f"{name}={value}" for name, value in VALUES.items()])

    arguments, text = start(shell, f"{script.format(shell=shell)} staging --yes {words}", checkout)

    assert arguments[2:4] == ["staging", "--yes"]
    assert VALUES.items() <= Settings.read("staging", arguments[4:], text).parameters.items()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_local_shop_gets_them_as_arguments_and_as_a_variable(shell: str, checkout: Path) -> None:
    options = shlex.quote("--parameter 'ShopName=Ada'\\''s $hop' --no-demo")

    arguments, text = start(shell, f"make run ARGS={options} PARAMETERS={shlex.quote(PARAMETERS)}", checkout)

    assert arguments == ["-m", "demo", "--parameter", "ShopName=Ada's $hop", "--no-demo"]
    assert VALUES.items() <= Settings.read("dev", [], text).parameters.items()


@pytest.mark.parametrize("email", ["o'brien@shop.example", "a$b@shop.example", "a`id`@shop.example", "x y"])
def test_an_email_is_one_word(email: str, checkout: Path) -> None:
    arguments, _ = start("bash", f"make admin ENV=prod EMAIL={shlex.quote(email)}", checkout)

    assert arguments == ["-m", "scripts.make_admin", email, "--env", "prod"]


def test_sam_reads_the_values_that_were_given(tmp_path: Path) -> None:
    """Sam removes quotes and backslashes from values, so its own parser reads the file here."""
    _, file = parameter_overrides(VALUES, tmp_path / "a folder" / "parameters.toml")
    code = (
        "import json, sys; from samcli.cli.types import CfnParameterOverridesType as Type; "
        "print(json.dumps(Type().convert((sys.argv[1],), None, None)))"
    )

    done = subprocess.run(
        [ROOT / ".venv-sam/bin/python", "-c", code, file],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == VALUES
