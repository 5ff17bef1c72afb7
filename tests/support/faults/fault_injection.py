"""Run a request that writes under injected faults, and check its answer and the tables.

The answer must be the usual one, or a 503 in time. The request must have been carried out once, or not at all.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from bodega import deadline
from bodega.dynamodb import calls
from harness.aws.dynamodb_proxy import Fault
from harness.shop.client import Answer
from tests.support.database.tables import Dump, Normal, Rows
from tests.support.faults.awake_clock import awake_clock
from tests.support.faults.captured_output import captured, texts_of
from tests.support.faults.fault_kinds import KINDS, WRITES, AtRandom, FaultKind
from tests.support.faults.read_timeout import read_timeout
from tests.support.requests.write_request import Sent, WriteRequest
from tests.support.shop.environment import ShopEnvironment

LONGEST = 8.0  # seconds
_COMPARED = ("ETag", "Location", "Idempotency-Replayed", "Cache-Control", "Content-Type")
_NEVER_SHOWN = ("passwordHash", "refreshHash", "resetToken", "verifyToken")


@dataclass(frozen=True)
class Clean:
    """A run of a request without faults. `states`: the tables before it and after each of its writes."""

    request: WriteRequest
    sent: Sent
    before: Dump
    normal: Normal
    operations: list[str]
    states: list[dict[str, list[str]]]
    answer: str
    secrets: set[str] = field(repr=False)

    @property
    def decisive(self) -> int:
        """Return the index of the last write that is not for tidiness, or of the last call if none writes."""
        writes = [place for place, operation in enumerate(self.operations) if operation in WRITES]
        return writes[-2 if self.request.tidies else -1] if writes else len(self.operations) - 1

    @property
    def done(self) -> list[dict[str, list[str]]]:
        """Return the allowed states of the tables after the usual answer."""
        return self.states[-2:] if self.request.tidies else self.states[-1:]

    @property
    def allowed(self) -> list[dict[str, list[str]]]:
        """Return the allowed states of the tables after a 503."""
        return self.states if self.request.steps else [self.states[0], self.states[-1]]


def run_cleanly(env: ShopEnvironment, request: WriteRequest) -> Clean:
    """Prepare the tables for the request, send it, and record its calls and writes."""
    env.forget()
    env.tables.restore({})
    sent = request.prepare(env)
    before = env.tables.dump()
    normal = Normal(before, sent.url, sent.body, sent.caller)
    states = [normal.rows(before)]
    recording = env.forget()
    recording.rewrite = lambda operation, _: (
        states.append(normal.rows(env.tables.dump())) if operation in WRITES else None
    )
    answer = request.send(env, sent)
    assert answer.status == request.status, (request.name, answer)
    if not request.steps:
        changes = [states[place] != states[place + 1] for place in range(len(states) - 1)]
        assert sum(changes) <= 1, f"{request.name} writes in {sum(changes)} steps and does not say why"
    # Values that must not appear in any output: sent values, mailed tokens, and other sessions' secrets.
    secrets = texts_of(sent.body) | texts_of([row for rows in before.values() for row in _secret(rows)])
    return Clean(request, sent, before, normal, recording.operations, states, _comparable(normal, answer), secrets)


@dataclass(frozen=True)
class Attack:
    """`faults`, or a random `choice` of them. `budget`: the request's time budget in seconds (None: unchanged)."""

    label: str
    faults: tuple[Fault, ...] = ()
    choice: AtRandom | None = None
    budget: float | None = None
    must_succeed: bool = True
    """Whether the request must succeed in spite of the faults."""


def carry_out(env: ShopEnvironment, clean: Clean, attack: Attack) -> None:
    """Run the request under an attack.

    Raises: AssertionError with the request, the answer and the difference of the tables.
    """
    env.tables.restore(clean.before)
    recording = env.forget()
    recording.faults = list(attack.faults)
    recording.choose = attack.choice
    with captured() as output, _budget(attack.budget), _read_timeout(attack):
        began = awake_clock().monotonic()
        answer = clean.request.send(env, clean.sent)
        took = awake_clock().monotonic() - began
    # A client that ran out of time left its call behind.
    env.proxy.settle()
    done = env.tables.dump()
    _check_answer(clean, attack, answer, clean.normal.rows(done), took)
    _check_output(clean, attack, output.getvalue(), answer, done)
    if answer.status == 503 and clean.request.again:
        env.forget()
        again = clean.request.send(env, clean.sent)
        then = clean.normal.rows(env.tables.dump())
        assert then == clean.states[-1], _explain(
            clean, attack, again, "repeated after a 503, it has another result", then
        )


def _check_answer(clean: Clean, attack: Attack, answer: Answer, state: dict[str, list[str]], took: float) -> None:
    assert took < LONGEST, _explain(clean, attack, answer, f"took {took:.1f} s", state)
    if answer.status == 503:
        assert not attack.must_succeed, _explain(clean, attack, answer, "gave up over one fault", state)
        assert answer.code == "storage_unavailable", _explain(clean, attack, answer, "another problem", state)
        assert int(answer.headers["Retry-After"]) >= 1, _explain(clean, attack, answer, "no Retry-After", state)
        assert state in clean.allowed, _explain(clean, attack, answer, "a partial write", state)
        return
    assert _comparable(clean.normal, answer) == clean.answer, _explain(clean, attack, answer, "another answer", state)
    assert state in clean.done, _explain(clean, attack, answer, "not done exactly once", state)


def _check_output(clean: Clean, attack: Attack, output: str, answer: Answer, done: Dump) -> None:
    secrets = clean.secrets | texts_of([row for rows in done.values() for row in _secret(rows)])
    if answer.status < 300 and answer.body:
        secrets |= {value for name, value in answer.json.items() if name in {"accessToken", "refreshToken"}}
    leaked = [secret for secret in secrets if secret in output]
    assert not leaked, (clean.request.name, attack.label, leaked)
    assert "Traceback" not in output, (clean.request.name, attack.label, output)


def _secret(rows: Rows) -> Iterator[Any]:
    for row in rows:
        yield [row[name] for name in _NEVER_SHOWN if name in row]
        yield [value for name, value in row.get("parameters", {}).get("M", {}).items() if name.endswith("Token")]


def _comparable(normal: Normal, answer: Answer) -> str:
    headers = {name: answer.headers[name] for name in _COMPARED if name in answer.headers}
    return normal.text(json.dumps([answer.status, headers, answer.body]))


def _explain(clean: Clean, attack: Attack, answer: Answer, what: str, state: dict[str, list[str]]) -> str:
    lines = [f"{clean.request.name}, {attack.label}: {what}", f"answer: {answer}", f"instead of {clean.answer}"]
    last = clean.states[-1]
    for table, rows in state.items():
        lines += [f"+ {row}" for row in rows if row not in last[table]]
        lines += [f"- {row}" for row in last[table] if row not in rows]
    if attack.choice:
        lines += attack.choice.chosen
    return "\n".join(lines)


@contextmanager
def _budget(seconds: float | None) -> Iterator[None]:
    with patch.object(deadline, "BUDGET", deadline.BUDGET if seconds is None else seconds):
        yield


@contextmanager
def _read_timeout(attack: Attack) -> Iterator[None]:
    """Shorten the read timeout for late answers only: a busy machine would use up the attempts of other attacks."""
    late = [fault.seconds for fault in attack.faults if fault.kind == "late"]
    if attack.choice:
        late.append(attack.choice.late)
    if not late or min(late) / 2 >= calls._READ_TIMEOUT:
        yield
        return
    with read_timeout(min(late) / 2):
        yield


def kinds_for(operation: str) -> Iterator[FaultKind]:
    return (kind for kind in KINDS if operation in kind.operations)
