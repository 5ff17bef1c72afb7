"""Run tests of a copy of the project, again and again: `python -m scripts.mutation.worker`, inside of the copy.

Reads a JSON line with `tests`, `seconds` for each run, and writes one with the outcome. Each run is a fork of this
process, which has imported other packages and started a database already: that takes 3 seconds, and most runs take 1.
"""

import json
import os
import signal
import sys
import time
import traceback
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from harness.aws.engines import dynamodb_local

_PACKAGES = (
    "_pytest.pytester", "aiohttp.web", "anyio.pytest_plugin", "aws_lambda_powertools.event_handler", "bcrypt", "boto3",
    "cryptography.hazmat.primitives.asymmetric.ec", "email.headerregistry", "email_validator", "httptools",
    "hypothesis", "jsonschema_rs", "jwt", "moto.events.models",
    "moto.iam.models", "moto.s3.models", "moto.secretsmanager.responses",
    "moto.server", "moto.sts.models", "orjson", "pydantic.json_schema", "pydantic.main", "pydantic.plugin._loader",
    "pydantic.types", "pytest", "pytest_timeout", "requests", "sqlite3", "ulid", "xdist.plugin", "yaml", "zxcvbn",
)  # fmt: skip
"""What most tests import. Modules of the project are left out: each run imports them anew, with its mutation."""

_OPTIONS = (
    "-n0", "-x", "-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:schemathesis", "-p", "scripts.mutation.plugin",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",  # for packages that are imported already
)  # fmt: skip
_WITH_DATABASE = "tests/functional/"
_RUNS = 100  # of one database; each leaves tables behind
_TICK = 0.02  # seconds


def main() -> None:
    for name in _PACKAGES:
        __import__(name)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    with ExitStack() as stack:
        runs = 0
        for line in sys.stdin:
            request = json.loads(line)
            if any(test.startswith(_WITH_DATABASE) for test in request["tests"]):
                if runs % _RUNS == 0:
                    stack.close()
                    os.environ["MUTATION_DATABASE"] = str(stack.enter_context(dynamodb_local()))
                runs += 1
            answers.write(json.dumps(_run(**request)) + "\n")
            answers.flush()


def _run(tests: list[str], seconds: float) -> dict[str, Any]:
    """Return the exit code of pytest, None after a time-out, and its output."""
    output = Path(".local/mutation-output.txt")
    begin, parent = time.monotonic(), os.getppid()
    child = os.fork()
    if child == 0:
        os.setsid()
        _test(tests, output)
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() - begin > seconds:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return {"code": None, "output": f"ended after {seconds:.0f} seconds"}
        if os.getppid() != parent:
            os.killpg(child, signal.SIGKILL)
            sys.exit("The process that asked for tests has ended.")
        time.sleep(_TICK)
    text = output.read_text(encoding="utf-8", errors="replace")
    return {"code": os.waitstatus_to_exitcode(ended[1]), "output": text[-4000:]}


def _test(tests: list[str], output: Path) -> None:
    """Run the tests until one fails, and end this process."""
    import pytest

    code = 70
    try:
        target = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(target, 1)
        os.dup2(target, 2)
        code = int(pytest.main([*_OPTIONS, *tests]))
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
