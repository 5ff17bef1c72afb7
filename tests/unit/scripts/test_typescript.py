"""The types of the TypeScript client: a document that changed without them fails the check."""

import sys
from pathlib import Path

import pytest

from local.errors import LocalError
from scripts import typescript
from scripts.generated import write_or_check


@pytest.fixture
def schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of types, in a project whose generator writes `export interface paths {}`."""
    path = tmp_path / "schema.ts"
    monkeypatch.setattr(typescript, "SCHEMA", path)
    monkeypatch.setattr("scripts.generated.ROOT", tmp_path)
    monkeypatch.setattr(typescript, "node_environment", dict)
    monkeypatch.setattr(typescript.NpmTools, "prepare", lambda *_: None)
    monkeypatch.setattr(
        typescript.NpmTools, "run", lambda *_: "/**\n * Notice of the generator\n */\n\nexport interface paths {}\n"
    )
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["typescript", *arguments])
    return write_or_check(typescript.__doc__, typescript.build, "make openapi")


def test_the_check_fails_until_the_types_are_written_anew(
    schema: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    schema.write_text("export interface paths { old: string }\n")

    assert run(monkeypatch, "--check") == 1
    assert "schema.ts is not up to date. Run: make openapi" in capsys.readouterr().out

    assert run(monkeypatch) == 0
    assert run(monkeypatch, "--check") == 0
    assert schema.read_text().splitlines() == [typescript._HEADER.strip(), "", "export interface paths {}"]


def test_a_document_that_the_generator_rejects_fails_the_check(
    schema: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def reject(*_: object) -> str:
        raise LocalError("The command failed: openapi-typescript")

    monkeypatch.setattr(typescript.NpmTools, "run", reject)

    assert run(monkeypatch, "--check") == 1
    assert "openapi-typescript" in capsys.readouterr().err
    assert not schema.exists()
