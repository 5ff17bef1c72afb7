"""`python -m scripts.web build|check|sizes|test`: build the storefront for a deployment, check web/, run its tests."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from local.engines.paths import ROOT
from local.errors import LocalError
from local.options import add_shared_options, read_shared_options
from local.setup.web import ensure_build_packages
from local.web.build import build as build_locally
from scripts.web import logic
from scripts.web.budgets import Size, exceeded, measure, parts, table
from scripts.web.build import build
from scripts.web.checks import check, format_code


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.web", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="write the storefront for a deployment, and print its sizes")
    building.add_argument("--out", type=Path, default=ROOT / ".aws-sam" / "web", help="the folder (.aws-sam/web)")
    building.add_argument("--base", default="/", help="the path at which it will be served (/)")
    building.add_argument("--api", default="/v1", help="the URL of the API, with its stage (/v1)")
    add_shared_options(building)
    checking = commands.add_parser("check", help="check types, format, lint and budgets")
    checking.add_argument("--write", action="store_true", help="format the code instead")
    commands.add_parser("sizes", help="print the minified bytes of each source that a customer loads before checkout")
    testing = commands.add_parser("test", help="run the tests of the logic (*.test.ts)")
    testing.add_argument("files", nargs="*", type=Path, help="some of the test files; all by default")
    options = parser.parse_args()
    try:
        return {"build": _build, "check": _check, "sizes": _sizes, "test": _test}[options.command](options)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1


def _build(options: argparse.Namespace) -> int:
    built = build(options.out.resolve(), base=options.base, api=options.api, shared=read_shared_options(options))
    return _report(measure(built))


def _check(options: argparse.Namespace) -> int:
    if options.write:
        return format_code()
    return check() or _report(measure(build_locally()))


def _sizes(_: argparse.Namespace) -> int:
    for size, source in parts(build_locally()):
        print(f"{size:>8,}  {source}")
    return 0


def _report(sizes: list[Size]) -> int:
    """Print the sizes; return 1 if one exceeds its budget."""
    print(table(sizes))
    found = exceeded(sizes)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


def _test(options: argparse.Namespace) -> int:
    """Run test files, print the output of those that fail, and return 1 if there is one."""
    ensure_build_packages()
    files = options.files or logic.test_files()
    logic.bundle(files)
    failed = 0
    for file in files:
        passed, output = logic.run(file)
        print(f"{'passed' if passed else 'FAILED'}  {file}")
        if not passed:
            failed = 1
            print(output)
    return failed


if __name__ == "__main__":
    sys.exit(main())
