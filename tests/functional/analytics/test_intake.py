"""Events come in: right ones are kept once, for ever; of a request with a wrong one, nothing is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.orders import money, order
from tests.support.database.analytics_table import report, send


def tomorrow(**more: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=1, **more)


def test_events_are_taken_in_one_transaction(shop: Shop, recording: Recording, rows: Any) -> None:
    answer = send(shop, *(order() for _ in range(25)))

    assert (answer.status, answer.json) == (202, {"accepted": 25, "repeated": 0})
    assert answer.headers["Cache-Control"] == "no-store"
    assert recording.operations == ["TransactWriteItems"]
    # 2 WCU each, and more where they are larger than 1 KB
    assert len(recording.calls[0].request["TransactItems"]) == 51
    assert len(rows()) == 51


def test_an_event_is_kept_once_however_often_it_comes(shop: Shop, rows: Any) -> None:
    first, second, third = order(), order(), order()
    send(shop, first)

    assert send(shop, first).json == {"accepted": 0, "repeated": 1}
    assert send(shop, second, first, second, third).json == {"accepted": 2, "repeated": 2}
    assert [row["pk"]["S"].split("#")[0] for row in rows()].count("EVENT") == 3
    assert sum(len(row["events"]["L"]) for row in rows() if "events" in row) == 3


def test_what_came_before_costs_one_more_call(shop: Shop, recording: Recording) -> None:
    first = order()
    send(shop, first)
    recording.calls.clear()

    send(shop, first)
    assert recording.operations == ["TransactWriteItems"]
    recording.calls.clear()
    send(shop, first, order())
    assert recording.operations == ["TransactWriteItems"] * 2


def test_of_two_events_with_one_id_the_first_is_kept(shop: Shop, rows: Any) -> None:
    send(shop, order(("prd_1", 1, 100), event_id="same"), order(("prd_2", 1, 200), event_id="same"))

    (kept,) = [row for row in rows() if "events" in row]
    assert [event["M"]["total"] for event in kept["events"]["L"]] == [{"N": "100"}]


class TestOrderUnderTwoIds:
    """A till that crashed may send an order again under a new `eventId`."""

    def test_is_counted_once(self, shop: Shop, rows: Any) -> None:
        first = order()

        assert send(shop, first).json == {"accepted": 1, "repeated": 0}
        assert send(shop, first | {"eventId": "again"}, order()).json == {"accepted": 1, "repeated": 1}
        assert stored_ids(rows()).isdisjoint({"again"})

    def test_is_counted_once_within_a_request(self, shop: Shop, rows: Any) -> None:
        first = order()

        answer = send(shop, first, first | {"eventId": "again"}, first)

        assert answer.json == {"accepted": 1, "repeated": 2}
        assert stored_ids(rows()) == {first["eventId"]}

    def test_is_counted_once_in_any_notation_of_the_time(self, shop: Shop) -> None:
        send(shop, changed(orderId="7", occurredAt="2025-03-10T12:00:00-04:00"))

        repeated = changed(orderId="7", occurredAt="2025-03-10T16:00:00.0001Z")
        assert send(shop, repeated).json == {"accepted": 0, "repeated": 1}

    @pytest.mark.parametrize(
        "difference",
        [
            {"occurredAt": "2025-03-11T16:00:00Z"},
            {"type": "order.refunded"},
            {"total": money(500), "items": order(("prd_1", 1, 500))["items"]},
            {"orderId": "0043"},
        ],
        ids=lambda difference: next(iter(difference)),
    )
    def test_is_another_order_if_till_numbers_repeat(self, shop: Shop, rows: Any, difference: dict[str, Any]) -> None:
        """Tills number from 1 each day, and two tills may use the same numbers. No sale is lost by that."""
        first = changed(orderId="0042")

        answer = send(shop, first, first | {"eventId": "another"} | difference)

        assert answer.json == {"accepted": 2, "repeated": 0}
        assert stored_ids(rows()) == {first["eventId"], "another"}

    def test_does_not_hide_an_order_whose_first_report_was_rejected(self, shop: Shop, rows: Any) -> None:
        """The first event has a used ID, so the second one of the same order counts."""
        send(shop, order(event_id="used"))
        new = changed(orderId="new")

        answer = send(shop, new | {"eventId": "used"}, new)

        assert answer.json == {"accepted": 1, "repeated": 1}
        assert stored_ids(rows()) == {"used", new["eventId"]}


def stored_ids(rows: list[dict[str, Any]]) -> set[str]:
    return {event["M"]["eventId"]["S"] for row in rows if "events" in row for event in row["events"]["L"]}


def test_claims_stay_for_ever_and_events_for_longer_than_a_year(shop: Shop, rows: Any) -> None:
    send(shop, order())

    expiry = {row["pk"]["S"].split("#")[0]: row.get("expiresAt") for row in rows()}
    assert expiry["EVENT"] is expiry["ORDER"] is None
    days = (int(expiry["INTAKE"]["N"]) - datetime.now(UTC).timestamp()) / 86_400
    assert 366 < days <= 400


def test_an_event_that_is_sent_many_times_at_once_is_taken_once(analytics: str, rows: Any) -> None:
    # Calls the rule itself, because a resolver handles one request at a time, as on Lambda.
    from analytics.intake.events import accept_events

    event = order()

    with ThreadPoolExecutor(10) as pool:
        taken = list(pool.map(accept_events, [[event, order()] for _ in range(10)]))

    assert sum(answer.accepted for answer in taken) == 11
    assert sum(answer.repeated for answer in taken) == 9
    assert sum(len(row["events"]["L"]) for row in rows() if "events" in row) == 11


@pytest.mark.parametrize("kind", ["lost", "truncated", "refused"])
def test_a_lost_response_of_the_table_neither_loses_nor_repeats_an_event(
    shop: Shop, recording: Recording, rows: Any, kind: str
) -> None:
    recording.faults.append(Fault(kind, "TransactWriteItems"))

    assert send(shop, order(), order()).json == {"accepted": 2, "repeated": 0}
    assert sum(len(row["events"]["L"]) for row in rows() if "events" in row) == 2


def test_an_outage_takes_nothing_and_says_so(shop: Shop, recording: Recording, rows: Any, impatient: None) -> None:
    recording.faults.append(Fault("refused", "TransactWriteItems", times=100))

    answer = send(shop, order())

    assert (answer.status, answer.code) == (503, "storage_unavailable")
    assert rows() == []


def changed(**fields: Any) -> dict[str, Any]:
    return order() | fields


def with_item(**fields: Any) -> dict[str, Any]:
    event = order()
    return event | {"items": [event["items"][0] | fields]}


BROKEN = {
    "an unknown type": (changed(type="order.eaten"), "/events/1/type"),
    "a negative total": (changed(total=money(-450)), "/events/1/total/amount"),
    "a total that is not the sum": (changed(total=money(451)), "/events/1/total"),
    "another currency in the total": (changed(total={"amount": 450, "currency": "EUR"}), "/events/1/total/currency"),
    "another currency in an item": (
        with_item(amount={"amount": 450, "currency": "EUR"}),
        "/events/1/items/0/amount/currency",
    ),
    "an amount with cents": (with_item(amount={"amount": 4.5, "currency": "CAD"}), "/events/1/items/0/amount/amount"),
    "no quantity": (with_item(quantity=0), "/events/1/items/0/quantity"),
    "no items": (changed(items=[]), "/events/1/items"),
    "long before there was a shop": (order(at=datetime(1999, 12, 31, tzinfo=UTC)), "/events/1/occurredAt"),
    "a time without its offset": (changed(occurredAt="2025-03-10T12:00:00"), "/events/1/occurredAt"),
    "a date without a time": (changed(occurredAt="2025-03-10"), "/events/1/occurredAt"),
    "a day that there is not": (changed(occurredAt="2025-02-30T12:00:00Z"), "/events/1/occurredAt"),
    **{
        f"the time {text}": (changed(occurredAt=text), "/events/1/occurredAt")
        for text in (
            *("2025-03-10T12:00:00+25:00", "2025-03-10T12:00:00+24:00", "2025-03-10T12:00:00+05:60"),
            *("2025-03-10T12:00:00+0500", "2025-03-10T12:00:00+05", "2025-03-10T12:00:00+05:00:00"),
            *("2025-03-10T24:00:00Z", "2025-03-10T12:60:00Z", "2025-03-10T12:00:61Z", "2025-03-10T12:00:60Z"),
            *("2025-03-10 12:00:00Z", "2025-03-10T12:00Z", "2025-03-10T12:00:00.Z", "\u0662025-03-10T12:00:00Z"),
            *("9999-12-31T23:59:60Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"),
        )
    },
    **{
        f"the ID {text!a}": (changed(**{name: text}), f"/events/1/{name}")
        for name in ("eventId", "orderId")
        for text in ("", " ", "\u200b", "a\nb", "a\tb", "a\x00", "a\x85", "x" * 101)
    },
    "a long id": (changed(eventId="x" * 101), "/events/1/eventId"),
    "a name that shows nothing": (with_item(name="\u3164\u0301"), "/events/1/items/0/name"),
    "a name with a line break": (with_item(name="Flat\nwhite"), "/events/1/items/0/name"),
    "a field that is not known": (changed(tip=5), "/events/1/tip"),
    "91 lines": (order(*((f"prd_{number}", 1, 1) for number in range(91))), "/events/1/items"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_event_is_named_and_nothing_of_its_request_is_kept(shop: Shop, rows: Any, broken: str) -> None:
    assert_nothing_is_kept(shop, rows, *BROKEN[broken])


def test_an_event_of_more_than_a_day_in_the_future_is_refused(shop: Shop, rows: Any) -> None:
    # Made when the test runs: the suite can take longer than the five minutes.
    assert_nothing_is_kept(shop, rows, order(at=tomorrow(minutes=5)), "/events/1/occurredAt")


def assert_nothing_is_kept(shop: Shop, rows: Any, event: dict[str, Any], pointer: str) -> None:
    answer = send(shop, order(), event, order())

    assert (answer.status, answer.code) == (422, "validation_failed")
    assert answer.pointers == [pointer]
    assert rows() == []


@pytest.mark.parametrize("count", [0, 26])
def test_a_request_has_1_to_25_events(shop: Shop, rows: Any, count: int) -> None:
    answer = send(shop, *(order() for _ in range(count)))

    assert (answer.status, answer.pointers) == (422, ["/events"])
    assert rows() == []


def test_each_broken_event_of_a_request_is_named(shop: Shop, rows: Any) -> None:
    answer = send(shop, order(), changed(type="order.eaten"), order(), changed(total=money(451)))

    assert (answer.status, answer.pointers) == (422, ["/events/1/type", "/events/3/total"])
    assert rows() == []


HIGHEST = 10_000 * 500_000_000_000  # the largest quantity at the highest price of the catalogue


@pytest.mark.parametrize("amount", [100_000_001, 1_650_000_00, HIGHEST])
def test_an_order_in_a_currency_with_small_units_is_counted_exactly(shop: Shop, fill: Any, amount: int) -> None:
    fill([order(("prd_1", 10_000, amount)), order(("prd_1", 1, 1))])

    found = report(shop, "summary?from=2025-03-10&to=2025-03-10")
    assert found["revenue"] == money(amount + 1)
    assert report(shop, "products?from=2025-03-10&to=2025-03-10")["byRevenue"]["revenue"] == [amount + 1]
    assert amount < 2**53, "a number that JavaScript reads exactly"


@pytest.mark.parametrize("lines", [[HIGHEST + 1], [HIGHEST, 1]])
def test_an_amount_above_the_highest_is_named(shop: Shop, rows: Any, lines: list[int]) -> None:
    event = order(*((f"prd_{number}", 1, amount) for number, amount in enumerate(lines)))
    pointers = ["/events/1/items/0/amount/amount"] if len(lines) == 1 else []

    answer = send(shop, order(), event)

    assert (answer.status, answer.pointers) == (422, [*pointers, "/events/1/total/amount"])
    assert rows() == []


def test_what_is_just_inside_the_rules_is_taken(shop: Shop) -> None:
    most_lines = order(*((f"prd_{number}", 1, 1) for number in range(90)))
    nothing = order(("prd_1", 1, 0))
    moments = ["2025-03-10T12:00:00.123456789Z", "2025-03-10t12:00:00z", "2025-03-10T12:00:00-05:00"]
    moments += ["2025-03-10T12:00:00-00:00", "2025-03-10T12:00:00+23:59", "2016-12-31T23:59:60Z"]
    events = [most_lines, nothing, order(at=tomorrow(minutes=-5)), *(changed(occurredAt=moment) for moment in moments)]

    assert send(shop, *events).json == {"accepted": len(events), "repeated": 0}


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00"),
        ("2016-12-31t18:59:60.5-05:00", "2017-01-01T00:00:00"),
        ("2025-03-10T12:00:00-00:00", "2025-03-10T12:00:00"),
    ],
)
def test_a_leap_second_is_the_first_second_of_the_next_day(shop: Shop, rows: Any, written: str, stored: str) -> None:
    assert send(shop, changed(occurredAt=written)).status == 202

    (intake,) = [row for row in rows() if "events" in row]
    assert stored in str(intake["events"])


@pytest.mark.parametrize(
    "text", ["Tisch 4", "Bestellung für Jürgen", "注文 42", "😀", "a#b/c", "x" * 100, "é" * 100, " 7 "]
)
def test_the_ids_of_other_systems_are_any_visible_text_and_count_once(shop: Shop, fill: Any, text: str) -> None:
    event = changed(eventId=text, orderId=text, items=[{**order()["items"][0], "productId": text}])
    fill([event])

    assert send(shop, event).json == {"accepted": 0, "repeated": 1}
    assert report(shop, "products?from=2025-03-10&to=2025-03-10")["byRevenue"]["productIds"] == [text]


REQUESTS = [
    ("POST", "/analytics/events"),
    *(("GET", f"/analytics/{report}") for report in ("summary", "orders?interval=day", "products", "export")),
]


@pytest.mark.parametrize(("method", "url"), REQUESTS)
def test_only_admins_send_events_and_read_reports(
    shop: Shop, recording: Recording, rows: Any, method: str, url: str
) -> None:
    body = {"events": [order()]} if method == "POST" else None

    nobody = shop.call(method, url, body=body, role="nobody")
    customer = shop.call(method, url, body=body, role="customer")

    assert (nobody.status, nobody.code) == (401, "unauthorized")
    assert (customer.status, customer.code) == (403, "forbidden")
    assert recording.calls == []
    assert rows() == []
