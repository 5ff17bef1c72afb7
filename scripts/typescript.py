"""Write the types of the TypeScript client, clients/typescript/src/schema.ts, from docs/openapi.json.

`--check` writes nothing. It fails if the file differs from the document. The packages of
clients/typescript/generate/package-lock.json are installed in .local/typescript.
"""

import sys
from pathlib import Path

from local.errors import LocalError
from local.setup.run import Step
from scripts.generated import CannotGenerate, write_or_check
from scripts.npm_tools import ROOT, NpmTools, node_environment

DOCUMENT = ROOT / "docs" / "openapi.json"
CLIENT = ROOT / "clients" / "typescript"
SCHEMA = CLIENT / "src" / "schema.ts"
TOOLS = NpmTools("the generator of TypeScript types (44 MB)", CLIENT / "generate", ROOT / ".local" / "typescript")
_HEADER = "// Written by `make openapi` from docs/openapi.json. Do not change it by hand.\n"
_OPTIONS = (
    # A request can omit the fields that have a default.
    "--default-non-nullable=false",
    # Every schema of the document is also a type of the module: `Product`, `QuoteFields`.
    "--root-types",
    "--root-types-no-schema-prefix",
)


def build() -> dict[Path, str]:
    """Return the text of the types. Raises: CannotGenerate if the document or the set-up is at fault."""
    try:
        environment = node_environment()
        TOOLS.prepare(environment)
        with Step("Generating the types of the TypeScript client") as step:
            types = TOOLS.run(step, ("openapi-typescript", str(DOCUMENT), *_OPTIONS), environment)
    except LocalError as error:
        raise CannotGenerate(str(error)) from None
    return {SCHEMA: _HEADER + types.partition("*/\n")[2]}


if __name__ == "__main__":
    sys.exit(write_or_check(__doc__, build, "make openapi"))
