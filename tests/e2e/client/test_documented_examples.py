"""The examples of the TypeScript client in the documents, compiled and run on a local shop as a reader would."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from harness import ROOT
from harness.local_stack import Stack
from local.setup.web import ensure_check_packages
from scripts.client_package import CLIENT, compiler
from tests.support.client.typescript import run_typescript

ADDRESS = "http://127.0.0.1:3000"
# Node.js has no localStorage.
IN_NODE = """\
const stored = new Map();
globalThis.localStorage ??= {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, value),
  removeItem: (key) => stored.delete(key),
};
"""
EXAMPLES = {
    f"{path.name}, {title}": code
    for path in (CLIENT / "README.md", ROOT / "docs" / "api.md")
    for title, section in re.findall(
        r"^##+ (.*?)\n(.*?)(?=^##+ |\Z)", path.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    for code in re.findall(r"^```ts\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
}
SHOWN = {
    "README.md, Show the menu": r"^Flat white \$\d\.\d\d$",
    "README.md, Place an order": r"^Your number is \d{3}\.$",
    "README.md, Keep a session": r"^The email or the password is wrong\.$",
    "README.md, Change what you have read": r"^Flat white \d+$",
    "README.md, Report sales": r"^1 counted$",
    "api.md, A first order": r"^\d{3} placed$",
    "api.md, Paying by card": r"^placed authorized$",
}
"""What each example prints, among other lines."""


def test_each_example_has_an_expected_output() -> None:
    assert EXAMPLES.keys() == SHOWN.keys()


def test_the_examples_compile(tmp_path: Path) -> None:
    ensure_check_packages()
    for number, code in enumerate(EXAMPLES.values()):
        (tmp_path / f"example{number}.ts").write_text(code, encoding="utf-8")
    tests = CLIENT / "tsconfig.test.json"
    options = {"paths": {"bodega-client": [str(CLIENT / "src/index.ts")]}, "rootDir": "/"}
    options["typeRoots"] = [str(ROOT / "web/node_modules/@types")]
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"extends": str(tests), "compilerOptions": options, "include": ["*.ts"]}), encoding="utf-8"
    )

    done = subprocess.run(
        [compiler(), "--project", tmp_path, "--pretty", "false"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_does_what_the_document_says(stack: Stack, tmp_path: Path, example: str) -> None:
    script = tmp_path / "example.ts"
    script.write_text(IN_NODE + EXAMPLES[example].replace(ADDRESS, stack.root_url), encoding="utf-8")

    printed = run_typescript(script, tmp_path, TOKEN=stack.token("admin").removeprefix("Bearer "))

    assert re.search(SHOWN[example], printed, re.MULTILINE), printed
