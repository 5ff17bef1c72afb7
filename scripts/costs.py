"""Writes what a million requests of each route cost into docs/operations.md, from calls and list prices.

The calls are those that tests assert (docs/architecture.md has them in words); units of storage are for items of up to
1 KB. `--check` writes nothing and fails where the table is not what this works out.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- costs: written by scripts/costs.py (make costs) -->\n", "<!-- costs end -->\n"

# USD, us-east-1, arm64, without free tiers: AWS's list prices as assumed on 2026-11-25.
REQUEST = 3.50  # API Gateway REST, per million, the first 333 million a month
INVOCATION = 0.20  # Lambda, per million
GIGABYTE_SECOND = 0.0000133334 * 1_000_000
READ_UNIT, WRITE_UNIT = 0.125, 0.625  # DynamoDB on demand, per million
LOGS = 0.50  # CloudWatch Logs, per GB, which is a million times a kilobyte
TRACES = 5.00 * 0.05  # X-Ray, per million, of which one in twenty is kept
MAIL = 100.0  # SES, per million

SMALL, WHOLE = 512 / 1024, 1769 / 1024  # GB of memory
AUTHORIZER_MS, AUTHORIZER_READS = 15, 2.0
MAILER_MS = 300
KILOBYTES_LOGGED = 0.9  # access log, Lambda's lines, metrics: of one function


@dataclass(frozen=True)
class Work:
    """What a request asks for. `reads` and `writes` are units, an index's and a transaction's double ones included."""

    what: str
    routes: tuple[str, ...]
    reads: float
    writes: float
    milliseconds: int = 20
    memory: float = SMALL
    guarded: bool = True
    mails: int = 0

    @property
    def usd(self) -> float:
        functions = 1 + self.guarded + self.mails
        lambda_ = INVOCATION + GIGABYTE_SECOND * self.memory * self.milliseconds / 1000
        if self.guarded:
            lambda_ += INVOCATION + GIGABYTE_SECOND * SMALL * AUTHORIZER_MS / 1000
        mail = self.mails * (MAIL + INVOCATION + GIGABYTE_SECOND * SMALL * MAILER_MS / 1000)
        reads = self.reads + AUTHORIZER_READS * self.guarded
        storage = READ_UNIT * reads + WRITE_UNIT * self.writes
        return REQUEST + lambda_ + mail + storage + LOGS * KILOBYTES_LOGGED * functions + TRACES


KINDS = ("addons", "customizations", "products", "categories")


def _each(method: str, path: str) -> tuple[str, ...]:
    return tuple(f"{method} {path.replace('KIND', kind)}" for kind in KINDS)


def _users(
    what: str, *routes: str, reads: float = 0, writes: float = 0, milliseconds: int = 15, mails: int = 0
) -> Work:
    guarded = not any(f"{word}" in routes[0] for word in PUBLIC)
    routes = tuple(route.replace(" ", " /users", 1) for route in routes)
    return Work(what, routes, reads, writes, milliseconds, WHOLE, guarded, mails)


PUBLIC = ("/register", "/login", "/refresh", "/forgot", "/reset", "/verify")
HASH_MS = 400  # of a whole processor, at cost 12

WORK = (
    Work("one thing", _each("GET", "/KIND/{id}"), 0.5, 0, guarded=False),
    Work("a page of 25, half a KB each", _each("GET", "/KIND"), 2, 0, 30, guarded=False),
    Work("the menu, 200 things", ("GET /menu",), 12.5, 0, 120, guarded=False),
    # Item, claim, idempotency record and one reference, and both items' places in the index.
    Work("create", _each("POST", "/KIND"), 0, 10, 30),
    Work("replace", _each("PUT", "/KIND/{id}"), 0, 2, 25),
    Work("patch", _each("PATCH", "/KIND/{id}"), 1, 2, 30),
    Work("stock", _each("PUT", "/KIND/{id}/stock"), 0, 2),
    Work("delete", _each("DELETE", "/KIND/{id}"), 1, 5, 30),
    Work("order, ten that move", ("PUT /categories/order",), 2, 30, 40),
    _users("register", "POST /register", reads=2, writes=16, milliseconds=HASH_MS + 60, mails=1),
    _users("log in", "POST /login", reads=2, writes=9, milliseconds=HASH_MS),
    _users("refresh", "POST /refresh", writes=4, milliseconds=20),
    _users("log out", "POST /logout", writes=2),
    _users("ask for a reset", "POST /password/forgot", reads=2, writes=11, milliseconds=30, mails=1),
    _users("reset the password", "POST /password/reset", reads=2, writes=12, milliseconds=HASH_MS + 60, mails=1),
    _users("verify the email", "POST /email/verify", reads=3, writes=7, milliseconds=30),
    _users("change the password", "PUT /me/password", reads=3, writes=13, milliseconds=2 * HASH_MS + 60, mails=1),
    _users("read profile or points", "GET /me", "GET /me/loyalty", "GET /{id}", reads=1),
    _users("change the profile", "PATCH /me", reads=1, writes=5, milliseconds=25),
    _users("export", "GET /me/export", reads=4, milliseconds=50),
    _users("erase", "DELETE /me", reads=9, writes=19, milliseconds=HASH_MS + 120),
    _users(
        "list addresses, payment methods, ledger, users",
        "GET /me/addresses",
        "GET /me/payment-methods",
        "GET /me/loyalty/transactions",
        "GET ",
        reads=1,
        milliseconds=20,
    ),
    _users("one address", "GET /me/addresses/{id}", reads=2),
    _users(
        "add an address or payment method", "POST /me/addresses", "POST /me/payment-methods", writes=6, milliseconds=25
    ),
    _users("replace an address", "PUT /me/addresses/{id}", reads=2, writes=2, milliseconds=25),
    _users(
        "delete one, choose the default",
        "DELETE /me/addresses/{id}",
        "DELETE /me/payment-methods/{id}",
        "PUT /me/payment-methods/{id}/default",
        writes=4,
        milliseconds=20,
    ),
    _users(
        "spend or give points", "POST /me/loyalty/redemptions", "POST /{id}/loyalty/accruals", writes=8, milliseconds=25
    ),
    # 25 claims and 7 KB of events; then, by the aggregator, a mark, 4 buckets and 10 products.
    Work("take 25 orders and count them", ("POST /analytics/events",), 0, 66 + 30, 60 + 40),
    Work("summary", ("GET /analytics/summary",), 1, 0, 25),
    Work("orders over time, a month by day", ("GET /analytics/orders",), 1, 0, 25),
    Work("best sellers of a month, 60 products", ("GET /analytics/products",), 5, 0, 40),
    Work("a year's daily figures", ("GET /analytics/export",), 6, 0, 60),
    _users("status, role", "PUT /{id}/status", "PUT /{id}/role", reads=1, writes=7, milliseconds=25),
)


def build() -> str:
    rows = ["| Request | Routes | Reads | Writes | Time | USD per million |", "|---|---|---|---|---|---|"]
    for work in sorted(WORK, key=lambda work: work.usd):
        routes = ", ".join(f"`{route}`" for route in work.routes)
        time = f"{work.milliseconds} ms × {work.memory * 1024:.0f} MB"
        mail = " and a mail" if work.mails else ""
        rows.append(f"| {work.what}{mail} | {routes} | {work.reads:g} | {work.writes:g} | {time} | {work.usd:.2f} |")
    return "\n".join(rows) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text = DOCUMENT.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    written = f"{before}{begin}{build()}{end}{after}"
    if not begin or not end or (check and written != text):
        print("docs/operations.md: the table of costs is not what scripts/costs.py works out: make costs")
        return 1
    if not check:
        DOCUMENT.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
