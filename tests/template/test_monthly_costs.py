"""The costs of a month without requests: the table of docs/operations.md counts what the template has."""

import json
import re

import pytest

from scripts import monthly_costs
from scripts.template import ROOT, TEMPLATE, Template

ALARMS = [name for name in TEMPLATE.of_type("AWS::CloudWatch::Alarm") if "Condition" not in TEMPLATE.resources[name]]
ALARM, METRIC, SECRET, DASHBOARD, FIREWALL = monthly_costs.lines()


def test_an_alarm_costs_ten_cents_and_ten_are_free() -> None:
    assert ALARM.what.startswith(f"{len(ALARMS)} alarms, 0.10 each")
    assert ALARM.most == pytest.approx(0.10 * len(ALARMS))
    assert ALARM.least == pytest.approx(0.10 * (len(ALARMS) - 10))


def test_no_alarm_has_a_higher_price() -> None:
    for alarm in TEMPLATE.of_type("AWS::CloudWatch::Alarm"):
        assert TEMPLATE.properties(alarm)["Period"] >= 60
        assert not {"Metrics", "ThresholdMetricId"} & set(TEMPLATE.properties(alarm))
    assert not TEMPLATE.of_type("AWS::CloudWatch::CompositeAlarm") + TEMPLATE.of_type(
        "AWS::CloudWatch::AnomalyDetector"
    )


def test_an_alarm_of_high_resolution_costs_three_times_as_much() -> None:
    template = Template(ROOT / "template.yaml")
    template.properties(ALARMS[0])["Period"] = 10
    assert monthly_costs.lines(template)[0].most == pytest.approx(ALARM.most + 0.20)


def test_an_alarm_that_a_parameter_adds_does_not_count() -> None:
    template = Template(ROOT / "template.yaml")
    template.resources[ALARMS[0]]["Condition"] = "UseWaf"
    assert monthly_costs.lines(template)[0].most == pytest.approx(ALARM.most - 0.10)


def test_each_metric_of_the_functions_counts_once_for_its_dimensions() -> None:
    body = TEMPLATE.properties("Dashboard")["DashboardBody"]["Fn::Sub"]
    lines = {tuple(found) for found in re.findall(r'\["\$\{AWS::StackName\}","(\w+)"(?:,"([^\]]*?)")?(?:\]|,\{)', body)}
    assert METRIC.most == pytest.approx(0.30 * len(lines))
    assert METRIC.least == 0


def test_a_dashboard_is_only_free_with_few_metrics() -> None:
    assert (DASHBOARD.least, DASHBOARD.most) == (3.00, 3.00)
    template = Template(ROOT / "template.yaml")
    body = {"widgets": [{"properties": {"metrics": [["AWS/Lambda", "Errors"]]}}]}
    template.properties("Dashboard")["DashboardBody"]["Fn::Sub"] = json.dumps(body)
    assert monthly_costs.lines(template)[3].least == 0


def test_secrets_and_the_firewall_have_no_free_tier() -> None:
    assert SECRET.least == SECRET.most == pytest.approx(0.40 * len(TEMPLATE.of_type("AWS::SecretsManager::Secret")))
    assert FIREWALL.least == FIREWALL.most == 5 + len(TEMPLATE.properties("WebAcl")["Rules"])
