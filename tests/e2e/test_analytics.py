"""Reports over HTTP, counted by the stream and the aggregator of the running stack."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from harness import ROOT
from harness.local_stack import Stack, running_stack, wait_until
from harness.shop.orders import order
from tests.support.database.expected_counters import ExpectedCounters

DAY = datetime(2019, 5, 5, 16, tzinfo=UTC)  # before the first demo order


def get(stack: Stack, path: str) -> Any:
    answer = stack.call("GET", f"/analytics/{path}", headers={"Authorization": stack.token("admin")})
    assert answer.status == 200, answer.body
    return answer.json()


def send(stack: Stack, *events: dict[str, Any]) -> Any:
    answer = stack.call("POST", "/analytics/events", {"events": events}, {"Authorization": stack.token("admin")})
    assert answer.status == 202, answer.body
    return answer.json()


def test_an_event_shows_in_every_report_within_seconds(stack: Stack) -> None:
    events = [order((f"prd_{number % 3}", 1 + number % 2, 250 * (1 + number % 2)), at=DAY) for number in range(30)]
    events.append(order(("prd_1", 1, 250), at=DAY + timedelta(hours=1), refund=True))

    assert send(stack, *events[:25]) == {"accepted": 25, "repeated": 0}
    assert send(stack, *events[10:]) == {"accepted": 6, "repeated": 15}

    days = "from=2019-05-05&to=2019-05-05"
    figures = ExpectedCounters(events).buckets["DAY#2019", "2019-05-05"]
    wait_until(lambda: get(stack, f"summary?{days}")["refunds"] == 1, lambda: stack.output)
    wait_until(lambda: get(stack, f"summary?{days}")["orders"] == 30, lambda: stack.output)
    summary = get(stack, f"summary?{days}")
    assert summary["revenue"]["amount"] == figures["revenue"]
    assert summary["itemsSold"] == figures["items"]
    hours = get(stack, f"orders?interval=hour&{days}")
    assert (hours["series"]["orders"][12], hours["series"]["refunds"][13]) == (30, 1)
    assert sum(get(stack, f"products?{days}")["byRevenue"]["revenue"]) == figures["revenue"]
    export = stack.call("GET", f"/analytics/export?{days}", headers={"Authorization": stack.token("admin")})
    assert export.headers["Content-Type"] == "text/csv"
    assert f"2019-05-05,30,{figures['revenue']},".encode() in export.body


def test_only_admins_read_reports(stack: Stack) -> None:
    reports = ("summary", "orders", "products", "export")
    requests: list[tuple[str, str, Any]] = [("POST", "events", {}), *(("GET", report, None) for report in reports)]
    for method, path, body in requests:
        nobody = stack.call(method, f"/analytics/{path}", body)
        customer = stack.call(method, f"/analytics/{path}", body, {"Authorization": stack.token("customer")})
        assert (nobody.status, nobody.json()["code"]) == (401, "unauthorized")
        assert (customer.status, customer.json()["code"]) == (403, "forbidden")


def test_a_page_of_an_allowed_origin_may_request_reports(stack: Stack) -> None:
    answer = stack.call("OPTIONS", "/analytics/summary", headers={"Origin": "https://shop.example"})
    assert (answer.status, answer.headers["Access-Control-Allow-Methods"]) == (
        200,
        "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
    )


def test_events_pending_when_the_stack_was_killed_are_counted_once_by_the_next_one(tmp_path: Path) -> None:
    events = [order(at=DAY) for _ in range(120)]
    sent = [events[begin : begin + 10] for begin in range(0, 120, 10)]
    with running_stack(tmp_path, ROOT / "template.yaml", "--no-demo") as first:
        for some in sent:
            send(first, *some)
        first.process.kill()
        first.process.wait()
    with running_stack(tmp_path, ROOT / "template.yaml", "--no-demo") as second:
        days = "from=2019-05-05&to=2019-05-05"
        # DynamoDB Local may lose the last transaction that it acknowledged (docs/reliability.md), and no other. A
        # client does not know which of its events arrived, and sends the last ones again.
        assert [send(second, *some)["repeated"] for some in sent[:-1]] == [10] * 11
        send(second, *sent[-1])
        wait_until(lambda: get(second, f"summary?{days}")["orders"] >= 120, lambda: second.output)
        # Once this order is counted, a second count of an earlier event would show too.
        send(second, order(at=DAY))
        wait_until(lambda: get(second, f"summary?{days}")["orders"] >= 121, lambda: second.output)
        assert get(second, f"summary?{days}")["orders"] == 121
        assert get(second, f"summary?{days}")["revenue"]["amount"] == 121 * 450
