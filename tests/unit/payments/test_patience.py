"""How often a provider that does not answer is asked in one run."""

from typing import Any

import pytest

from payments.patience import Patience
from payments.payment_provider import NotNow, Unavailable

DOWN, UNKNOWN = Unavailable("down"), NotNow("resource_missing")
PROVIDER: Any = object()


def asked(*results: bool | Exception) -> int:
    """Return how many of the calls are made, whose results these are."""
    patience = Patience(PROVIDER)

    def call(result: bool | Exception) -> bool:
        if isinstance(result, Exception):
            raise result
        return result

    for number, result in enumerate(results):
        if patience.provider is None:
            return number
        assert patience.attempt(lambda result=result: call(result), "item") is (result is True)
    return len(results)


@pytest.mark.parametrize(
    ("results", "calls"),
    [
        ([DOWN] * 5, 3),
        ([DOWN, False, DOWN, False, DOWN, True], 5),  # nothing was done in between
        ([DOWN, DOWN, True, DOWN, DOWN, True], 6),
        ([DOWN, DOWN, True, DOWN, DOWN, DOWN, True], 6),
        ([UNKNOWN] * 5, 5),
        ([DOWN, UNKNOWN, DOWN, UNKNOWN, DOWN, True], 5),
    ],
)
def test_a_provider_is_asked_until_three_calls_had_no_answer(results: list[bool | Exception], calls: int) -> None:
    assert asked(*results) == calls


def test_without_a_provider_nobody_is_asked() -> None:
    assert Patience(None).provider is None
