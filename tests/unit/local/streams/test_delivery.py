"""Delivery of batches to a function that fails in every way that Lambda knows."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from local.lambdas.pool import REPLACED
from local.lambdas.runtime_api import FunctionError
from local.streams.dead_letters import Discarded, message
from local.streams.delivery import Delivery
from local.template.resources import StreamSource

SOURCE = StreamSource(
    name="MailerOutbox",
    function="Mailer",
    table="Accounts",
    enabled=True,
    from_the_start=True,
    batch_size=10,
    window=0,
    patterns=(),
    maximum_retries=3,
    maximum_age=None,
    bisect=False,
    partial_failures=True,
    on_failure="DeadLetters",
)
NOW = 1_790_000_000.0

Answer = Callable[[list[int]], Any]


def records(*numbers: int, age: float = 0) -> list[dict[str, Any]]:
    return [
        {"dynamodb": {"SequenceNumber": str(number), "ApproximateCreationDateTime": NOW - age}} for number in numbers
    ]


def numbers(batch: list[dict[str, Any]]) -> list[int]:
    return [int(record["dynamodb"]["SequenceNumber"]) for record in batch]


class Run:
    """One delivery. `answer` gets the numbers of a batch, and returns the function's answer or raises its error."""

    def __init__(self, answer: Answer, batch: list[dict[str, Any]], **changed: Any) -> None:
        self.batches: list[list[int]] = []
        self.settled: list[int] = []
        self.discarded: list[Discarded] = []
        self.pauses: list[float] = []
        self.said: list[str] = []
        self.clock = NOW

        async def invoke(event: dict[str, Any]) -> bytes:
            self.batches.append(numbers(event["Records"]))
            given = answer(self.batches[-1])
            return given if isinstance(given, bytes) else json.dumps(given).encode()

        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)
            self.clock += seconds

        delivery = Delivery(
            replace(SOURCE, **changed),
            "arn:stream",
            "shard-1",
            invoke=invoke,
            settled=lambda number: self.settled.append(int(number)),
            discard=self.discarded.append,
            report=self.said.append,
            sleep=sleep,
            now=lambda: self.clock,
        )
        asyncio.run(delivery.deliver(batch))

    @property
    def given_up(self) -> list[list[int]]:
        return [numbers(discarded.records) for discarded in self.discarded]


def failing_at(*poison: int, times: int = 10**9) -> Answer:
    """Process the records before the first one of `poison`, as the mailer does."""
    left = times

    def answer(batch: list[int]) -> Any:
        nonlocal left
        failed = next((number for number in batch if number in poison), None)
        if failed is None or left == 0:
            return {"batchItemFailures": []}
        left -= 1
        return {"batchItemFailures": [{"itemIdentifier": str(failed)}]}

    return answer


def raising(*poison: int, times: int = 10**9) -> Answer:
    left = times

    def answer(batch: list[int]) -> Any:
        nonlocal left
        if left and (not poison or set(batch) & set(poison)):
            left -= 1
            raise FunctionError("Unhandled", "it broke")
        return {"batchItemFailures": []}

    return answer


@pytest.mark.parametrize(
    "answer",
    [{"batchItemFailures": []}, {"batchItemFailures": None}, {}, None, b""],
    ids=["list", "null", "{}", "None", "empty"],
)
def test_a_processed_batch_is_delivered_once(answer: Any) -> None:
    run = Run(lambda _: answer, records(1, 2, 3))
    assert run.batches == [[1, 2, 3]]
    assert run.settled == [3]


class TestAPartialFailure:
    def test_is_repeated_from_its_first_record(self) -> None:
        run = Run(failing_at(3, times=1), records(1, 2, 3, 4))
        assert run.batches == [[1, 2, 3, 4], [3, 4]]
        assert run.settled == [2, 4]

    def test_is_repeated_from_the_first_of_several_failed_records(self) -> None:
        answers = [{"batchItemFailures": [{"itemIdentifier": "4"}, {"itemIdentifier": "2"}]}, {}]
        assert Run(lambda _: answers.pop(0), records(1, 2, 3, 4)).batches == [[1, 2, 3, 4], [2, 3, 4]]

    def test_is_ignored_where_the_template_does_not_ask_for_it(self) -> None:
        run = Run(failing_at(1), records(1, 2), partial_failures=False)
        assert (run.batches, run.settled) == ([[1, 2]], [2])

    @pytest.mark.parametrize(
        "answer",
        [
            {"batchItemFailures": [{"itemIdentifier": ""}]},
            {"batchItemFailures": [{"itemIdentifier": None}]},
            {"batchItemFailures": [{"itemIdentifier": "99"}]},
            {"batchItemFailures": [{"identifier": "1"}]},
            {"batchItemFailures": "1"},
            "done",
            b"not JSON",
        ],
        ids=str,
    )
    def test_without_a_known_record_repeats_the_whole_batch(self, answer: Any) -> None:
        answers = [answer, {}]
        run = Run(lambda _: answers.pop(0), records(1, 2))
        assert run.batches == [[1, 2], [1, 2]]
        assert run.settled == [2]

    def test_restarts_the_count_of_attempts_after_progress(self) -> None:
        outages = iter([2, 2, 2, 3, 3, 3])

        def answer(batch: list[int]) -> Any:
            failed = next(outages, None)
            return {"batchItemFailures": [{"itemIdentifier": str(failed)}] if failed else []}

        run = Run(answer, records(1, 2, 3))
        assert run.given_up == []
        assert run.settled == [1, 2, 3]


class TestAFailingFunction:
    def test_is_called_again_with_growing_pauses(self) -> None:
        run = Run(raising(times=9), records(1), maximum_retries=None)
        assert len(run.batches) == 10
        assert run.pauses == [1, 2, 4, 8, 16, 30, 30, 30, 30]

    def test_is_given_up_after_the_templates_number_of_attempts(self) -> None:
        run = Run(raising(), records(1, 2))
        assert len(run.batches) == 1 + 3, "the first attempt, and three retries"
        assert run.given_up == [[1, 2]]
        assert run.discarded[0].condition == "RetryAttemptsExhausted"
        assert run.settled == [2], "what comes after goes on"

    def test_is_not_called_again_when_the_template_forbids_retries(self) -> None:
        assert len(Run(raising(), records(1), maximum_retries=0).batches) == 1

    def test_is_reported_to_the_developer(self) -> None:
        assert Run(raising(times=1), records(1, 2)).said == ["2 records again in 1 s: Unhandled: it broke"]

    def test_whose_code_changes_uses_no_attempt(self) -> None:
        replaced = 20

        def answer(batch: list[int]) -> Any:
            nonlocal replaced
            replaced -= 1
            if replaced:
                raise FunctionError(REPLACED, "The code changed again")
            return {}

        run = Run(answer, records(1), maximum_retries=0)
        assert (run.given_up, run.settled) == ([], [1])


class TestBisecting:
    def test_finds_the_record_that_breaks_the_function(self) -> None:
        run = Run(raising(3), records(1, 2, 3, 4, 5, 6, 7, 8), bisect=True)
        assert run.given_up == [[3]]
        assert run.batches[:4] == [[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4], [1, 2], [3, 4]]
        assert run.settled == [2, 3, 4, 8], "in the shard's order"

    def test_does_not_count_as_an_attempt(self) -> None:
        run = Run(raising(1), records(1, 2, 3, 4), bisect=True)
        assert [batch for batch in run.batches if batch == [1]] == [[1]] * 4

    def test_does_not_split_a_batch_with_partial_failures(self) -> None:
        run = Run(failing_at(1, times=1), records(1, 2, 3, 4), bisect=True)
        assert run.batches == [[1, 2, 3, 4], [1, 2, 3, 4]]


class TestRecordsThatAreTooOld:
    def test_are_given_up_without_an_attempt(self) -> None:
        run = Run(lambda _: {}, [*records(1, 2, age=5000), *records(3)], maximum_age=3600)
        assert run.batches == [[3]]
        assert run.given_up == [[1, 2]]
        assert run.discarded[0].condition == "MaximumRecordAgeExceeded"

    def test_end_endless_retries(self) -> None:
        run = Run(raising(), records(1, 2), maximum_age=600, maximum_retries=None)
        assert run.given_up == [[1, 2]]
        assert 600 <= sum(run.pauses) < 800

    def test_do_not_exist_without_a_limit(self) -> None:
        assert Run(lambda _: {}, records(1, age=10**9)).batches == [[1]]


def test_a_dead_letter_has_the_form_of_lambda_and_no_content_of_records() -> None:
    secret = records(4, 5, 6)
    secret[1]["dynamodb"]["NewImage"] = {"to": {"S": "ada@shop.example"}}
    discarded = Discarded(secret, "arn:stream", "shard-1", "RetryAttemptsExhausted", 4, "Unhandled: it broke")
    letter = message(discarded, "arn:aws:lambda:us-east-1:123456789012:function:bodega-mailer")
    assert letter["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert letter["requestContext"]["approximateInvokeCount"] == 4
    assert letter["DDBStreamBatchInfo"] == {
        "shardId": "shard-1",
        "startSequenceNumber": "4",
        "endSequenceNumber": "6",
        "approximateArrivalOfFirstRecord": "2026-09-21T14:13:20.000Z",
        "approximateArrivalOfLastRecord": "2026-09-21T14:13:20.000Z",
        "batchSize": 3,
        "streamArn": "arn:stream",
    }
    assert "ada@shop.example" not in json.dumps(letter)
