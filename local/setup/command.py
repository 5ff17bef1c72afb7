"""How the commands of the set-up end."""

from __future__ import annotations

import sys
from collections.abc import Callable

from local.errors import LocalError

_INTERRUPTED = 130


def run(set_up: Callable[[], None]) -> int:
    """Run a part of the set-up, and return the process's exit status. Failures are shown in one sentence."""
    try:
        set_up()
    except LocalError as error:
        print(f"Set-up failed. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up stopped. The next run continues from here.", file=sys.stderr)
        return _INTERRUPTED
    return 0
