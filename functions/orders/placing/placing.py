"""Placing an order: the cart is priced again, and everything is reserved and recorded in one transaction."""

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from bodega.errors import SessionEnded
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import new_id
from bodega.items import Item
from bodega.mail_tokens import new_token
from bodega.orders.documents import order_document
from bodega.orders.settings import Settings
from bodega.outbox import Template, order_mail, order_parameters
from orders.placing import store
from orders.placing.errors import NotOrderable, PriceChanged
from orders.placing.items import new_order
from orders.placing.person import Person, person_of
from orders.placing.shapes import Placed, Sender
from orders.placing.store import AccountGone, Changed, Mail, Read, TooManyMails
from orders.quoting.cart import Cart
from orders.quoting.quote import Quote, evaluate, wanted
from orders.quoting.schedule import Due
from orders.quoting.store import read_taken


class Numbers(NamedTuple):
    """The order numbers that a request has taken, by day. An attempt that repeats another one uses its number."""

    taken: dict[str, str]

    def of(self, day: str, settings: Settings) -> str:
        if day not in self.taken:
            self.taken[day] = f"{store.next_number(day, settings.number_from):03}"
        return self.taken[day]


def place(body: Mapping[str, Any], sender: Sender, request: IdempotentRequest) -> tuple[Item, bool]:
    """Place an order; return it as the API shows it, and whether the answer is replayed.

    1 BatchGetItem (and 1 for required choices that the cart does not name, 1 Query of the slots if the store has a
    capacity), 1 UpdateItem (number) and 1 TransactWriteItems. If stock, a price or the slot changed after they were
    read, all but the number is repeated.

    Raises: ValidationFailed, NotOrderable, PriceChanged, IdempotencyKeyReused, SessionEnded.
    """
    cart, order_id, numbers, mailed = Cart.of(body), new_id("ord"), Numbers({}), True
    while True:
        try:
            read = store.read_for_order(wanted(cart), sender.user_id, request)
            if read.record is not None:
                return request.replay(read.record), True
            person = person_of(body["customer"], sender.role, read.profile)
            quote, due = _orderable(cart, read, body["expectedTotal"]["amount"])
            number = numbers.of(due.day.isoformat(), quote.settings)
            placed = new_order(order_id, number, quote, due, person=person, sender=sender, note=body["note"])
            return _add(placed, quote, person, sender, request, mailed=mailed), False
        except Replayed as replayed:
            return request.replay(replayed.record), True
        except AccountGone:
            raise SessionEnded from None
        except TooManyMails:
            mailed = False
        except Changed:
            continue


def _orderable(cart: Cart, read: Read, expected: int) -> tuple[Quote, Due]:
    """Return the quote of a cart that can be ordered at the expected total.

    Raises: NotOrderable, PriceChanged, ValidationFailed.
    """
    quote = evaluate(cart, read.found, partial(read_taken, consistent=True))
    if quote.problems or quote.due is None:
        raise NotOrderable([problem.as_dict() for problem in quote.problems])
    if quote.priced.totals.total != expected:
        raise PriceChanged(quote.document())
    return quote, quote.due


def _add(
    placed: Placed, quote: Quote, person: Person, sender: Sender, request: IdempotentRequest, *, mailed: bool
) -> Item:
    """Write the order and return it. `mailed`: whether its mails may be sent."""
    answer = order_document(placed.head, placed.lines, placed.person)
    if not mailed:
        placed.person["mailed"] = False
    mail = _mail(placed.head, person, sender) if mailed and person.email else None
    if mail is not None:
        # The later mails of the order have the same link.
        placed.person["token"] = mail.write.item["token"]
    capacity = quote.settings.capacity
    store.add_order(
        placed,
        quote.products,
        sender,
        request,
        answer,
        most_units=capacity and capacity.per_slot,
        mail=mail,
    )
    return answer


def _mail(head: Item, person: Person, sender: Sender) -> Mail:
    """Return the mail that says that the order was received, or accepted if the store accepts orders at once."""
    seed, token = new_token("track")
    template = Template.ORDER_ACCEPTED if head["status"] == "accepted" else Template.ORDER_RECEIVED
    to = person.email or ""
    write = order_mail(
        template,
        to=to,
        user_id=sender.user_id if sender.buys else None,
        parameters=order_parameters(head, first_name=person.greeted_as),
        token=seed,
    )
    digest = hashlib.sha256(token.encode()).hexdigest()
    return Mail(write, digest, {} if person.proven else store.limits_of(to, sender))
