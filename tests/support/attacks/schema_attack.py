"""Run Schemathesis with docs/openapi.json against the gateway in this process.

It sends valid and invalid requests, one operation at a time and in sequences. No response is a 5xx, and every response
matches the document.
"""

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import schemathesis
from schemathesis.config import ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import EngineFinished, FatalError, NonFatalError, ScenarioFinished

from harness import ROOT
from harness.shop.client import Answer
from tests.support.access.seeded_shop import SeededShop
from tests.support.shop.gateway import InProcessGateway

ROLES = {"admin": "an admin", "customer": "the customer", "nobody": "nobody"}
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "allow_header_conformance",
    "use_after_free",
)

_BASE = "/v1"  # of the document's server

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass
class Outcome:
    """`statuses`: the number of answers by status. It shows whether the requests reached the rules."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        return self.statuses.total()


class Application:
    """The gateway as a WSGI application for one caller. The tables are restored when the caller's session has ended."""

    def __init__(self, seeded: SeededShop, gateway: InProcessGateway, person: str) -> None:
        self._seeded_shop = seeded
        self._gateway = gateway
        self._token = seeded.tokens.get(person)
        self._addresses = iter(range(10**9))
        self.outcome = Outcome()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        answer = self._send(environ)
        self.outcome.statuses[answer.status] += 1
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.outcome.failures.append(f"{environ['REQUEST_METHOD']} {environ['REQUEST_URI']}: {answer}")
        if answer.status == HTTPStatus.UNAUTHORIZED and self._token is not None:
            self._come_back()
        reason = HTTPStatus(answer.status).phrase
        # API Gateway sends a Content-Type even without a body.
        headers = [item for item in answer.headers.items() if answer.body or item[0] != "Content-Type"]
        start_response(f"{answer.status} {reason}", headers)
        return [(answer.body or "").encode()]

    def _send(self, environ: dict[str, Any]) -> Answer:
        path, _, query = environ["REQUEST_URI"].removeprefix(_BASE).partition("?")
        headers = [
            (name.removeprefix("HTTP_").replace("_", "-").title(), value)
            for name, value in environ.items()
            if name.startswith("HTTP_") and name not in {"HTTP_HOST", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_ENCODING"}
        ]
        if environ.get("CONTENT_TYPE"):
            headers.append(("Content-Type", environ["CONTENT_TYPE"]))
        if self._token is not None:
            headers.append(("Authorization", f"Bearer {self._token}"))
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        # From an address of its own each time: the limit of an address is another test's.
        number = next(self._addresses)
        source = f"198.18.{number // 250 % 250}.{number % 250}"
        return self._gateway.send(environ["REQUEST_METHOD"], path, body, headers, query=query, source_ip=source)

    def _come_back(self) -> None:
        self._seeded_shop.env.tables.dump()
        self._seeded_shop.env.tables.restore(self._seeded_shop.before)


def attack(
    seeded: SeededShop, role: str, *, seed: int, examples: int, seconds: int | None = None, coverage: bool = True
) -> Outcome:
    """`examples`: at most so many per operation and phase; `seconds`: after which it ends.

    `coverage`: whether each rule of the document is broken by itself, too.
    """
    projects = ProjectsConfig(default=_project(examples, coverage=coverage))
    config = SchemathesisConfig(seed=seed, max_time=seconds, projects=projects)
    document = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
    with contextlib.closing(InProcessGateway()) as gateway:
        application = Application(seeded, gateway, ROLES[role])
        schema = schemathesis.openapi.from_dict(document, config=config)
        schema.app = application
        seeded.env.tables.dump()
        seeded.env.tables.restore(seeded.before)
        for event in from_schema(schema).execute():
            _note(event, application.outcome)
        seeded.env.tables.dump()
        seeded.env.tables.restore(seeded.before)
    return application.outcome


def _project(examples: int, *, coverage: bool) -> ProjectConfig:
    project = ProjectConfig.from_dict(
        {
            "continue-on-failure": True,
            "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
            "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
            "phases": {"coverage": {"enabled": coverage}, "stateful": {"generation": {"max-examples": examples}}},
        }
    )
    project.workers = 1
    return project


def _note(event: Any, outcome: Outcome) -> None:
    if isinstance(event, FatalError):
        raise event.exception
    if isinstance(event, NonFatalError):
        outcome.failures.append(f"{event.label}: {event.value}")
    if isinstance(event, ScenarioFinished):
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info is not None:
                    found = check.failure_info
                    what = f"{found.failure.title}: {found.failure.message}"
                    outcome.failures.append(f"{event.label}: {what}\n{found.code_sample}")
    if isinstance(event, EngineFinished):
        assert outcome.cases, "nothing was sent"
