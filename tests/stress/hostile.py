"""Hostile input of all kinds, and hostile tokens."""

import contextlib
import os
from collections.abc import Iterator

from bodega.key_ring import KeyRing
from tests.stress.result import Budget, Result
from tests.support.access.expectations import GUARDED
from tests.support.access.seeded_shop import SeededShop
from tests.support.attacks.hostile_input import fields, open_seeded_shop, spelled_texts, try_body, try_text
from tests.support.attacks.hostile_json import BODIES
from tests.support.attacks.hostile_tokens import hostile_tokens
from tests.support.attacks.schema_attack import ROLES, attack
from tests.support.attacks.string_fields import string_fields
from tests.support.payments.provider import running_provider
from tests.support.shop.environment import start_environment
from tests.support.shop.gateway import InProcessGateway

_ROUND = 60  # seconds that Schemathesis gets per role and seed


@contextlib.contextmanager
def _seeded_shop(label: str) -> Iterator[SeededShop]:
    """Yield a seeded shop that takes cards."""
    with start_environment(label) as env, running_provider(), open_seeded_shop(env) as seeded:
        yield seeded


def texts(budget: Budget) -> Result:
    result = Result(
        "Text is stored unchanged or rejected; a body that is not a JSON object is rejected",
        "every text field of every route × hostile texts; every route × bodies that are not JSON",
    )
    result.seeds.append(str(budget.seed))
    with _seeded_shop("texts") as seeded, contextlib.closing(InProcessGateway()) as gateway:
        names = list(spelled_texts())
        cases = [(try_text, *field, name) for field in fields() for name in names]
        bodies = [(try_body, route, name, body) for route in string_fields() for name, body in BODIES.items()]
        for attempt, *what in budget.spent_on([*cases, *bodies]):
            with result.case():
                attempt(seeded, gateway, *what)
    return result


def schema(budget: Budget) -> Result:
    """One seed after the other, for each role."""
    result = Result(
        "Every request is answered as the API document says, and never with a 5xx",
        "Schemathesis: examples, every rule broken, random requests, sequences; as admin, customer, anonymous",
    )
    with _seeded_shop("schema") as seeded:
        budget.begin()
        while budget.left > 0:
            seed = budget.chance.getrandbits(31)
            result.seeds.append(str(seed))
            for role in ROLES:
                seconds = int(max(5, min(_ROUND, budget.seconds / len(ROLES))))
                outcome = attack(seeded, role, seed=seed, examples=20, seconds=seconds)
                result.cases += outcome.cases
                result.losses += outcome.failures
    return result


def tokens(budget: Budget) -> Result:
    result = Result(
        "A token that the shop did not issue gets 401, on every route",
        "hostile tokens × protected routes, through gateway and authorizer",
    )
    result.seeds.append(str(budget.seed))
    with _seeded_shop("tokens") as seeded, contextlib.closing(InProcessGateway()) as gateway:
        right = seeded.tokens["an admin"]
        hostile = hostile_tokens(KeyRing(os.environ["SIGNING_KEY_SECRET"]).keys()[0], right)
        routes = sorted(GUARDED)
        for (method, path), name in budget.spent_on([(route, name) for route in routes for name in hostile]):
            with result.case():
                answer = gateway.send(method, path, headers=[("Authorization", f"Bearer {hostile[name]}")])
                assert answer.status == 401, (name, method, path, answer)
        assert gateway.call("GET", "/users/me", token=right).status == 200
        assert seeded.env.tables.dump() == seeded.before
    return result
