"""What a function's process runs: AWS's runtime client, in the surroundings that Lambda gives a function.

Started as a script, never imported by the stack. Standard input is the stack's end of a pipe: when it closes the stack
is gone, and this process goes too. Arguments: the layers' folders. Everything else is in the environment, as on AWS.
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
    """Leave this process when the stack does, whatever the handler is doing.

    A thread, because the handler owns the main one. The pipe moves away from standard input, which on Lambda is empty.
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
    """Import the handler's module; on failure print the whole traceback and return the error in Lambda's form.

    The runtime client would do the import itself, but keeps nothing of an ImportError except its message.
    """
    module = handler.rsplit(".", 1)[0]
    try:
        importlib.import_module(module.replace("/", "."))
    except BaseException as error:  # noqa: BLE001  a module may well raise SystemExit
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
    # The order of Lambda: the function, its layers, the runtime's own packages (here: the project's .venv).
    sys.path[:0] = [os.environ["LAMBDA_TASK_ROOT"], *sys.argv[1:]]
    # Last, so that it only counts where the native module is missing, as on macOS.
    sys.path.append(str(Path(__file__).parent / "fallback"))
    sys.argv = ["bootstrap"]
    # Only now: the client looks for its native module as soon as it is imported.
    from awslambdaric import bootstrap  # noqa: PLC0415
    from awslambdaric.lambda_runtime_client import LambdaRuntimeClient  # noqa: PLC0415

    client = LambdaRuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    find_handler = bootstrap._get_handler  # noqa: SLF001

    def import_and_find(handler: str) -> Any:
        error = _import_handler(handler)
        if error is not None:
            client.post_init_error(error)
            sys.exit(1)
        return find_handler(handler)

    # In its place, which is after the logging is set up: Powertools looks for Lambda's own log handler when it is
    # imported, and without it every line would come twice.
    bootstrap._get_handler = import_and_find  # noqa: SLF001
    bootstrap.run(os.environ["_HANDLER"], client)


if __name__ == "__main__":
    main()
