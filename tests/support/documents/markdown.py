"""Markdown as GitHub renders it: the documents of the repository, their headings, anchors and links."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from harness import ROOT

_FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)")


def documents() -> list[Path]:
    """Return every Markdown file of the repository, except templates and files of hidden folders such as `.venv`."""
    folders = [ROOT, *(path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."), ROOT / ".github"]
    found = {path for folder in folders for path in folder.glob("*.md" if folder == ROOT else "**/*.md")}
    return sorted(path for path in found if not path.name.endswith(".template.md"))


def anchors(text: str) -> set[str]:
    """Return the anchors of all headings. A repeated heading gets a number."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        anchor = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        found.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return found


def relative_links(text: str) -> list[str]:
    """Return the targets of all links and images that are not URLs."""
    return [target for target in _LINK.findall(_FENCE.sub("", text)) if not re.match(r"[a-z]+:", target)]


def broken_links(document: Path) -> Iterator[str]:
    """Yield every relative link whose file or heading does not exist."""
    text = document.read_text(encoding="utf-8")
    for target in relative_links(text):
        path, _, anchor = target.partition("#")
        file = document.parent / path if path else document
        if not file.exists() or (anchor and anchor not in anchors(file.read_text(encoding="utf-8"))):
            yield target
