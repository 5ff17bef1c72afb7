"""Packages of the layer as its build rewrites them, without building it: the installed ones, copied and rewritten."""

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

from harness import ROOT

TOOL = ROOT / "layers" / "common" / "build" / "lazy_packages.py"
REWRITTEN = ("aws_lambda_powertools", "jwt")
# Modules that the packages as pip installs them import, and that nothing in the shop uses.
LOADED_BY_EAGER_PACKAGES = {
    "asyncio",
    "aws_lambda_powertools.event_handler.appsync",
    "aws_lambda_powertools.event_handler.bedrock_agent",
    "aws_lambda_powertools.event_handler.lambda_function_url",
    "aws_lambda_powertools.event_handler.vpc_lattice",
    "aws_lambda_powertools.tracing.extensions",
    "aws_lambda_powertools.utilities.data_classes.kafka_event",
    "aws_lambda_powertools.utilities.data_classes.s3_event",
    "jwt.jwks_client",
    "urllib.request",
}


def rewrite(*packages: Path) -> list[str]:
    """Rewrite the packages in their folders, as the build does. Return the names of those that are lazy now."""
    command = [sys.executable, str(TOOL), *map(str, packages)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.removeprefix("lazy: ") for line in output.splitlines()]


def rewritten_copies(folder: Path) -> list[str]:
    """Copy the installed packages that the build rewrites to `folder`, and rewrite them there. Return what is lazy."""
    for name in REWRITTEN:
        (installed,) = importlib.import_module(name).__path__
        shutil.copytree(installed, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return rewrite(*(folder / name for name in REWRITTEN))
