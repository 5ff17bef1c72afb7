"""Log lines as Powertools would write them, for code that must not import Powertools."""

import json
import os
import sys


def log(level: str, message: str, **fields: str) -> None:
    """Write a log line. Fields may hold no secrets and no personal data."""
    line = {"level": level, "message": message, **fields, "service": os.environ.get("POWERTOOLS_SERVICE_NAME", "")}
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
