"""The package of the TypeScript client: its contents are pinned, and another project can import and compile it."""

import json
import subprocess
import tarfile
from pathlib import Path

import pytest

from local.errors import LocalError
from scripts import client_package
from scripts.client_package import check_version, pack
from scripts.npm_tools import node_environment

MODULES = (
    "auth",
    "bodega",
    "index",
    "menu",
    "money",
    "operations",
    "problems",
    "requests",
    "schema",
    "sessions",
    "types",
)
IMPORTS = """\
import { Bodega, formatMoney, type Product, Problem } from "bodega-client";

const shop = new Bodega({ baseUrl: "http://127.0.0.1:9/v1", retries: 0 });
export const read = async (id: string): Promise<Product> => await shop.products.get(id);
try {
  await read("prd_1");
} catch (error) {
  const price = formatMoney({ amount: 475, currency: "CAD" }, 2, "en-CA");
  console.log((error as Error).name, error instanceof Problem, price);
}
// @ts-expect-error A product has no such field.
export const misspelt = async (id: string): Promise<number> => (await read(id)).prise;
"""


@pytest.fixture(scope="module")
def tarball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pack(tmp_path_factory.mktemp("client") / "out")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, tarball: Path) -> Path:
    """A project that has installed the package, and nothing else."""
    folder = tmp_path_factory.mktemp("project")
    with tarfile.open(tarball) as archive:
        archive.extractall(folder / "node_modules")
    (folder / "node_modules" / "package").rename(folder / "node_modules" / "bodega-client")
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "main.ts").write_text(IMPORTS)
    options = {"module": "nodenext", "target": "es2022", "strict": True, "lib": ["es2023", "dom"], "types": []}
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": ["main.ts"]}))
    return folder


def test_the_package_has_compiled_modules_with_their_types_and_documents(tarball: Path) -> None:
    with tarfile.open(tarball) as archive:
        names = {name.removeprefix("package/") for name in archive.getnames()}

    compiled = {f"dist/{module}.{suffix}" for module in MODULES for suffix in ("js", "d.ts")}
    assert names == {"package.json", "README.md", "CHANGELOG.md", "LICENSE", *compiled}


def test_the_package_needs_no_other(tarball: Path) -> None:
    with tarfile.open(tarball) as archive:
        manifest = archive.extractfile("package/package.json")
        assert manifest
        described = json.load(manifest)

    assert not {"dependencies", "peerDependencies", "optionalDependencies", "scripts"} & described.keys()
    assert described["license"] == "Apache-2.0"


def test_another_project_compiles_and_runs_with_the_package(project: Path) -> None:
    compiled = subprocess.run(
        [client_package.compiler(), "--project", project, "--pretty", "false"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert compiled.returncode == 0, compiled.stdout

    ran = subprocess.run(
        ["node", "main.js"], cwd=project, env=node_environment(), capture_output=True, text=True, check=False
    )
    assert ran.stdout == "NetworkProblem false $4.75\n", ran.stderr


def test_a_version_that_is_not_the_apis_is_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package.json").write_text('{"version": "0.9.0"}')
    monkeypatch.setattr(client_package, "CLIENT", tmp_path)

    with pytest.raises(LocalError, match=r"has the version 0\.9\.0"):
        check_version()
