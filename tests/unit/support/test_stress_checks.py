"""The checks of the stress test fail when they should: on growth, and on acknowledged data that is lost."""

import hashlib
import random
from http.client import HTTPMessage

import pytest

from harness.local_stack import Answer
from tests.stress.load import Customer, Shop
from tests.stress.menu import Book, check_tag
from tests.stress.processes import Growth, Sample

MB = 1_000_000


def watched(samples: list[tuple[int, int, int]], command: str = "bootstrap.py users", processes: int = 3) -> list[str]:
    growth = Growth(parent=1)
    growth._commands[2] = command
    growth._samples[2] = [Sample(*sample) for sample in samples]
    growth._children = [processes] * len(samples)
    return growth.grown()


def test_what_is_steady_has_not_grown() -> None:
    assert watched([(90 * MB, 20, 3), (100 * MB, 22, 5)] * 20) == []


def test_memory_that_grows_all_the_time_is_noticed() -> None:
    (found,) = watched([((100 + step * 2) * MB, 20, 3) for step in range(40)])
    assert "MB became" in found


def test_files_that_are_never_closed_are_noticed() -> None:
    (found,) = watched([(100 * MB, 20 + step, 3) for step in range(40)])
    assert "open files became" in found


def test_sockets_that_are_never_closed_are_noticed() -> None:
    (found,) = watched([(100 * MB, 20, 3 + step) for step in range(40)])
    assert "open sockets became" in found


def test_the_database_may_have_connections_to_all_processes() -> None:
    assert watched([(100 * MB, 120, step // 8) for step in range(40)], "java -jar DynamoDBLocal.jar") == []
    # Eight processes that connect late, two connections each.
    late = [(100 * MB, 120, 2 if step < 20 else 16) for step in range(40)]
    assert watched(late, "java -jar DynamoDBLocal.jar", processes=8) == []
    (found,) = watched(late, "java -jar DynamoDBLocal.jar", processes=7)
    assert "open sockets became" in found


def test_what_is_needed_once_is_no_growth() -> None:
    assert watched([(50 * MB, 10, 1)] * 10 + [(100 * MB, 30, 20)] * 30) == []


def test_a_menu_is_as_old_as_the_first_change_that_it_does_not_show() -> None:
    book = Book("prd_1", [(10.0, 0), (11.0, 1), (12.0, 2), (13.0, 3)])

    assert [book.age(shown, 12.5) for shown in (3, 2, 1, 0, -1)] == [0, 0, 0.5, 1.5, 2.5]
    assert book.age(2, 13.5) == 0.5, "a change counts once it is acknowledged"


def test_a_body_that_is_not_the_tags_is_noticed() -> None:
    headers = tagged(b"{}")
    assert check_tag(Answer(200, headers, b"{}")) == headers["ETag"]
    with pytest.raises(AssertionError, match="mixture"):
        check_tag(Answer(200, headers, b"{ }"))


def tagged(body: bytes) -> HTTPMessage:
    headers = HTTPMessage()
    headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return headers


class Forgetful(Shop):
    """A shop that forgets what it said about points."""

    def __init__(self, balance: dict[str, int]) -> None:
        super().__init__(port=0)
        self._balance = balance

    def ask(self, method, path, body, token, key):
        answers = {
            "/users/register": (201, {"user": {"id": "usr_1"}, "accessToken": "a", "refreshToken": "r"}),
            "/users/login": (200, {"accessToken": "a", "refreshToken": "r"}),
            "/users/me/loyalty": (200, self._balance),
            "/users/me/loyalty/transactions?limit=100": (200, {"items": [{"points": 0}], "nextCursor": None}),
            "/users/me/addresses": (200, {"items": []}),
        }
        return answers[path]


@pytest.mark.parametrize(
    ("balance", "right"), [({"balance": 0, "lifetime": 0, "redeemed": 0}, True), ({"balance": 1, "lifetime": 1}, False)]
)
def test_a_customer_notices_points_that_nobody_gave(balance: dict[str, int], right: bool) -> None:
    person = Customer(Forgetful(balance), "admin", 1, random.Random(1), "prd_1")
    if right:
        person.check()
    else:
        with pytest.raises(AssertionError, match="were earned"):
            person.check()


def test_an_answer_with_5xx_is_an_error_while_nothing_is_killed() -> None:
    shop = Forgetful({})
    answers = iter([(503, None), (200, {})])
    shop.ask = lambda *_: next(answers)

    assert shop.until_answered("GET", "/menu")[0] == 200
    assert shop.errors == ["GET /menu: 503 None"]
