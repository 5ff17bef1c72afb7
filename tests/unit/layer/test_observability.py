"""Log keys of an invocation: the same as with Powertools' own search for the request id. Metrics of shared code."""

from typing import Any

import pytest
from aws_lambda_powertools.logging import correlation_paths

from bodega.observability import count, logger, observed
from harness.shop.events import lambda_context
from tests.support.aws.emf import metrics_of


def keys_of_a_line(_: dict[str, Any], __: Any) -> dict[str, Any]:
    return dict(logger.get_current_keys())


EVENTS: list[dict[str, Any]] = [
    {"requestContext": {"requestId": "the-request"}},
    {"requestContext": {"requestId": None}},
    {"requestContext": {}},
    {"requestContext": None},
    {"Records": [{"eventID": "1"}]},
    {},
]


@pytest.mark.parametrize("event", EVENTS, ids=str)
def test_a_log_line_has_the_keys_that_powertools_adds(event: dict[str, Any]) -> None:
    by_powertools = logger.inject_lambda_context(
        keys_of_a_line, clear_state=True, correlation_id_path=correlation_paths.API_GATEWAY_REST
    )
    by_powertools({}, lambda_context())  # the first invocation is a cold start, and says so

    ours, theirs = observed(keys_of_a_line)(event, lambda_context()), by_powertools(event, lambda_context())

    assert list(ours.items()) == list(theirs.items())


def test_an_invocation_does_not_keep_the_request_id_of_the_one_before() -> None:
    handler = observed(keys_of_a_line)

    assert handler(EVENTS[0], lambda_context())["correlation_id"] == "the-request"
    assert handler({}, lambda_context())["correlation_id"] is None


def test_functions_that_share_code_can_count_under_one_service(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "payments_worker")

    count("RefundsFailed", 2, service="payments")

    (metric,) = metrics_of(capsys.readouterr().out)
    assert (metric.name, metric.unit, metric.values) == ("RefundsFailed", "Count", (2,))
    assert metric.dimensions == (("service", "payments"),)
