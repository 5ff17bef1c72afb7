"""How a step says that API Gateway answers by itself."""

from __future__ import annotations

from typing import Any


class GatewayError(Exception):
    """The request ends here with a gateway response.

    `message` is for the caller (None: the kind's own), `explanation` for the developer's terminal.
    """

    def __init__(
        self,
        kind: str,
        message: str | None = None,
        explanation: str | None = None,
        context: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.message = message
        self.explanation = explanation
        self.context = context
