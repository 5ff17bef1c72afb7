"""Moto's server as an engine: it prints its free port of 127.0.0.1, and ends when standard input closes.

The stack starts this file as a script and never imports it. Argument: the folder for the mail that SES accepts.
"""

from __future__ import annotations

import io
import ipaddress
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

_HOST_OF_CONTAINERS = "host.docker.internal"
_SEND_EMAIL = ("POST", "/v2/email/outbound-emails")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class KeepMail:
    """Writes each mail to a file before SES answers. Moto keeps only parts of a mail, and in memory.

    A file holds the request of SendEmail and its time. `local/pages/mailbox.py` reads the files.
    """

    def __init__(self, application: Application, folder: Path) -> None:
        self._application = application
        self._folder = folder

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != _SEND_EMAIL:
            return self._application(environ, start_response)
        request = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(request)
        statuses: list[str] = []

        def start(status: str, *rest: Any) -> Any:
            statuses.append(status)
            return start_response(status, *rest)

        answer = b"".join(self._application(environ, start))
        if statuses[-1].startswith("200"):
            self._keep(json.loads(request), json.loads(answer)["MessageId"])
        return [answer]

    def _keep(self, request: dict[str, Any], message_id: str) -> None:
        now = time.time()
        self._folder.mkdir(parents=True, exist_ok=True)
        # Names begin with the time, so that they sort by it. A file is hidden until it is complete.
        name = f"{int(now * 1000):013d}-{message_id}.json"
        hidden = self._folder / f".{name}"
        hidden.write_text(json.dumps({"sentAt": now, "request": request}), encoding="utf-8")
        hidden.replace(self._folder / name)


class RefuseWebPages:
    """Refuses requests that a web page can send. Moto lets every origin read its answers, and secrets are among them.

    A page of another origin sends its `Origin`. A page whose host name resolves to 127.0.0.1 sends its name as `Host`.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "HTTP_ORIGIN" not in environ and _is_machine(environ.get("HTTP_HOST", "")):
            return self._application(environ, start_response)
        start_response("403 Forbidden", [("Content-Type", "text/plain")])
        return [b"Web pages cannot use this server.\n"]


def _is_machine(host: str) -> bool:
    """Return whether the host is an address, or the name that a container has for its host."""
    name = host.rpartition(":")[0] or host
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name == _HOST_OF_CONTAINERS
    return True


def _end_with_the_stack() -> None:
    while os.read(0, 1):
        pass
    os._exit(0)


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line per request
    application = RefuseWebPages(KeepMail(DomainDispatcherApplication(create_backend_app), Path(sys.argv[1])))
    server = make_server("127.0.0.1", 0, application, threaded=True)
    threading.Thread(target=_end_with_the_stack, daemon=True).start()
    sys.stdout.write(f"PORT {server.port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
