"""Sessions: those of a person, and those of a browser with the cookies of the shop's pages."""

from dataclasses import dataclass, field
from typing import Any

from bodega.dynamodb import Update
from bodega.sessions import session_key
from harness.shop.client import Answer, Shop
from harness.shop.people import Person, caller_of, log_in
from users.storage.accounts import table

STORE = "__Host-Http-bodega-store"
ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age="
CLEARED = f"{STORE}=; {ATTRIBUTES}0"


@dataclass
class Browser:
    """A page of the storefront, and the cookies that its browser has."""

    shop: Shop
    page: str = "store"
    cookies: dict[str, str] = field(default_factory=dict)
    access_token: str = ""

    def send(self, method: str, url: str, body: Any = None, *, cookie: str | None = None, **event: Any) -> Answer:
        """Send a request of the page, and keep cookie and access token of the response. `cookie`: other cookies."""
        sent = cookie if cookie is not None else "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"X-Bodega-Session": self.page, **({"Cookie": sent} if sent else {})}
        answer = self.shop.call(method, url, body=body, headers=headers, **{"role": "nobody", **event})
        if "Set-Cookie" in answer.headers:
            name, value = answer.headers["Set-Cookie"].partition(";")[0].split("=")
            self.cookies = {name: value} if value else {}
        if answer.status < 300 and answer.body:
            self.access_token = answer.json["accessToken"]
        return answer

    def send_signed_in(self, method: str, url: str, body: Any = None) -> Answer:
        return self.send(method, url, body, caller=caller_of(self.access_token))

    def refresh(self, **event: Any) -> Answer:
        return self.send("POST", "/users/refresh", **event)

    @property
    def token(self) -> str:
        return self.cookies[f"__Host-Http-bodega-{self.page}"]


def another_session(person: Person) -> Person:
    return Person(person.shop, person.email, log_in(person.shop, person.email))


def set_session(person: Person, **changes: Any) -> None:
    key = session_key(person.id, caller_of(person.access_token)["sessionId"])
    table.update(Update(key, "attribute_exists(#pk)", set=changes))
