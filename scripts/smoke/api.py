"""The shop's API, as its clients use it."""

import http.client
import json
import urllib.error
import urllib.request
from functools import cached_property
from typing import Any

from scripts.smoke.failures import Answer, of_answer, of_connection
from scripts.smoke.shop import Shop

_TIMEOUT = 35.0  # seconds; API Gateway answers after at most 29


class Api:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    @cached_property
    def currency(self) -> str:
        """The shop's currency. Raises: CheckFailed."""
        return str(self.call("GET", "/menu?shape=flat")["currency"])

    def call(self, method: str, path: str, body: Any = None, *, token: str | None = None, expect: int = 200) -> Any:
        """Send a request; return the document of its answer. Raises: CheckFailed for another status than `expect`."""
        answer = self.send(method, path, body, token=token)
        if answer.status != expect:
            raise of_answer(self.shop, method, path, answer)
        return answer.document

    def send(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
        """Send a request; return its answer. Raises: CheckFailed if there is none."""
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "make smoke"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.shop.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
                return Answer(answer.status, _document(answer.read()))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, _document(error.read()))
        except (OSError, http.client.HTTPException) as error:
            raise of_connection(self.shop, error) from None


def _document(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None
