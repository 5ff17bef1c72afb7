"""How large the storefront is on its way to a customer, and how large it may be."""

from __future__ import annotations

import gzip
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from local.setup.npm import find_tool
from local.web.build import PAY, STORE, Build, BuildFailed, run_esbuild
from local.web.sources import CLIENT

_SHEET_AND_CART = "store/cart/screens.ts"
"""The part that the browser loads when the menu is there and it has nothing else to do."""

_BROTLI = (
    "const {brotliCompressSync} = require('zlib'), {readFileSync} = require('fs');"
    "console.log(process.argv.slice(1).reduce((sum, path) => sum + brotliCompressSync(readFileSync(path)).length, 0))"
)


class Size(NamedTuple):
    """The size of a part, in bytes. `budget` limits the gzipped size; a part without one is shown only."""

    part: str
    plain: int
    gzip: int
    brotli: int
    budget: int | None = None


BUDGETS = {
    "storefront: JavaScript of the first page": 25_000,
    "storefront: JavaScript until a product is in the cart": 37_000,
    "storefront: style sheet": 6_000,
    "client: all operations, with the sessions of a page": 4_096,
    "client: all of it, with menu rules and money": 5_500,
}


def measure(built: Build) -> list[Size]:
    """Return the sizes of the first page, of what comes before checkout, of each lazy part, and of the client alone.

    Raises BuildFailed.
    """
    first, before_checkout = first_page(built), until_cart(built)
    store = built.document(STORE)
    sizes = [
        _size("storefront: JavaScript of the first page", built.assets, first),
        _size("storefront: JavaScript until a product is in the cart", built.assets, before_checkout),
        _size("storefront: style sheet", built.assets, store.styles if store else ()),
    ]
    pay = built.document(PAY)
    if pay:
        sizes += [_size("payment page: JavaScript", built.assets, {pay.script, *pay.modules})]
    lazy = {
        name: output["entryPoint"]
        for name, output in built.outputs.items()
        if name.endswith(".js")
        and "entryPoint" in output
        and name not in before_checkout
        and not (pay and name == pay.script)
    }
    sizes += [
        _size(f"lazy: {source}", built.assets, [name]) for name, source in sorted(lazy.items(), key=lambda e: e[1])
    ]
    return [*sizes, *client_sizes()]


def parts(built: Build) -> list[tuple[int, str]]:
    """Return the minified bytes of each source of the first page, largest first. A library is one source."""
    bytes_of: dict[str, int] = {}
    for name in first_page(built):
        for source, part in built.outputs[name]["inputs"].items():
            short = source.rpartition("node_modules/")[2]
            bytes_of[short] = bytes_of.get(short, 0) + part["bytesInOutput"]
    return sorted(((size, source) for source, size in bytes_of.items()), reverse=True)


def first_page(built: Build) -> set[str]:
    """Return the scripts that the menu waits for. Raises BuildFailed."""
    store = built.document(STORE)
    if store is None:
        raise BuildFailed("web/store/main.tsx is missing.")
    return {store.script, *store.modules}


def until_cart(built: Build) -> set[str]:
    """Return the scripts that a customer loads before checkout: those of the menu, the product sheet and the cart."""
    names = [name for name, output in built.outputs.items() if output.get("entryPoint") == _SHEET_AND_CART]
    return {*first_page(built), *names, *(module for name in names for module in built.imports(name))}


def client_sizes() -> list[Size]:
    """Return the sizes of the TypeScript client: what each page bundles of it at least, and all of it."""
    core, everything = list(BUDGETS)[-2:]
    names = {"bodega": "{ Bodega }", "problems": "*", "sessions": "{ cookieSession, storedSession }"}
    return [_client_size(core, names), _client_size(everything, {"index": "*"})]


def _client_size(part: str, names: Mapping[str, str]) -> Size:
    """Return the size of a script with some exports of the client's modules."""
    with tempfile.TemporaryDirectory() as scratch:
        entry, target = Path(scratch) / "entry.js", Path(scratch) / "client.js"
        exports = [f"export {some} from {str(CLIENT / 'src' / module)!r};\n" for module, some in names.items()]
        entry.write_text("".join(exports), encoding="utf-8")
        run_esbuild(
            [str(entry)],
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            f"--outfile={target}",
            "--log-level=warning",
        )
        return _size(part, target.parent, [target.name])


def exceeded(sizes: Iterable[Size]) -> list[str]:
    """Return a line for each budget that is exceeded."""
    return [
        f"{size.part}: {size.gzip:,} bytes gzipped exceed the budget of {size.budget:,}"
        for size in sizes
        if size.budget is not None and size.gzip > size.budget
    ]


def table(sizes: Iterable[Size]) -> str:
    """Return the sizes as a table for the terminal."""
    rows: list[tuple[str, ...]] = [("", "plain", "gzip", "brotli", "budget")]
    rows += [
        (
            size.part,
            *(f"{number:,}" for number in (size.plain, size.gzip, size.brotli)),
            f"{size.budget:,}" if size.budget else "",
        )
        for size in sizes
    ]
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{row[0]:<{width}}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows)


def _size(part: str, folder: Path, names: Iterable[str]) -> Size:
    paths = [folder / name for name in names]
    contents = [path.read_bytes() for path in paths]
    compressed = sum(len(gzip.compress(content, 9)) for content in contents)
    return Size(part, sum(map(len, contents)), compressed, _brotli(paths), BUDGETS.get(part))


def _brotli(paths: Sequence[Path]) -> int:
    """Return the bytes that a content delivery network would send. Python has no Brotli, but Node has."""
    node = find_tool("node")
    if node is None:
        return 0
    done = subprocess.run([node, "-e", _BROTLI, *paths], capture_output=True, check=True)
    return int(done.stdout)
