"""Lambda SnapStart: a function starts from a snapshot of its initialised memory, hours or days later.

Nothing that ages may survive this: credentials, secrets, connections. The monotonic clock may have stood still.
"""

import os
from collections.abc import Callable


def after_restore(hook: Callable[[], None]) -> Callable[[], None]:
    """Let Lambda call `hook` each time it has restored a snapshot. Without SnapStart, this does nothing.

    https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-python.html
    """
    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        # Lambda's runtime has this package; the layer does not.
        from snapshot_restore_py import register_after_restore  # type: ignore[import-untyped]  # it has no types

        register_after_restore(hook)
    return hook
