"""An outage of the database: 503 in time, and no partial write."""

import pytest

from bodega import deadline
from harness.aws.dynamodb_proxy import Fault
from harness.shop.kinds import HOLDS, complete, minimal, referring
from tests.support.faults.awake_clock import awake_clock

FOR_GOOD = 10**9
DOWN = {
    "throttles": Fault("error", times=FOR_GOOD, code="ThrottlingException"),
    "fails": Fault("error", times=FOR_GOOD, status=500, code="InternalServerError"),
    "refuses": Fault("refused", times=FOR_GOOD),
    "breaks off": Fault("truncated", times=FOR_GOOD),
    "loses its answers": Fault("lost", times=FOR_GOOD),
}
WRITES_NOTHING = ("throttles", "fails", "refuses")


def assert_unavailable(answer):
    assert (answer.status, answer.code) == (503, "storage_unavailable"), answer
    assert int(answer.headers["Retry-After"]) >= 1
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def everything(shop, kind):
    """Every kind of request, with a separate item for each that writes."""
    first, second, third, fourth = (shop.add(kind)["id"] for _ in range(4))
    return [
        ("GET", f"/{kind}", None),
        ("GET", f"/{kind}/{first}", None),
        ("GET", f"/products?category={first}", None),
        ("GET", "/menu", None),
        ("POST", f"/{kind}", complete(kind)),
        ("PUT", f"/{kind}/{first}", minimal(kind)),
        ("PATCH", f"/{kind}/{second}", {"name": "Renamed"}),
        ("DELETE", f"/{kind}/{third}", None),
        ("PUT", f"/{kind}/{fourth}/stock", {"inStock": False}),
        ("PUT", "/categories/order", {"categoryIds": [first, second, third, fourth]}),
    ]


@pytest.mark.parametrize("kind", ["categories"])
@pytest.mark.usefixtures("impatient")
class TestOutage:
    @pytest.mark.parametrize("how", WRITES_NOTHING)
    def test_is_a_503_without_a_write(self, shop, everything, recording, how, stored):
        before = stored()
        recording.faults.append(Fault(**vars(DOWN[how])))

        for method, url, body in everything:
            assert_unavailable(shop.call(method, url, body=body))
        assert stored() == before

    @pytest.mark.parametrize("how", ["breaks off", "loses its answers"])
    def test_is_a_503_with_all_writes_once_or_none(self, shop, everything, recording, how, state):
        before = state()
        recording.faults.append(Fault(**vars(DOWN[how])))

        for method, url, body in everything:
            assert_unavailable(shop.call(method, url, body=body))

        after = state()
        after.check()
        for item_id, item in after.items.items():
            was = before.items.get(item_id, {"version": 0})
            assert item["version"] - was["version"] in {0, 1}

    @pytest.mark.parametrize("how", DOWN)
    def test_ends_as_soon_as_the_database_works(self, shop, kind, recording, how):
        item = shop.add(kind)
        recording.faults.append(Fault(**vars(DOWN[how])))
        assert_unavailable(shop.get(f"/{kind}"))

        recording.faults.clear()

        assert shop.get(f"/{kind}").json["items"] == [item]

    def test_is_retried_several_times(self, shop, kind, recording):
        fault = Fault(**vars(DOWN["throttles"]))
        recording.faults.append(fault)

        shop.get(f"/{kind}")

        assert 2 <= FOR_GOOD - fault.times <= 13

    @pytest.mark.parametrize("how", sorted(DOWN.keys() - {"throttles"}))
    def test_of_a_database_that_fails_gets_four_attempts_at_most(self, shop, kind, recording, monkeypatch, how):
        monkeypatch.setattr(deadline, "BUDGET", 5.0)
        fault = Fault(**vars(DOWN[how]))
        recording.faults.append(fault)

        assert_unavailable(shop.get(f"/{kind}"))

        assert FOR_GOOD - fault.times == 4


@pytest.mark.usefixtures("impatient")
class TestOutageDuringARequest:
    def test_during_the_explanation_of_a_conflict_deletes_nothing(self, shop, holder, recording):
        _, target = HOLDS[holder]
        used = shop.add(target)
        shop.add(holder, **referring(holder, [used["id"]]))
        recording.faults.append(Fault("refused", operation="Query", times=FOR_GOOD))

        assert_unavailable(shop.delete(f"/{target}/{used['id']}"))
        assert shop.get(f"/{target}/{used['id']}").json == used

    def test_is_reported_with_the_request_id(self, shop, recording):
        recording.faults.append(Fault(**vars(DOWN["fails"])))

        answer = shop.get("/addons", headers={"Origin": "https://shop.example"})

        assert answer.json["instance"] == "11111111-2222-4333-8444-555555555555"
        assert answer.headers["Access-Control-Allow-Origin"] == "https://shop.example"
        assert "injected" not in answer.body

    def test_does_not_reveal_an_unreachable_address(self, shop, unreachable):
        answer = shop.get("/addons")

        assert_unavailable(answer)
        assert "127.0.0.1" not in answer.body

    @pytest.fixture
    def unreachable(self, monkeypatch):
        from bodega.dynamodb import calls

        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")
        calls.client().close()
        yield
        calls.client().close()


@pytest.mark.usefixtures("real_read_timeout")
class TestTimeLimit:
    """The real time limits, not shortened ones."""

    def test_is_less_than_eight_seconds_if_the_database_hangs(self, shop, recording, stored):
        item = shop.add("addons")
        before = stored()
        recording.faults.append(Fault("late", operation="GetItem", times=FOR_GOOD, seconds=20.0))

        began = awake_clock().monotonic()
        assert_unavailable(shop.delete(f"/addons/{item['id']}"))

        assert awake_clock().monotonic() - began < 8
        assert len(recording.operations) > 2
        assert stored() == before
