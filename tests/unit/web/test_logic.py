"""The tests of the storefront's and the client's logic, in TypeScript: one test here for each file of them."""

from pathlib import Path

import pytest

from harness import ROOT
from local.setup.web import ensure_build_packages
from scripts.web import logic

FILES = logic.test_files()


@pytest.fixture(scope="module", autouse=True)
def bundles() -> None:
    ensure_build_packages()
    logic.bundle(FILES)


@pytest.mark.parametrize("file", FILES, ids=[path.relative_to(ROOT).as_posix() for path in FILES])
def test_of_the_file(file: Path) -> None:
    passed, output = logic.run(file)
    assert passed, f"failed: {', '.join(logic.failed_tests(output))}\n{output}"


def test_a_failed_test_is_named(tmp_path: Path) -> None:
    output = (
        "✔ adds (1.2ms)\n▶ money\n  ✖ subtracts (1.6ms)\n    AssertionError\n✖ failing tests:\n✖ subtracts (1.6ms)\n"
    )
    assert logic.failed_tests(output) == ["subtracts"]
