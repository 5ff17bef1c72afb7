"""Check docs/openapi.json with a linter and with clients that are made of it.

The linter is Redocly's. The TypeScript compiler reads tests/clients together with the types of the TypeScript client
(clients/typescript/src/schema.ts) and with a client that @hey-api/openapi-ts generates: correct calls must compile, and
every line after `@ts-expect-error` must not. The packages of tests/clients/package-lock.json are installed in
.local/clients.
"""

import shutil
import sys

from local.errors import LocalError
from local.setup.run import Step
from scripts.npm_tools import ROOT, NpmTools, node_environment
from scripts.typescript import SCHEMA

DOCUMENT = ROOT / "docs" / "openapi.json"
TOOLS = NpmTools(
    "the linter of the API document and a generator of clients (80 MB)",
    ROOT / "tests" / "clients",
    ROOT / ".local" / "clients",
)
_STEPS = (
    ("Linting docs/openapi.json", f"redocly lint {DOCUMENT} --config redocly.yaml --format=stylish"),
    (
        "Generating a client with @hey-api/openapi-ts",
        f"openapi-ts --input {DOCUMENT} --output generated/hey-api --silent",
    ),
    ("Compiling calls of both clients", "tsc --project ."),
)


def main() -> int:
    try:
        environment = node_environment()
        TOOLS.prepare(environment)
        shutil.copy(SCHEMA, TOOLS.folder)
        for title, command in _STEPS:
            with Step(title) as step:
                TOOLS.run(step, command.split(" "), environment)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
