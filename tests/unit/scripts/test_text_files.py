"""The check of text files: what it finds, and which files it reads."""

from pathlib import Path

import pytest

from scripts.generated import ROOT
from scripts.text_files import faults, main, text_files


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.md", b"text", "does not end with exactly one line end"),
        ("a.md", b"text\n\n", "does not end with exactly one line end"),
        ("a.md", b"one \ntwo\n", "line 1: trailing whitespace"),
        ("a.md", b"one\r\ntwo\n", "line 1: a line ends with CRLF"),
        ("a.bat", b"one\ntwo\r\n", "line 1: a line ends with LF"),
        ("a.md", b"\xff\n", "not UTF-8"),
        ("a.json", b'{"a": }\n', "not JSON"),
        ("a.toml", b"a = \n", "not TOML"),
        ("a.yaml", b"a: [1\n", "not YAML"),
    ],
)
def test_a_fault_is_found(name: str, content: bytes, fault: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    assert [found for found in faults(tmp_path / name) if found.startswith(fault)]
    assert main([str(tmp_path / name)]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", b""),
        ("a.bat", b"one\r\ntwo\r\n"),
        ("a.yaml", b"a: !Ref B\n---\nb: !Sub ['x', {y: z}]\n"),
        ("a.json", b"[1]\n"),
    ],
)
def test_a_file_without_faults_passes(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    assert list(faults(tmp_path / name)) == []


def test_the_files_of_the_project_are_read_and_no_others() -> None:
    found = {str(path.relative_to(ROOT)) for path in text_files()}

    assert {"Makefile", "template.yaml", "deploy.bat", ".gitignore", ".github/workflows/ci.yml", ".ci/run"} <= found
    assert not [name for name in found if name.startswith((".venv", ".local", ".git/", ".aws-sam"))]


def test_files_in_folders_that_tools_make_are_not_read(tmp_path: Path) -> None:
    for folder in ("node_modules", "__pycache__", ".local", "src"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").touch()

    assert [path.parent.name for path in text_files(tmp_path)] == ["src"]


def test_an_image_is_not_checked(tmp_path: Path) -> None:
    (tmp_path / "chart.svg").write_text("<svg> \n")

    assert main([str(tmp_path / "chart.svg")]) == 0
