"""The packages of layer, functions and pages: their licences; audit and bill of materials leave none out."""

import re
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest

from local.setup.web import bundled_packages, locked
from scripts.supply_chain import REQUIREMENTS, Incomplete, all_pinned, component, materials, pinned, vulnerabilities

PINNED = all_pinned()
# Licences with which a shop may distribute the package, in open or closed code. MPL-2.0 applies per file: the layer has
# a part of certifi's list of authorities, and orjson without changes.
ALLOWED = {"MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0", "PSF-2.0", "Unlicense"}
# Spellings from before licence expressions (PEP 639).
SPELLED = {
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "The Unlicense (Unlicense)": "Unlicense",
}


def licence(package: str) -> str:
    """Return the package's licence from its expression, its free text or its classifiers."""
    said = metadata(package)
    classifiers = [line.split(" :: ")[-1] for line in said.get_all("Classifier") or [] if "License ::" in line]
    words = said.get("License-Expression") or said.get("License") or " or ".join(classifiers)
    return SPELLED.get(words, words)


def is_allowed(words: str) -> bool:
    parts = re.split(r"[\s()]+(?:OR|AND|or)[\s()]+", words.strip("() "))
    return all(SPELLED.get(part, part) in ALLOWED for part in parts)


@pytest.mark.parametrize("package", PINNED)
def test_a_deployed_package_has_an_allowed_licence(package: str) -> None:
    assert is_allowed(licence(package)), f"{package}: {licence(package)!r}"


@pytest.mark.parametrize("package", [package.name for package in bundled_packages()])
def test_a_package_in_the_pages_has_an_allowed_licence(package: str) -> None:
    (entry,) = (entry for name, entry in locked() if name == package)
    assert is_allowed(entry["license"]), f"{package}: {entry['license']!r}"


@pytest.mark.parametrize(
    "words", ["GPL-3.0-only", "AGPL-3.0", "", "Proprietary", "MIT AND GPL-2.0", "MIT AND (GPL-2.0 OR MIT)", "BUSL-1.1"]
)
def test_another_licence_or_none_is_found(words: str) -> None:
    assert not is_allowed(words)


def entry(**fields: Any) -> dict[str, Any]:
    return {"name": "one", "version": "1.0", "vulns": [], **fields}


def test_an_audit_returns_the_vulnerabilities() -> None:
    found = {"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}

    assert vulnerabilities({"dependencies": [entry()]}, {"one": "1.0"}) == []
    assert vulnerabilities({"dependencies": [entry(vulns=[found])]}, {"one": "1.0"}) == [
        "one 1.0: PYSEC-1, fixed in 1.1"
    ]


@pytest.mark.parametrize(
    "dependencies",
    [
        [],
        [{"name": "one", "skip_reason": "not found"}],
        [entry(version="0.9")],
        [entry(), {"name": "two", "skip_reason": "editable"}],
    ],
)
def test_an_audit_that_left_a_package_out_is_incomplete(dependencies: list[dict[str, Any]]) -> None:
    with pytest.raises(Incomplete):
        vulnerabilities({"dependencies": dependencies}, {"one": "1.0"})


def test_a_bill_of_materials_has_every_package_that_is_shipped() -> None:
    assert materials({"components": [{"name": "One", "version": "1.0"}]}, {"one": "1.0"}) == 1
    for components in ([], [{"name": "one", "version": "0.9"}], [{"name": "two", "version": "1.0"}]):
        with pytest.raises(Incomplete):
            materials({"components": components}, {"one": "1.0"})


def test_a_package_of_the_pages_is_in_the_bill_with_its_hash() -> None:
    packages = bundled_packages()
    entries = list(map(component, packages))

    assert {"preact", "@preact/signals", "@preact/signals-core"} <= {entry["name"] for entry in entries}
    assert "pkg:npm/%40preact/signals@2.11.4" in {entry["purl"] for entry in entries}
    assert {len(entry["hashes"][0]["content"]) for entry in entries} == {128}
    assert materials({"components": entries}, {one.name: one.version for one in packages}) == len(packages)


@pytest.mark.parametrize("requirements", REQUIREMENTS, ids=str)
def test_every_required_package_is_pinned(requirements: Path) -> None:
    asked = re.findall(r"^([\w.-]+)==", requirements.with_suffix(".in").read_text(encoding="utf-8"), re.MULTILINE)
    assert asked
    assert {name.lower() for name in asked} <= pinned(requirements.read_text(encoding="utf-8")).keys()
