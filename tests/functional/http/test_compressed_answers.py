"""A compressed answer has a tag of its own, which works in every condition afterwards."""

import pytest

from tests.support.access.expectations import ACCESS, Route
from tests.support.access.requests import send_to
from tests.support.access.seeded_shop import SeededShop
from tests.support.shop.gateway import InProcessGateway

GZIP = ("Accept-Encoding", "gzip, deflate, br")
LONG = b'{"description": "%s"}' % (b"-" * 1500)
ITEMS = sorted(route for route in ACCESS if route[0] == "GET" and "/".join(route[1].split("/")[2:]) == "{id}")
ITEMS = [route for route in ITEMS if ("PATCH", route[1]) in ACCESS]


@pytest.fixture(params=ITEMS, ids=" ".join)
def large(seeded: SeededShop, gateway: InProcessGateway, request: pytest.FixtureRequest) -> Route:
    """The route of an item whose answers are compressed."""
    route: Route = request.param
    answer = send_to(seeded, gateway, ("PATCH", route[1]), [GZIP], raw_body=LONG)
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert answer.headers["ETag"] == f'"{answer.json["version"]}-gzip"'
    return route


def test_the_tag_of_an_answer_says_whether_it_is_compressed(
    seeded: SeededShop, gateway: InProcessGateway, large: Route
) -> None:
    plain, compressed = send_to(seeded, gateway, large), send_to(seeded, gateway, large, [GZIP])

    assert "Content-Encoding" not in plain.headers
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert plain.body == compressed.body
    version = plain.json["version"]
    assert (plain.headers["ETag"], compressed.headers["ETag"]) == (f'"{version}"', f'"{version}-gzip"')
    assert "Accept-Encoding" in compressed.headers["Vary"].split(", ")


@pytest.mark.parametrize("accepts", [[], [GZIP]], ids=["plain", "gzip"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_client_that_has_either_form_has_the_version(
    seeded: SeededShop, gateway: InProcessGateway, large: Route, method: str, accepts: list[tuple[str, str]]
) -> None:
    tags = [send_to(seeded, gateway, large, sent).headers["ETag"] for sent in ([], [GZIP])]
    now = send_to(seeded, gateway, large, accepts).headers

    for tag in (*tags, f"W/{tags[1]}"):
        answer = send_to(seeded, gateway, large, [*accepts, ("If-None-Match", tag)], method=method)

        assert (answer.status, answer.body) == (304, None)
        assert [answer.headers[name] for name in ("ETag", "Vary")] == [now[name] for name in ("ETag", "Vary")]
    for tag in tags:
        assert send_to(seeded, gateway, large, [*accepts, ("If-Match", tag)], method=method).status == 200


def test_the_tag_of_either_form_allows_one_change(seeded: SeededShop, gateway: InProcessGateway, large: Route) -> None:
    patch = ("PATCH", large[1])
    for sent in ([], [GZIP]):
        condition = [("If-Match", send_to(seeded, gateway, large, sent).headers["ETag"])]
        assert send_to(seeded, gateway, patch, condition, raw_body=LONG).status == 200
        assert send_to(seeded, gateway, patch, condition, raw_body=LONG).status == 412
