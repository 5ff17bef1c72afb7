"""The main program of a function's process: AWS's runtime client in an environment like Lambda's.

The stack starts this file as a script and never imports it. Standard input is a pipe from the stack: when it closes,
this process ends. Arguments: the layers' folders. Everything else is in the environment, as on AWS.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import Any


def _end_with_the_stack() -> None:
    """End this process when the stack ends, also while the handler runs.

    A thread waits, because the handler uses the main one. The pipe moves to another descriptor, because on Lambda
    standard input is empty.
    """
    pipe = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def wait() -> None:
        while os.read(pipe, 1):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True, name="end-with-the-stack").start()


def _import_handler(handler: str) -> dict[str, object] | None:
    """Import the handler's module. On failure, print the whole traceback and return the error in Lambda's form.

    The runtime client also imports it, but reports only the message of an ImportError.
    """
    module = handler.rsplit(".", 1)[0]
    try:
        importlib.import_module(module.replace("/", "."))
    except BaseException as error:  # noqa: BLE001  # a module can raise SystemExit
        trace = traceback.TracebackException.from_exception(error)
        sys.stderr.write("".join(_without_import_machinery(trace).format()))
        sys.stderr.flush()
        return {"errorType": f"Runtime.{type(error).__name__}", "errorMessage": str(error), "stackTrace": []}
    return None


def _without_import_machinery(trace: traceback.TracebackException) -> traceback.TracebackException:
    own = (__file__, importlib.__file__)
    link: traceback.TracebackException | None = trace
    while link is not None:
        kept = [frame for frame in link.stack if not frame.filename.startswith(("<frozen importlib", *own))]
        link.stack[:] = kept
        link = link.__cause__ or link.__context__
    return trace


def main() -> None:
    _end_with_the_stack()
    # Lambda's order: the function, its layers, the runtime's packages (here those of .venv).
    sys.path[:0] = [os.environ["LAMBDA_TASK_ROOT"], *sys.argv[1:]]
    # Last, so that it is used only where the native module is missing, as on macOS.
    sys.path.append(str(Path(__file__).parent / "fallback"))
    sys.argv = ["bootstrap"]
    # The client imports its native module at once, so the search path must be complete before.
    from awslambdaric import bootstrap
    from awslambdaric.lambda_runtime_client import LambdaRuntimeClient

    client = LambdaRuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    find_handler = bootstrap._get_handler  # noqa: SLF001  # the client has no public hook

    def import_and_find(handler: str) -> Any:
        error = _import_handler(handler)
        if error is not None:
            client.post_init_error(error)
            sys.exit(1)
        return find_handler(handler)

    # Import the module where the client does, after it has set up logging. Powertools looks for Lambda's log handler
    # when it is imported; without that handler it would write every line twice.
    bootstrap._get_handler = import_and_find  # noqa: SLF001  # as above
    bootstrap.run(os.environ["_HANDLER"], client)


if __name__ == "__main__":
    main()
