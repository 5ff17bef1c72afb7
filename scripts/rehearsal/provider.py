"""The stand-in for Stripe as the payment provider of the rehearsed shop, in a process of its own.

`python -m scripts.rehearsal.provider PORT FOLDER` serves it. It needs the packages of the local stack, so it runs with
the Python of .venv.
"""

import base64
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import boto3

from scripts.deployment.sam import ROOT

PUBLISHABLE_KEY = "pk_test_rehearsal"
_PYTHON = ROOT / ".venv" / "bin" / "python"
_KEYS = "keys.json"
_PATIENCE = 300.0  # seconds, for a busy machine


class Webhook(NamedTuple):
    body: bytes
    headers: Mapping[str, str]


class Provider:
    """The stand-in on a free port. It starts when the shop has its secrets, because it uses the same keys."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of a shop that uses it."""
        return {
            "PaymentProvider": "stripe",
            "PaymentEndpoint": self.url,
            "PaymentPublishableKey": PUBLISHABLE_KEY,
        }

    def start(self, names: Mapping[str, str]) -> None:
        """Serve the stand-in with the keys in the shop's secrets.

        `names`: the physical IDs of the stack's resources.
        """
        secrets = boto3.client("secretsmanager")
        keys = {
            name: secrets.get_secret_value(SecretId=names[secret])["SecretString"]
            for name, secret in (("secret", "PaymentKey"), ("webhook", "PaymentWebhookKey"))
        }
        (self._folder / _KEYS).write_text(json.dumps({**keys, "publishable": PUBLISHABLE_KEY}), encoding="ascii")
        command = [str(_PYTHON), "-m", "scripts.rehearsal.provider", str(self._port), str(self._folder)]
        self._process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        give_up = time.monotonic() + _PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise SystemExit("The stand-in for Stripe did not start.")
            time.sleep(0.2)

    def pay(self, client_secret: str, card: str = "pm_card_visa") -> None:
        """Pay as the customer's browser does."""
        payment = client_secret.partition("_secret_")[0]
        form = urllib.parse.urlencode({"payment_method": card, "client_secret": client_secret}).encode()
        headers = {"Authorization": f"Bearer {PUBLISHABLE_KEY}"}
        self._request(f"/v1/payment_intents/{payment}/confirm", form, headers)

    def webhooks(self) -> list[Webhook]:
        """Return the webhooks that wait for their delivery, oldest first."""
        taken = self._request("/stand-in/webhooks/take", b'{"all": true}', {"Content-Type": "application/json"})
        return [Webhook(base64.b64decode(one["body"]), one["headers"]) for one in taken["deliveries"]]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def _answers(self) -> bool:
        try:
            self._request("/stand-in/clock")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return True

    def _request(self, path: str, data: bytes | None = None, headers: Mapping[str, str] | None = None) -> Any:
        request = urllib.request.Request(f"{self.url}{path}", data, dict(headers or {}))
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def serve(port: int, folder: Path) -> None:
    """Serve the stand-in with the keys and the books in a folder."""
    from aiohttp import web

    from local.payments.server import application
    from local.payments.stand_in import ProviderKeys, StandIn

    keys = ProviderKeys(**json.loads((folder / _KEYS).read_text(encoding="ascii")))
    stand_in = StandIn(folder / "payments.sqlite", keys)
    web.run_app(application(stand_in, None), host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
