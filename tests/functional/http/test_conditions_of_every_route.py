"""Conditions on every route of the template: the status is that of RFC 9110 §13, and a 412 has changed nothing."""

import re
from typing import NamedTuple

import pytest

from tests.support.access.expectations import ACCESS, Route
from tests.support.access.requests import send_to
from tests.support.access.seeded_shop import SeededShop
from tests.support.shop.gateway import InProcessGateway

pytestmark = pytest.mark.one_client

READS = sorted(route for route in ACCESS if route[0] == "GET")
LISTS = {("POST", path) for method, path in READS if ("POST", path) in ACCESS}
UNTAGGED = {"/users/me/password", "/users/me/sessions/{id}", "/categories/order", "/store/pause"}
EXPORTS = {("GET", "/users/me/export")}  # names the time, so its tag is another each time


def kind_of(route: Route) -> str:
    method, path = route
    if method == "GET":
        return "read"
    if route in LISTS:
        return "list"
    if method == "POST":
        return "action"
    return "untagged" if path in UNTAGGED else "versioned"


class Row(NamedTuple):
    """The condition with the current tag as `{}`, and the status for each kind of route; 0: as without a condition."""

    headers: tuple[tuple[str, str], ...]
    read: int
    versioned: int
    untagged: int
    list: int


def row(header: str, value: str, read: int, versioned: int, untagged: int, list: int) -> Row:
    return Row(((header, value),), read, versioned, untagged, list)


ROWS = {
    "If-Match stale": row("If-Match", '"stale"', 412, 412, 412, 412),
    "If-Match current": row("If-Match", "{}", 0, 0, 412, 412),
    "If-Match *": row("If-Match", "*", 0, 0, 0, 0),
    "If-Match weak": row("If-Match", "W/{}", 412, 412, 412, 412),
    "If-Match unquoted": row("If-Match", "1", 422, 422, 422, 422),
    "If-Match list": row("If-Match", '"stale", {}', 0, 0, 412, 412),
    "If-Match stale list": row("If-Match", '"stale",W/{},""', 412, 412, 412, 412),
    "If-Match compressed": row("If-Match", "{gzip}", 0, 0, 412, 412),
    "If-Match in two lines": Row((("If-Match", '"stale"'), ("If-Match", "{}")), 0, 0, 412, 412),
    "If-None-Match same": row("If-None-Match", "{}", 304, 412, 0, 412),
    "If-None-Match weak": row("If-None-Match", "W/{}", 304, 412, 0, 412),
    "If-None-Match other": row("If-None-Match", '"other"', 0, 0, 0, 0),
    "If-None-Match *": row("If-None-Match", "*", 304, 412, 412, 412),
    "If-None-Match list": row("If-None-Match", '"other" , {}', 304, 412, 0, 412),
    "If-None-Match compressed": row("If-None-Match", "{gzip}", 304, 412, 0, 412),
    "If-None-Match in two lines": Row((("If-None-Match", '"other"'), ("if-none-match", "{}")), 304, 412, 0, 412),
    "both, and both hold": Row((("If-Match", "{}"), ("If-None-Match", '"other"')), 0, 0, 412, 412),
    "both, and If-Match comes first": Row((("If-Match", '"stale"'), ("If-None-Match", "{}")), 412, 412, 412, 412),
}


def tag_of(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> str:
    """Return the current tag of what a route reads or changes."""
    path = route[1]
    for ending in ("/stock", "/role", "/status"):
        path = path.removesuffix(ending)
    # No route reads a single payment method. The answer to its creation had this tag.
    return send_to(seeded, gateway, ("GET", path)).headers["ETag"] if ("GET", path) in ACCESS else '"1"'


@pytest.mark.parametrize("route", sorted(set(ACCESS) - EXPORTS), ids=" ".join)
def test_a_condition_has_the_status_of_the_standard_and_a_412_changes_nothing(
    seeded: SeededShop, gateway: InProcessGateway, route: Route
) -> None:
    kind = kind_of(route)
    tag = tag_of(seeded, gateway, route)
    before = seeded.env.tables.dump()
    for name, row in ROWS.items():
        headers = [
            (header, text.replace("{gzip}", f'{tag[:-1]}-gzip"').replace("{}", tag)) for header, text in row.headers
        ]
        seeded.env.forget()

        answer = send_to(seeded, gateway, route, headers)

        expected = 0 if kind == "action" else getattr(row, kind)
        assert answer.status == (expected or ACCESS[route].status), (name, answer)
        now = seeded.env.tables.dump() if seeded.env.has_written else before
        if answer.status in {304, 412, 422}:
            assert now == before, name
        if answer.status == 304:
            assert (answer.body, answer.headers["ETag"]) == (None, tag), name
        if answer.status == 422:
            assert [error["header"] for error in answer.json["errors"]] == ["if-match"], name
        if seeded.env.has_written:
            seeded.env.tables.restore(before)


@pytest.mark.parametrize("route", READS, ids=" ".join)
def test_a_read_has_a_tag_and_may_be_compressed(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    answer = send_to(seeded, gateway, route)

    # The store's is the version of its settings and a hash.
    assert re.fullmatch(r'"(\d+\.)?[0-9a-f]+(-default)?"', answer.headers["ETag"])
    assert "Accept-Encoding" in answer.headers["Vary"].split(", ")
