"""Random walks of a customer and a stranger under faults lose nothing. `make stress` runs thousands of them."""

from collections.abc import Callable, Iterable

import pytest

from bodega.dynamodb import Update
from tests.support.shop.environment import ShopEnvironment
from tests.support.walks.run import carry_out
from users.auth import mail_limits, sessions
from users.auth.store import attempts
from users.auth.store.attempts import Attempt
from users.storage.writes import EXISTS

ENOUGH = 12  # walks; a broken rule shows in one of them

Break = Callable[[pytest.MonkeyPatch], None]


@pytest.mark.parametrize("seed", range(1, 7))
def test_an_owner_gets_in_after_faults_and_loses_nothing(env: ShopEnvironment, seed: int) -> None:
    carry_out(env, seed)


def carry_out_all(env: ShopEnvironment, seeds: Iterable[int]) -> None:
    for seed in seeds:
        carry_out(env, seed)


def without_grace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sessions, "_given_again", lambda *_: None)


def without_pauses_of_links(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(mail_limits, "RESET_PAUSES", (0, 0, 0, 0))


def withdrawing_wrong_attempts(patch: pytest.MonkeyPatch) -> None:
    def withdraw(attempt: Attempt) -> None:
        attempts.table.update(Update(attempt.key, EXISTS, delete={"attempts": frozenset({attempt.mark})}))

    patch.setattr(attempts, "withdraw", withdraw)


@pytest.mark.parametrize("broken", [without_grace, without_pauses_of_links, withdrawing_wrong_attempts])
def test_a_walk_notices_a_broken_rule(env: ShopEnvironment, monkeypatch: pytest.MonkeyPatch, broken: Break) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError, match=r"walk \d+: Violation: "):
        carry_out_all(env, range(1, ENOUGH + 1))
