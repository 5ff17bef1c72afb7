"""Write generated files, or the generated parts of files, and check that they are up to date."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


class CannotGenerate(Exception):
    """A source lacks something that the generated file needs. The message says what to add, and where."""


def with_between(text: str, begin: str, end: str, written: str) -> str | None:
    """Return `text` with `written` between two marks, or None if a mark is missing."""
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    return f"{before}{begin}{written}{end}{after}" if begun and ended else None


def replaced(path: Path, begin: str, end: str, written: str, text: str | None = None) -> str:
    """Return the text of a file, or the given one for it, with `written` between two marks.

    Raises: CannotGenerate if a mark is missing.
    """
    new = with_between(path.read_text(encoding="utf-8") if text is None else text, begin, end, written)
    if new is None:
        raise CannotGenerate(
            f"{path.relative_to(ROOT)}: the lines {begin.strip()!r} and {end.strip()!r} are missing. "
            "Put them where the generated part belongs."
        )
    return new


def write_or_check(description: str | None, build: Callable[[], Mapping[Path, str]], command: str) -> int:
    """Write the files that `build` returns, or check them with `--check`, or print them; return the exit status.

    `command` is the make target that writes them: `make costs`.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not up to date")
    parser.add_argument("--print", action="store_true", help="write nothing; print what would be written")
    options = parser.parse_args()
    try:
        files = build()
    except CannotGenerate as error:
        print(error, file=sys.stderr)
        return 1
    if options.print:
        print(*files.values(), sep="\n", end="")
        return 0
    outdated = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if options.check:
        for path in outdated:
            print(f"{path.relative_to(ROOT)} is not up to date. Run: {command}")
        return 1 if outdated else 0
    for path in outdated:
        path.parent.mkdir(exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0
