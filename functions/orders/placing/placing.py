"""Placing an order: the cart is priced again, and everything is reserved and recorded in one transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from bodega import deadline
from bodega.errors import SessionEnded
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import new_id
from bodega.items import Item
from bodega.mail_tokens import TokenSeed, new_token
from bodega.orders.documents import order_document
from bodega.orders.mail_limits import counted_mail
from bodega.orders.settings import Settings
from bodega.orders.transitions import PENDING
from bodega.outbox import Template, order_mail, order_parameters
from orders.placing import store
from orders.placing.card import Earlier, payment_problems
from orders.placing.errors import NotOrderable, PriceChanged
from orders.placing.items import new_order
from orders.placing.person import Person, person_of
from orders.placing.shapes import Asked, Placed, Sender
from orders.placing.store import AccountGone, Changed, Mail, TooManyMails
from orders.pricing.cart import Problem
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
    read, all but the number is repeated. It is also repeated after the cancellation of an order of the buyer that
    waits for a card (1 Query, 1 TransactWriteItems).

    Raises: ValidationFailed, NotOrderable, PriceChanged, IdempotencyKeyReused, SessionEnded.
    """
    cart, order_id, numbers, mailed = Cart.of(body), new_id("ord"), Numbers({}), True
    asked, earlier = Asked(body["payment"]["method"], body["note"]), Earlier(sender)
    while True:
        deadline.require_time()
        try:
            read = store.read_for_order(wanted(cart), sender.user_id, request, with_unpaid=earlier.possible)
            if read.record is not None:
                return request.replay(read.record), True
            person = person_of(body["customer"], sender.role, read.profile)
            quote = evaluate(cart, read.found, partial(read_taken, consistent=True))
            expected = body["expectedTotal"]["amount"]
            problems = [*quote.problems, *payment_problems(asked.method, sender)]
            if earlier.replaced(read.unpaid, problems, as_expected=quote.priced.totals.total == expected):
                continue
            due = _orderable(quote, problems, expected)
            number = numbers.of(due.day.isoformat(), quote.settings)
            placed = new_order(order_id, number, quote, due, asked=asked, person=person, sender=sender)
            return _add(placed, quote, person, sender, request, mailed=mailed, unpaid=read.unpaid), False
        except Replayed as replayed:
            return request.replay(replayed.record), True
        except AccountGone:
            raise SessionEnded from None
        except TooManyMails:
            mailed = False
        except Changed:
            continue


def _orderable(quote: Quote, problems: Sequence[Problem], expected: int) -> Due:
    """Return when the order is due, if it can be ordered at the expected total.

    Raises: NotOrderable, PriceChanged.
    """
    if problems or quote.due is None:
        raise NotOrderable([problem.as_dict() for problem in problems])
    if quote.priced.totals.total != expected:
        raise PriceChanged(quote.document())
    return quote.due


def _add(
    placed: Placed,
    quote: Quote,
    person: Person,
    sender: Sender,
    request: IdempotentRequest,
    *,
    mailed: bool,
    unpaid: str | None,
) -> Item:
    """Write the order and return it. `mailed`: whether its mails may be sent. `unpaid`: as `read_for_order` returns."""
    answer = order_document(placed.head, placed.lines, placed.person)
    mail = None
    if placed.head["status"] == PENDING:
        placed.person.update(_later_mail(person))
    elif not mailed:
        placed.person["mailed"] = False
    elif person.email:
        mail = _mail(placed.head, person, sender)
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
        unpaid=unpaid,
    )
    return answer


def _later_mail(person: Person) -> Item:
    """Return what the mail needs that is sent once a pending order is placed: its token, and whom it greets.

    `track`: the digest of the token. The function that places the order cannot derive it.
    """
    if not person.email:
        return {}
    seed, digest = _new_link()
    greeted = {"greetedAs": person.greeted_as} if person.greeted_as else {}
    return {"token": seed._asdict(), "track": digest, **greeted}


def _new_link() -> tuple[TokenSeed, str]:
    """Return the seed of a tracking token, and the digest under which the token leads to the order."""
    seed, token = new_token("track")
    return seed, hashlib.sha256(token.encode()).hexdigest()


def _mail(head: Item, person: Person, sender: Sender) -> Mail:
    """Return the mail that says that the order was received, or accepted if the store accepts orders at once."""
    seed, digest = _new_link()
    buyer = sender.user_id if sender.buys else None
    template = Template.ORDER_ACCEPTED if head["status"] == "accepted" else Template.ORDER_RECEIVED
    to = person.email or ""
    write = order_mail(
        template,
        to=to,
        user_id=buyer,
        parameters=order_parameters(head, first_name=person.greeted_as),
        token=seed,
    )
    return Mail(write, digest, {} if person.proven else counted_mail(to, buyer))
