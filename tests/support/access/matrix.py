"""Check what each kind of caller gets on each route."""

from harness.shop.client import Answer
from tests.support.access.expectations import ACCESS, Route
from tests.support.access.seeded_shop import SeededShop
from tests.support.shop.gateway import InProcessGateway


def check_access(seeded: SeededShop, gateway: InProcessGateway, person: str, route: Route) -> None:
    """Send the request of `route` as `person`, and restore the tables.

    Raises: AssertionError if the status is not the expected one, or if a rejected request wrote something.
    """
    access = ACCESS[route]
    url, body, headers = seeded.request(access)
    seeded.env.forget()
    answer = gateway.call(route[0], url, body, token=seeded.tokens.get(person), **headers)
    expected = seeded.expected(person, route, access)
    assert answer.status == expected, f"{person}, {route}: {answer} instead of {expected}"
    if expected in {401, 403, 404}:
        assert answer.headers["Content-Type"] == "application/problem+json", answer
        assert not seeded.env.has_written or seeded.env.tables.dump() == seeded.before, (
            f"{person}, {route}: refused, and something was written"
        )
    if access.who == "own" and answer.status < 300:
        _assert_own_data(seeded, person, answer)
    if seeded.env.has_written:
        seeded.env.tables.dump()
        seeded.env.tables.restore(seeded.before)


def _assert_own_data(seeded: SeededShop, person: str, answer: Answer) -> None:
    others = {user_id for other, user_id in seeded.own.items() if other != person}
    assert not [user_id for user_id in others if user_id in (answer.body or "")], f"{person} sees another's"
