"""Schedule events: what the template declares, and when the local stack runs them."""

import asyncio
import json
from pathlib import Path
from typing import Any, cast

import pytest

from harness import ROOT
from local.errors import TemplateError
from local.lambdas.runtime_api import FunctionError
from local.schedules import Schedules
from local.template import Template, read_template
from local.terminal.console import Console

TEMPLATE = """\
Resources:
  Layer: {{Type: AWS::Serverless::LayerVersion, Metadata: {{BuildMethod: python3.13}}, Properties: {{ContentUri: .}}}}
  Api: {{Type: AWS::Serverless::Api, Properties: {{StageName: v1}}}}
  Sweeper:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: sweeper.handler
      Runtime: python3.13
      Events:
        EveryMinute: {{Type: Schedule, Properties: {{Schedule: {rate}{more}}}}}
"""


def read(folder: Path, rate: str = "rate(1 minute)", more: str = "") -> Template:
    path = folder / "template.yaml"
    path.write_text(TEMPLATE.format(rate=rate, more=more))
    return read_template(path)


@pytest.mark.parametrize(
    ("rate", "seconds"),
    [("rate(1 minute)", 60), ("rate(5 minutes)", 300), ("rate(1 hour)", 3600), ("rate(2 days)", 172_800)],
)
def test_a_rate_is_read_in_seconds(tmp_path: Path, rate: str, seconds: int) -> None:
    schedule = read(tmp_path, rate).schedules["SweeperEveryMinute"]
    assert (schedule.function, schedule.seconds, schedule.enabled) == ("Sweeper", seconds, True)


@pytest.mark.parametrize("rate", ["cron(0 12 * * ? *)", "rate(1 minutes)", "rate(2 minute)", "rate(0 minutes)"])
def test_another_schedule_is_an_error_with_its_line(tmp_path: Path, rate: str) -> None:
    with pytest.raises(TemplateError, match=r"template\.yaml:\d+: .*does not support the Schedule"):
        read(tmp_path, f"'{rate}'")


@pytest.mark.parametrize("more", [", DeadLetterConfig: {}", ", Enabled: false", ", Input: 'no JSON'"])
def test_an_unsupported_property_is_an_error(tmp_path: Path, more: str) -> None:
    with pytest.raises(TemplateError, match=r"template\.yaml:\d+: "):
        read(tmp_path, more=more)


def test_the_shop_has_two_sweeps_every_minute() -> None:
    schedules = read_template(ROOT / "template.yaml").schedules.values()
    assert {(schedule.name, schedule.function, schedule.seconds) for schedule in schedules} == {
        (f"{function}EveryMinute", function, 60) for function in ("PaymentsSweeperFunction", "SweeperFunction")
    }


class _Style:
    def yellow(self, text: str) -> str:
        return text


class _Terminal:
    """What the schedules need of a console."""

    style = _Style()

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)


class _Stopped(Exception):
    """The run has taken as many seconds as the test wanted."""


class Run:
    """Schedules on a fake clock, run for `seconds`. `fails`: the function raises. `hangs`: its calls never end."""

    def __init__(self, template: Template, seconds: int, *, fails: bool = False, hangs: bool = False) -> None:
        self.events: list[Any] = []
        self.times: list[float] = []
        self.cancelled = 0
        self.terminal = _Terminal()
        self._clock = 0.0

        async def call(payload: bytes, trace_id: str) -> bytes:
            assert trace_id.startswith("Root=1-")
            self.times.append(self._clock)
            self.events.append(json.loads(payload))
            if fails:
                raise FunctionError("Unhandled", "the table is gone")
            if hangs:
                try:
                    await asyncio.Event().wait()
                finally:
                    self.cancelled += 1
            return b"null"

        async def sleep(duration: float) -> None:
            await asyncio.sleep(0)
            self._clock += duration
            if self._clock > seconds:
                raise _Stopped

        schedules = Schedules(
            template, lambda _: call, cast(Console, self.terminal), clock=lambda: self._clock, sleep=sleep
        )
        with pytest.raises(BaseExceptionGroup) as stopped:
            asyncio.run(schedules.run())
        assert stopped.value.subgroup(_Stopped), stopped.value


def test_a_schedule_runs_at_once_and_then_at_its_interval(tmp_path: Path) -> None:
    assert Run(read(tmp_path), 150).times == [0, 60, 120]


def test_the_event_is_that_of_eventbridge(tmp_path: Path) -> None:
    (event,) = Run(read(tmp_path), 1).events
    assert (event["source"], event["detail-type"], event["detail"]) == ("aws.events", "Scheduled Event", {})
    assert event["resources"][0].endswith(":rule/bodega-SweeperEveryMinute")


def test_an_input_replaces_the_event(tmp_path: Path) -> None:
    assert Run(read(tmp_path, more=""", Input: '{"most": 3}'"""), 1).events == [{"most": 3}]


def test_a_disabled_schedule_does_not_run(tmp_path: Path) -> None:
    assert Run(read(tmp_path, more=", State: DISABLED"), 150).times == []


def test_a_failed_run_is_shown_and_the_next_one_is_made(tmp_path: Path) -> None:
    run = Run(read(tmp_path), 70, fails=True)
    assert run.times == [0, 60]
    assert all("SweeperEveryMinute: Unhandled: the table is gone" in line for line in run.terminal.lines)
    assert len(run.terminal.lines) == 2


def test_runs_do_not_overlap_and_end_with_the_stack(tmp_path: Path) -> None:
    run = Run(read(tmp_path), 150, hangs=True)
    assert run.times == [0]
    assert run.cancelled == 1
