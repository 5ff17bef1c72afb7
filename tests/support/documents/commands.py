"""The commands in the repository's documents: those of `sh` blocks, and those in the text and in tables."""

import os
import re
from typing import NamedTuple

from harness import ROOT
from tests.support.documents.markdown import documents

_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_PROGRAMS = r"aws(?= )|make|\./deploy\.sh|deploy\.bat|\.ci/run|\.venv\S*/bin/\S+|python"
_INLINE = re.compile(rf"(?<!`)`((?:[A-Z]+=(?:\"[^\"]*\"|\S+) )*(?:{_PROGRAMS})(?: [^`]+)?)`")
# Histories and records name commands of their time.
_HISTORY = ("CHANGELOG.md", "docs/decisions")


def without_make() -> dict[str, str]:
    """Return the environment without the options and variables that a make which runs this test passes on."""
    given = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES", "ARGS"}
    return {name: value for name, value in os.environ.items() if name not in given}


class Command(NamedTuple):
    text: str
    document: str


def documented_commands() -> list[Command]:
    """Return each command once, with the first document that names it."""
    found: dict[str, str] = {}
    for path in documents():
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(_HISTORY):
            for command in commands(path.read_text(encoding="utf-8")):
                found.setdefault(command, name)
    return [Command(text, document) for text, document in found.items()]


def commands(text: str) -> list[str]:
    """Return the commands of a document, with continued lines in one line and without comments."""
    lines = [
        re.sub(r"(^|\s+)# .*$", "", line).strip()
        for block in _BLOCK.findall(text)
        for line in re.sub(r"\\\n\s*", "", block).splitlines()
    ]
    inline = [" ".join(command.split()) for command in _INLINE.findall(_FENCE.sub("", text))]
    return [line for line in [*lines, *inline] if line]
