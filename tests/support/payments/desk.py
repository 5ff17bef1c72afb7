"""The payment provider as a played shop sees it: customers pay at it, it sends events, and it keeps a ledger."""

from typing import Any

from local.payments.events import sign
from tests.support.payments.ledger import AUTHORIZED, CAPTURED, VOIDED, WAITING, Intent, Ledger, Refund
from tests.support.payments.stand_in import Answer, StandInHandle

GOOD, DECLINED, SECURE = "pm_card_visa", "pm_card_chargeDeclined", "pm_card_authenticationRequired"
CAPTURE_FAILS, REFUND_FAILS, REFUND_WAITS = "pm_card_captureFail", "pm_card_refundFail", "pm_card_pendingRefund"
"""Cards. `SECURE` asks for 3-D Secure."""

PAID, REFUSED, NOBODY = "paid", "refused", "down"
"""Results of paying, besides `declined` and `secure`: the payment is closed, or the provider is down."""

_OK, _PAYMENT_REQUIRED = 200, 402
_RESULTS = {"requires_capture": PAID, "succeeded": PAID, "requires_action": "secure"}
_STATUSES = {"requires_capture": AUTHORIZED, "succeeded": CAPTURED, "canceled": VOIDED}


class Desk:
    """The running stand-in. Its clock is the played shop's, because both read the same time."""

    def __init__(self, stand_in: StandInHandle) -> None:
        self.stand_in = stand_in
        self.is_down = False

    def pay(self, secret: str, card: str) -> str:
        """Pay with a card as the storefront does, and return the result."""
        return NOBODY if self.is_down else _result(self.stand_in.pay(secret, card))

    def finish(self, secret: str, *, well: bool) -> str:
        """End 3-D Secure, and return the result."""
        payment = secret.partition("_secret_")[0]
        if self.is_down:
            return NOBODY
        return _result(self.stand_in.authenticate(payment, "complete" if well else "fail"))

    def take_events(self) -> list[bytes]:
        """Return the events since the last call, in their order."""
        bodies: list[bytes] = []

        def take(body: bytes, _: dict[str, str]) -> int:
            bodies.append(body)
            return _OK

        self.stand_in.deliver(take, everything=True)
        return bodies

    def signature(self, body: bytes) -> dict[str, str]:
        """Return the header that signs an event now."""
        return {"Stripe-Signature": sign(body, self.stand_in.keys.webhook)}

    def set_down(self, *, down: bool) -> None:
        self.is_down = down
        if down:
            self.stand_in.down()
        else:
            self.stand_in.up()

    def ledger(self) -> Ledger:
        books = self.stand_in.books()
        refunds: dict[str, list[Refund]] = {}
        for each in books["refunds"]:
            refund = Refund(each["id"], each["amount"], each["status"], each["metadata"].get("command"))
            refunds.setdefault(each["payment_intent"], []).append(refund)
        return Ledger(_intent(each, refunds.get(each["id"], ())) for each in books["payment_intents"])


def _result(answer: Answer) -> str:
    if answer.status == _PAYMENT_REQUIRED:
        return "declined"
    if answer.status != _OK:
        return REFUSED
    return _RESULTS.get(answer.document["status"], "declined")


def _intent(document: dict[str, Any], refunds: Any) -> Intent:
    metadata, status = document["metadata"], _STATUSES.get(document["status"], WAITING)
    amounts = document["amount"], document["amount_received"]
    attempt = int(metadata["attempt"])
    return Intent(document["id"], metadata["order"], attempt, status, *amounts, document["currency"], tuple(refunds))
