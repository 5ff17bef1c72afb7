"""A payment provider in memory, which fails on demand."""

import hmac
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from payments.payment_provider import (
    Charge,
    Declined,
    Dispute,
    Impossible,
    InvalidSignature,
    NotNow,
    Rank,
    RefundReport,
    Report,
    Started,
    Unavailable,
)

_Result = TypeVar("_Result")

_EVENTS: Mapping[str, Callable[..., Any]] = {each.__name__: each for each in (Report, RefundReport, Dispute)}

LAPSES = datetime(2026, 12, 7, 14, 5, tzinfo=UTC)


@dataclass(frozen=True)
class _Refund:
    key: str
    report: RefundReport


@dataclass(frozen=True)
class _Payment:
    report: Report
    refunds: tuple[_Refund, ...] = ()


@dataclass
class FakeProvider:
    """`calls`: the names of the calls, in their order. `down`: it answers none of them.

    `lost`: the names of the calls whose next answer is lost. `refuses`: those that it refuses for good.
    """

    name: str = "stripe"
    captures: bool = True
    calls: list[str] = field(default_factory=list)
    down: bool = False
    lost: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    refund_status: Any = "succeeded"
    _payments: dict[str, _Payment] = field(default_factory=dict)
    _results: dict[str, Any] = field(default_factory=dict)

    # ------------------------------------------------------------------ what happens at the provider
    def pay(self, payment_id: str) -> None:
        """Let the customer pay."""
        report = self._payments[payment_id].report
        if report.rank is Rank.WAITING:
            self._change(payment_id, rank=Rank.AUTHORIZED, capture_before=LAPSES)

    def take(self, payment_id: str) -> None:
        """Capture a payment without the shop, as a person can at the provider."""
        self._change(payment_id, rank=Rank.CAPTURED, captured=self._payments[payment_id].report.amount)

    def close(self, payment_id: str) -> None:
        """Void a payment without the shop, as the provider does when an authorization lapses."""
        self._change(payment_id, rank=Rank.VOIDED)

    def lose(self, payment_id: str) -> None:
        """Forget a payment."""
        del self._payments[payment_id]

    def end_refunds(self, status: Any) -> None:
        """Give all refunds a result."""
        for payment_id, payment in self._payments.items():
            ended = tuple(replace(each, report=each.report._replace(status=status)) for each in payment.refunds)
            self._payments[payment_id] = replace(payment, refunds=ended)

    def forget_keys(self) -> None:
        self._results.clear()

    def rank(self, payment_id: str) -> Rank:
        return self._payments[payment_id].report.rank

    def refunded(self, payment_id: str) -> int:
        """Return the sum of a payment's refunds."""
        return sum(each.report.amount for each in self._payments[payment_id].refunds)

    @property
    def payments(self) -> list[str]:
        return list(self._payments)

    # ------------------------------------------------------------------ the port
    def start(self, charge: Charge) -> Started:
        def started() -> Started:
            if "start" in self.refuses:
                raise Impossible("amount_too_small")
            payment_id = f"pi_{len(self._payments) + 1}"
            report = Report(
                payment_id, Rank.WAITING, charge.amount, 0, charge.currency, charge.order_id, charge.attempt
            )
            self._payments[payment_id] = _Payment(report)
            return Started(payment_id, f"{payment_id}_secret", Rank.WAITING)

        return self._call("start", charge.key, started)

    def look(self, id: str) -> Report:
        def found() -> Report:
            if id not in self._payments:
                raise NotNow("resource_missing")
            return self._payments[id].report

        return self._call("look", None, found)

    def capture(self, id: str, amount: int, key: str) -> Report:
        def captured() -> Report:
            report = self._known(id).report
            if "capture" in self.refuses:
                raise Declined("card_declined", report)
            if report.rank is not Rank.AUTHORIZED:
                raise Impossible("unexpected_state", report)
            return self._change(id, rank=Rank.CAPTURED, captured=amount, commands=(key,))

        return self._call("capture", key, captured)

    def void(self, id: str, key: str) -> Report:
        def voided() -> Report:
            report = self._known(id).report
            if report.rank is Rank.CAPTURED or "void" in self.refuses:
                raise Impossible("unexpected_state", report)
            return self._change(id, rank=Rank.VOIDED)

        return self._call("void", key, voided)

    def refund(self, id: str, amount: int, key: str, order_id: str) -> RefundReport:
        def refunded() -> RefundReport:
            payment = self._known(id)
            if "refund" in self.refuses or self.refunded(id) + amount > payment.report.captured:
                raise Impossible("charge_already_refunded", payment.report)
            number = f"re_{len(payment.refunds) + 1}"
            report = RefundReport(number, id, order_id, key, amount, payment.report.currency, self.refund_status)
            self._payments[id] = replace(payment, refunds=(*payment.refunds, _Refund(key, report)))
            return report

        return self._call("refund", key, refunded)

    def find_refund(self, id: str, key: str) -> RefundReport | None:
        def found() -> RefundReport | None:
            return next((each.report for each in self._known(id).refunds if each.key == key), None)

        return self._call("find_refund", None, found)

    def read_event(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[str]
    ) -> Report | RefundReport | Dispute | None:
        signature = headers.get("fake-signature", "")
        if not any(hmac.compare_digest(sign(secret, body), signature) for secret in secrets):
            raise InvalidSignature
        event = json.loads(body)
        kind, members = _EVENTS.get(event["kind"]), event["members"]
        if "rank" in members:
            members["rank"] = Rank(members["rank"])
        return kind and kind(**members)

    def list_since(self, moment: datetime) -> Iterator[Report]:
        raise NotImplementedError

    def list_refunds_since(self, moment: datetime) -> Iterator[RefundReport]:
        raise NotImplementedError

    # ------------------------------------------------------------------ inside
    def _call(self, name: str, key: str | None, act: Callable[[], _Result]) -> _Result:
        self.calls.append(name)
        if self.down:
            raise Unavailable("down")
        known = f"{name} {key}"
        result: _Result = self._results[known] if known in self._results else act()
        if key is not None:
            self._results[known] = result
        if name in self.lost:
            self.lost.remove(name)
            raise Unavailable("lost")
        return result

    def _known(self, payment_id: str) -> _Payment:
        if payment_id not in self._payments:
            raise Impossible("resource_missing")
        return self._payments[payment_id]

    def _change(self, payment_id: str, **changed: Any) -> Report:
        payment = self._known(payment_id)
        report = payment.report._replace(**changed)
        self._payments[payment_id] = replace(payment, report=report)
        return report


def sign(secret: str, body: bytes) -> str:
    """Return the signature of an event."""
    return hmac.digest(secret.encode(), body, "sha256").hex()


def event_of(event: Report | RefundReport | Dispute) -> bytes:
    """Return the body of an event, as the provider sends it. Events have no times."""
    members = {name: value for name, value in event._asdict().items() if not isinstance(value, datetime)}
    return json.dumps({"kind": type(event).__name__, "members": members}, ensure_ascii=False).encode()
