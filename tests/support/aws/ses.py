"""A fake of SES over HTTP. It stores the mails that it is sent, and fails on demand."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class SesError:
    status: int
    code: str
    message: str = "injected"


def not_verified(*identities: str) -> SesError:
    """Return SES's error for identities that are not verified: senders, and in the sandbox recipients too."""
    message = "Email address is not verified. The following identities failed the check in region CA-CENTRAL-1: "
    return SesError(400, "MessageRejected", message + ", ".join(identities))


@dataclass
class Ses:
    """`taken`: requests of SendEmail that were answered with success, in order. `attempts` counts all of them.

    `errors`: what comes instead, by the receiver's address ("" for every one). `late`: seconds before each answer.
    """

    taken: list[dict[str, Any]] = field(default_factory=list)
    attempts: int = 0
    errors: dict[str, SesError] = field(default_factory=dict)
    late: float = 0.0
    url: str = ""

    @property
    def receivers(self) -> list[str]:
        return [request["Destination"]["ToAddresses"][0] for request in self.taken]

    def answer(self, request: dict[str, Any]) -> tuple[int, dict[str, str], dict[str, str]]:
        """Status, headers and body."""
        self.attempts += 1
        error = self.errors.get(request["Destination"]["ToAddresses"][0]) or self.errors.get("")
        if error:
            return error.status, {"X-Amzn-ErrorType": error.code}, {"message": error.message}
        self.taken.append(request)
        return 200, {}, {"MessageId": f"message-{len(self.taken)}"}


@contextmanager
def ses_server() -> Iterator[Ses]:
    ses = Ses()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:  # the name that http.server calls
            assert self.path == "/v2/email/outbound-emails"
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, document = ses.answer(request)
            time.sleep(ses.late)
            body = json.dumps(document).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent: tests look at what was taken."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that hung up is no error of the server's."""

    with Server(("127.0.0.1", 0), Handler) as server:
        ses.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield ses
        finally:
            server.shutdown()
            thread.join()
