"""A client that calls the functions' handlers in this process with the events of API Gateway."""

import json
from dataclasses import dataclass
from typing import Any

from harness.aws.policy_simulator import running
from harness.shop.events import api_event, lambda_context
from harness.shop.functions import function_of, load_app
from harness.shop.kinds import minimal

ADMIN = {"userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1ADM", "role": "admin", "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1ADM"}
CUSTOMER = {
    "userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1CST",
    "role": "customer",
    "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1CST",
}
STAFF = {"userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1STF", "role": "staff", "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1STF"}
GUEST = {"userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1GST", "role": "guest", "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1GST"}
OTHER_ADMIN = {
    "userId": "usr_01JD4W0Q8V5E2M7T9X3K6B1AD2",
    "role": "admin",
    "sessionId": "ses_01JD4W0Q8V5E2M7T9X3K6B1AD2",
}
CALLERS: dict[str, dict[str, str] | None] = {
    "admin": ADMIN,
    "other admin": OTHER_ADMIN,
    "customer": CUSTOMER,
    "staff": STAFF,
    "guest": GUEST,
    "nobody": None,
}

_MOST_PAGES = 100


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str | None

    @property
    def json(self) -> Any:
        return json.loads(self.body or "null")

    @property
    def code(self) -> str:
        assert self.headers["Content-Type"] == "application/problem+json", self
        return str(self.json["code"])

    @property
    def pointers(self) -> list[str]:
        return [error["pointer"] for error in self.json["errors"]]


class Shop:
    """Calls the handlers of all functions, as an admin by default."""

    def call(
        self, method: str, url: str, *, role: str = "admin", caller: dict[str, str] | None = None, **event: Any
    ) -> Answer:
        """Call the handler of the URL's function. `caller`: the authorizer's context; by default that of `role`."""
        function = function_of(url)
        raw = api_event(method, url, caller=caller or CALLERS[role], **event)
        with running(function):
            response = load_app(function).handler(raw, lambda_context(function))
        headers = {name: ", ".join(values) for name, values in response["multiValueHeaders"].items()}
        return Answer(response["statusCode"], headers, response["body"])

    def get(self, url: str, **event: Any) -> Answer:
        return self.call("GET", url, **{"role": "nobody", **event})

    def post(self, url: str, body: Any = None, **event: Any) -> Answer:
        return self.call("POST", url, body=body, **event)

    def put(self, url: str, body: Any = None, **event: Any) -> Answer:
        return self.call("PUT", url, body=body, **event)

    def patch(self, url: str, body: Any = None, **event: Any) -> Answer:
        return self.call("PATCH", url, body=body, **event)

    def delete(self, url: str, **event: Any) -> Answer:
        return self.call("DELETE", url, **event)

    def pages(self, url: str, limit: int) -> list[list[dict[str, Any]]]:
        """Return the items of all pages of a list, page by page."""
        found: list[list[dict[str, Any]]] = []
        cursor = ""
        while cursor is not None:
            assert len(found) < _MOST_PAGES, "the list does not end"
            separator = "&" if "?" in url else "?"
            answer = self.get(f"{url}{separator}limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
            assert answer.status == 200, answer
            found.append(answer.json["items"])
            cursor = answer.json["nextCursor"]
        return found

    def add(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Create an item of `kind` with default values for the fields that are not given."""
        answer = self.post(f"/{kind}", {**minimal(kind), **fields})
        assert answer.status == 201, answer
        created: dict[str, Any] = answer.json
        return created
