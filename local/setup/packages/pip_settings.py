"""The settings of pip that say where packages come from, for uv, which does not read pip's configuration."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

# The variable of uv for each setting of pip, and what separates its values.
_VARIABLES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_NO_INDEX", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "proxy": ("ALL_PROXY", " "),
}
# These change neither where packages come from nor which ones fit: each package has one version and its hashes.
_WITHOUT_EFFECT = frozenset(
    [
        "break-system-packages",
        "cache-dir",
        "config-file",
        "constraint",
        "disable-pip-version-check",
        "no-cache-dir",
        "no-color",
        "no-compile",
        "no-input",
        "no-warn-script-location",
        "pre",
        "prefer-binary",
        "progress-bar",
        "quiet",
        "require-hashes",
        "require-virtualenv",
        "retries",
        "root-user-action",
        "upgrade-strategy",
        "user",
        "verbose",
    ]
)


class NotTranslated(Exception):
    """Pip has a setting that uv has no counterpart for. The argument is its name."""


def read_pip_settings() -> dict[str, str]:
    """Return pip's settings for `pip install`: of its files and of its variables."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return parse_pip_settings(output.splitlines())


def parse_pip_settings(lines: Iterable[str]) -> dict[str, str]:
    """Parse lines of `pip config list` such as `global.index-url='https://...'`. Later scopes override earlier ones."""
    scopes: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in lines:
        place, _, value = line.partition("=")
        scope, _, name = place.partition(".")
        if scope in scopes:
            scopes[scope][name] = str(ast.literal_eval(value))
    return {**scopes["global"], **scopes["install"], **scopes[":env:"]}


def uv_variables(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that give uv the same settings. Raises: NotTranslated."""
    # As in pip, all indexes count. The hashes decide which of the files is the right one.
    variables = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for name, value in settings.items():
        if name in _WITHOUT_EFFECT:
            continue
        if name not in _VARIABLES:
            raise NotTranslated(name)
        variable, separator = _VARIABLES[name]
        values = value.split()
        if name == "find-links":
            # Pip ignores a folder that does not exist, uv does not.
            values = [link for link in values if "://" in link or Path(link).exists()]
        if values:
            variables[variable] = separator.join(values)
    return variables
