"""PyJWT's clock in tests: it follows `time.time`, which tests stop and move for the rest of the shop."""

import time
from datetime import datetime, tzinfo
from typing import Self


class TokenClock(datetime):
    """Replaces the `datetime` of `jwt.api_jwt`, which asks it for the current time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(time.time(), tz)
