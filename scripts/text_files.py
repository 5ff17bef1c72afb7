"""Check line endings, whitespace and syntax of the project's text files: `python -m scripts.text_files [FILE ...]`.

Lines end with LF (CRLF in batch files) and without spaces, files with one line end. JSON, TOML and YAML must parse;
ruff parses Python.
"""

import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from local.words import words

ROOT = Path(__file__).parents[1]
SUFFIXES = words(
    ".bat .cfg .css .editorconfig .gitignore .html .in .java .js .json .md .mk .py .sh .toml .ts .tsx .txt .yaml .yml"
)
HIDDEN = frozenset({".ci", ".github"})
"""The only hidden folders with files of the project."""
MADE = frozenset({"__pycache__", "node_modules"})
"""Folders that tools make."""


def text_files(root: Path = ROOT) -> Iterator[Path]:
    """Yield the project's text files. It needs no Git, and so works in an exported copy."""
    for path in sorted(root.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            if path.name not in MADE and (not path.name.startswith(".") or path.name in HIDDEN):
                yield from text_files(path)
        elif is_checked(path):
            yield path


def is_checked(path: Path) -> bool:
    """Return whether people write the file as text. Images, SVG too, are generated."""
    return (path.suffix or path.name) in SUFFIXES | {"Makefile", "LICENSE", "run"}


def faults(path: Path) -> Iterator[str]:
    """Yield what is wrong with a file."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"not UTF-8: {error}"
        return
    end = "\r\n" if path.suffix == ".bat" else "\n"
    if text and (not text.endswith(end) or text.endswith(2 * end)):
        yield "does not end with exactly one line end"
    for number, line in enumerate(text.split(end), 1):
        if "\r" in line or "\n" in line:
            yield f"line {number}: a line ends with {'LF' if path.suffix == '.bat' else 'CRLF'}"
        elif line != line.rstrip():
            yield f"line {number}: trailing whitespace"
    if parse := _PARSERS.get(path.suffix):
        try:
            parse(text)
        except (ValueError, yaml.YAMLError) as error:
            yield f"not {path.suffix[1:].upper()}: {error}"


def _parse_yaml(text: str) -> None:
    # Nodes only: CloudFormation's tags have no constructors.
    for _ in yaml.compose_all(text, Loader=yaml.SafeLoader):
        pass


_PARSERS: dict[str, Callable[[str], Any]] = {
    ".json": json.loads,
    ".toml": tomllib.loads,
    ".yaml": _parse_yaml,
    ".yml": _parse_yaml,
}


def main(names: Sequence[str]) -> int:
    """Check the named files, or all of them; print each fault and return 1 if there is one."""
    paths = filter(is_checked, map(Path, names)) if names else text_files()
    found = [f"{path}: {fault}" for path in paths for fault in faults(path)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
