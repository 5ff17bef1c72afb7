"""`make build-<Name>Function`: the folder that `sam build` zips for a function."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness import FUNCTIONS
from harness.layer import LAYER
from scripts.supply_chain import pinned
from scripts.template import FUNCTION, TEMPLATE

LEFT_OUT = {"openapi.py", "requirements.in", "requirements.txt"}
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def files(folder: Path) -> list[Path]:
    """Return the sources and data files below the folder, without bytecode."""
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]


def build(function: str, folder: Path, *options: str) -> str:
    """Build the function, and return what make printed."""
    variables = [f"ARTIFACTS_DIR={folder}", f"PYTHON={sys.executable}", f"PYTHON_VERSION={VERSION}"]
    command = ["make", "--silent", *options, f"build-{function}", *variables]
    return subprocess.run(command, cwd=FUNCTIONS, check=True, stdout=subprocess.PIPE, text=True).stdout


def check_bytecode(folder: Path) -> None:
    for module in (path for path in files(folder) if path.suffix == ".py"):
        compiled = module.parent / "__pycache__" / f"{module.stem}.{sys.implementation.cache_tag}.pyc"
        assert compiled.is_file(), f"{module} has no bytecode"


@pytest.mark.parametrize(
    "function", [name for name in TEMPLATE.of_type(FUNCTION) if TEMPLATE.folder(name).name != "payments"]
)
def test_a_build_holds_the_functions_own_package_without_documentation(function: str, tmp_path: Path) -> None:
    build(function, tmp_path)

    package = TEMPLATE.folder(function)
    built = {path.relative_to(tmp_path) for path in files(tmp_path)}
    assert built == {path.relative_to(FUNCTIONS) for path in files(package) if path.name != "openapi.py"}
    assert TEMPLATE.handler_file(function).relative_to(FUNCTIONS) in built
    check_bytecode(tmp_path)


def test_the_payments_functions_have_the_packages_of_their_requirements_too(tmp_path: Path) -> None:
    build("PaymentsFunction", tmp_path)

    package = FUNCTIONS / "payments"
    own = {path.relative_to(FUNCTIONS) for path in files(package) if path.name not in LEFT_OUT}
    assert {path.relative_to(tmp_path) for path in files(tmp_path / "payments")} == own
    pins = pinned((package / "requirements.txt").read_text(encoding="utf-8"))
    assert {path.name.removesuffix(".dist-info") for path in tmp_path.glob("*.dist-info")} == {
        f"{name.replace('-', '_')}-{version}" for name, version in pins.items()
    }
    check_bytecode(tmp_path)
    size = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert size < 22_000_000, f"{size:,} bytes"
    # All that the module of the provider imports is there, in the place of the installed packages.
    code = (
        "import payments.stripe_provider as provider, stripe, sys; client = stripe.StripeClient('key');"
        "client.v1.payment_intents, client.v1.refunds, stripe.Webhook; print(stripe.__file__, provider.__file__)"
    )
    path = f"{tmp_path}:{LAYER}"
    found = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": path}, check=True, stdout=subprocess.PIPE, text=True
    )
    assert all(Path(file).is_relative_to(tmp_path) for file in found.stdout.split())


def test_all_payments_functions_are_built_alike(tmp_path: Path) -> None:
    app, worker, sweeper = (
        build(f"{name}Function", tmp_path, "--dry-run") for name in ("Payments", "PaymentsWorker", "PaymentsSweeper")
    )
    assert app == worker == sweeper
