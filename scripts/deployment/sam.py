"""SAM's command line: where it is, the environment it runs in, and what it builds."""

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / ".aws-sam" / "build"
_PARAMETERS = ROOT / ".aws-sam" / "parameters.toml"


def sam_command() -> str:
    """Return the path of the project's own sam, or else of the one on PATH."""
    beside = Path(sys.executable).parent / ("sam.cmd" if os.name == "nt" else "sam")
    return str(beside) if beside.exists() else shutil.which("sam") or "sam"


def sam_environment() -> dict[str, str]:
    """Return the environment that sam and the builds it starts run in.

    Without the search path of the project's own commands: a build must not depend on it.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    # The layer's Makefile fetches wheels with this Python's pip.
    return {**own, "SAM_CLI_TELEMETRY": "0", "PYTHON": sys.executable}


def parameter_overrides(parameters: Mapping[str, str], file: Path = _PARAMETERS) -> list[str]:
    """Write the template's parameters to a file, and return the arguments with which sam reads them from it.

    On the command line, sam splits values at spaces and cannot read every combination of quotes and backslashes.
    """
    file.parent.mkdir(exist_ok=True)
    # Sam unquotes the values of a file twice.
    lines = (f'{name} = "{_escape(_quote(_quote(value)))}"\n' for name, value in parameters.items())
    file.write_text("".join(lines), encoding="ascii")
    return ["--parameter-overrides", f"file://{file}"]


def _quote(value: str) -> str:
    """Quote a value for sam, which removes outer quotes, and a backslash before a space or a quote.

    Most values have neither, and stay as they are.
    """
    value = re.sub(r"""\\(?=[ '"])""", r"\\\\", value)
    return f"'{value}'" if value[:1] == value[-1:] and value[:1] in {"'", '"'} else value


def _escape(value: str) -> str:
    """Return the value for a string of TOML, in ASCII: sam reads files in the encoding of the system."""
    return "".join(
        sign if sign.isascii() and sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08X}" for sign in value
    )


def release(parameters: Mapping[str, str], build: Path = BUILD) -> str:
    """Return a name for a build and its parameters: 16 hexadecimal digits, the same for the same code and values."""
    digest = hashlib.sha256()
    for name, value in sorted(parameters.items()):
        if name != "Release":
            digest.update(f"{name}={value}\0".encode())
    for file in sorted(path for path in build.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(build).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
