"""One run of the smoke test, and the names of what it creates."""

import secrets
import time
from dataclasses import dataclass, field

_LONGEST = 600.0  # seconds, after which a run has ended, or was killed


@dataclass
class Run:
    """One run of the smoke test. All that it creates has its `id` in its name.

    `moment`: the time of its order (RFC 3339). `hour` and `day`: the labels of that time in reports, known before the
    order is sent.
    """

    id: str = field(default_factory=lambda: secrets.token_hex(5))
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    started: float = field(default_factory=time.time)
    moment: str = ""
    hour: str = ""
    day: str = ""
    user_id: str = ""

    @property
    def email(self) -> str:
        """An address of SES's mailbox simulator, which accepts mail for every label after the plus sign."""
        return f"success+{self.id}@simulator.amazonses.com"

    @property
    def name(self) -> str:
        """The name of the run's catalogue item, and the ID of its order, event and product."""
        return f"smoke-{self.id}"

    @property
    def has_ended(self) -> bool:
        return time.time() > self.started + _LONGEST
