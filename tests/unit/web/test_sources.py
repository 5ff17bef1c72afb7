"""Rules of the code in web/ that neither TypeScript nor Biome checks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.setup.web import WEB
from local.web.sources import sources

FORBIDDEN = {
    # The client is the only way to the API: it retries, renews sessions, and reads problems.
    "a request past the client": r"\bfetch\(|XMLHttpRequest|sendBeacon|new EventSource|new WebSocket",
    # The content security policy refuses them.
    "HTML from a text": r"[iI]nnerHTML|outerHTML|insertAdjacentHTML|document\.write|HTMLUnsafe",
    "code from a text": r"\beval\(|new Function\(",
    "an inline style": r"\bstyle=|setAttribute\(.style.|\.cssText",
    # esbuild would put the style sheet of a lazy part into a file that no document loads.
    "a style sheet in a script": r"import .*\.css[\"']",
}
ALLOWED = {("store/shop.ts", "a request past the client")}  # config.json, which says where the API is
DOCUMENTS = ("store/store.css", "store/pay/pay.css")
MOST_LINES = 300

SCRIPTS = [path for path in sources() if path.suffix in {".ts", ".tsx"} and path.is_relative_to(WEB)]
STYLES = [
    path for path in sources() if path.suffix == ".css" and path.is_relative_to(WEB) and path != WEB / "theme.css"
]


def _name(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


def _found(text: str, pattern: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if re.search(pattern, line.partition("//")[0])]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_script_has(what: str) -> None:
    found = {
        _name(path): lines
        for path in SCRIPTS
        if (_name(path), what) not in ALLOWED and (lines := _found(path.read_text(encoding="utf-8"), FORBIDDEN[what]))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a request past the client", 'const answer = await fetch("/v1/menu");'),
        ("a request past the client", "navigator.sendBeacon(url)"),
        ("HTML from a text", "element.innerHTML = text;"),
        ("HTML from a text", "<p dangerouslySetInnerHTML={{ __html: text }} />"),
        ("code from a text", "eval(text)"),
        ("an inline style", '<p style={{ color: "red" }}>'),
        ("a style sheet in a script", 'import "./cart.css";'),
    ],
)
def test_a_forbidden_line_is_found(what: str, line: str) -> None:
    assert _found(line, FORBIDDEN[what])
    assert not _found(f"// {line}", FORBIDDEN[what])


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*SCRIPTS, *STYLES]}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_each_style_sheet_is_loaded_by_a_document() -> None:
    loaded = {name for document in DOCUMENTS if (WEB / document).is_file() for name in _imported(WEB / document)}
    assert {_name(path) for path in STYLES} <= loaded


def _imported(path: Path) -> Iterator[str]:
    """Yield the names of a style sheet and of all that it imports."""
    yield _name(path)
    for found in re.findall(r"@import \"([^\"]+)\"", path.read_text(encoding="utf-8")):
        yield from _imported((path.parent / found).resolve())
