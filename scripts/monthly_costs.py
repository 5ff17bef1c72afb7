"""What a shop costs each month without a request: alarms, metrics and secrets, counted in template.yaml.

`make costs` writes the table into docs/operations.md.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.template import TEMPLATE, Template

BEGIN, END = "<!-- monthly costs: written by scripts/costs.py (make costs) -->\n", "<!-- monthly costs end -->\n"

# USD a month, us-east-1: AWS's list prices, assumed on 2026-11-25. FREE_* are for the whole account.
ALARM, ALARM_HIGH_RESOLUTION, FREE_ALARMS = 0.10, 0.30, 10
METRIC, FREE_METRICS = 0.30, 10
DASHBOARD, FREE_DASHBOARDS, FREE_METRICS_OF_DASHBOARD = 3.00, 3, 50
SECRET = 0.40
WEB_ACL, WEB_ACL_RULE = 5.00, 1.00
MINUTE = 60  # seconds; alarms with a shorter period have a high resolution

_STACK = "${AWS::StackName}"  # the namespace of the functions' own metrics


@dataclass(frozen=True)
class Line:
    """A row of the table. `least` and `most`: USD a month in an account whose free tier is unused, and used up."""

    what: str
    least: float
    most: float


def lines(template: Template = TEMPLATE) -> list[Line]:
    """Return the monthly costs of a stack with the default parameters, then those that a parameter adds."""
    alarms = _existing(template, "AWS::CloudWatch::Alarm")
    price = sum(ALARM if template.properties(alarm)["Period"] >= MINUTE else ALARM_HIGH_RESOLUTION for alarm in alarms)
    shown = set(_metrics(template))
    own = len({metric for metric in shown if metric[0] == _STACK})
    dashboards = len(_existing(template, "AWS::CloudWatch::Dashboard"))
    free = len(shown) <= FREE_METRICS_OF_DASHBOARD
    secrets = len(_existing(template, "AWS::SecretsManager::Secret"))
    rules = sum(len(template.properties(acl)["Rules"]) for acl in template.of_type("AWS::WAFv2::WebACL"))
    return [
        Line(
            f"{len(alarms)} alarms, {ALARM:.2f} each, the first {FREE_ALARMS} of an account free",
            max(price - FREE_ALARMS * ALARM, 0),
            price,
        ),
        Line(
            f"at most {own} custom metrics, {METRIC:.2f} each for the hours with data, "
            f"the first {FREE_METRICS} of an account free",
            0,
            own * METRIC,
        ),
        Line(f"{secrets} secrets, {SECRET:.2f} each", secrets * SECRET, secrets * SECRET),
        Line(
            f"{dashboards} dashboard with {len(shown)} metrics "
            f"({FREE_DASHBOARDS} with at most {FREE_METRICS_OF_DASHBOARD} each are free)",
            0 if free else dashboards * DASHBOARD,
            dashboards * DASHBOARD,
        ),
        Line(
            f"`WafEnabled`: web ACL {WEB_ACL:.2f}, {rules} rules {WEB_ACL_RULE:.2f} each, 0.60 per million requests",
            WEB_ACL + rules * WEB_ACL_RULE,
            WEB_ACL + rules * WEB_ACL_RULE,
        ),
    ]


def build() -> str:
    """Return the table."""
    rows = ["| | USD a month |", "|---|---|"]
    for line in lines():
        least, most = f"{line.least:.2f}", f"{line.most:.2f}"
        rows.append(f"| {line.what} | {least if least == most else f'{least} to {most}'} |")
    return "\n".join(rows) + "\n"


def _existing(template: Template, resource_type: str) -> list[str]:
    """Return the resources of a type that do not depend on a parameter."""
    return [name for name in template.of_type(resource_type) if "Condition" not in template.resources[name]]


def _metrics(template: Template) -> Iterator[tuple[str, ...]]:
    """Yield the metrics on the dashboard, which shows all of the functions' own: namespace, name, dimensions."""
    for dashboard in template.of_type("AWS::CloudWatch::Dashboard"):
        for widget in json.loads(template.properties(dashboard)["DashboardBody"]["Fn::Sub"])["widgets"]:
            for metric in widget["properties"].get("metrics", []):
                yield tuple(part for part in metric if isinstance(part, str))
