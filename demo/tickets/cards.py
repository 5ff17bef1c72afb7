"""Guests who order and pay by card, at the stand-in for Stripe of the local stack."""

import http.client
import json
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from urllib.parse import quote, urlencode, urlsplit

from demo.client import TIMEOUT_SECONDS, Body, Client, Refused, Unreachable
from demo.progress import LoadError

EMAIL = "guest@bodega.example"


class CardBuyers:
    """`connect`: opens a connection to the API with a token, or without one. `stripe`: the URL of the stand-in."""

    def __init__(self, connect: Callable[[str | None], Client], stripe: str) -> None:
        self._connect = connect
        self._stripe = stripe.rstrip("/")

    def register(self) -> str:
        """Open the session of a new guest, and return its access token."""
        with closing(self._connect(None)) as nobody:
            return str(nobody.call("POST", "/users/guests", expected=HTTPStatus.CREATED)["accessToken"])

    def buy(self, guest_token: str, body: Body, key: str, card: str) -> str | None:
        """Place an order as a guest, pay for it with a test card, and return its ID. A second call continues the first.

        None if Stripe takes no such amount in the shop's currency: the order expires.

        Raises: LoadError if the card is declined, Refused, Unreachable.
        """
        with closing(self._connect(guest_token)) as guest:
            order_id = str(guest.create("orders", {**body, "payment": {"method": "card"}}, key)["id"])
            path = f"/orders/mine/{order_id}"
            if guest.call("GET", path, expected=HTTPStatus.OK)["status"] == "pending":
                try:
                    started = guest.call("POST", f"{path}/payments", expected=HTTPStatus.CREATED)
                except Refused as error:
                    if error.status == HTTPStatus.CONFLICT:
                        return None
                    raise
                if started["status"] == "waiting":
                    self._confirm(str(started["clientSecret"]), str(started["publishableKey"]), card)
                guest.call("POST", f"{path}/payments/refresh", expected=HTTPStatus.OK)
        return order_id

    def _confirm(self, secret: str, key: str, card: str) -> None:
        """Pay as Stripe.js does in a browser."""
        address = urlsplit(self._stripe)
        intent = quote(secret.partition("_secret_")[0])
        form = urlencode({"client_secret": secret, "payment_method": card})
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", f"{address.path}/v1/payment_intents/{intent}/confirm", form, headers)
            response = connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{self._stripe} does not answer: {error!r}") from error
        finally:
            connection.close()
        if response.status != HTTPStatus.OK:
            raise LoadError(f"The card {card} was declined: {json.loads(answer)['error']['message']}")
