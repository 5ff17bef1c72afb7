"""Circles among a template's resources, which CloudFormation refuses when it is too late."""

from typing import Any

import pytest

from scripts.circles import circle

ALIAS: dict[str, Any] = {"UpdatePolicy": {"CodeDeployLambdaAliasUpdate": {"DeploymentGroupName": {"Ref": "Group"}}}}
GROUP: dict[str, Any] = {"Properties": {"Alarms": [{"Name": {"Ref": "Alarm"}}]}}
API: dict[str, Any] = {"Properties": {"Body": {"uri": {"Fn::Sub": "arn:${AWS::Region}:${Alias}/invocations"}}}}


@pytest.mark.parametrize(
    "dimension",
    [
        {"Ref": "Api"},
        {"Fn::GetAtt": ["Api", "Id"]},
        {"Fn::Sub": "${Api.Id}"},
        {"Fn::Sub": ["${Name}", {"Name": {"Ref": "Api"}}]},
    ],
    ids=str,
)
def test_an_alarm_that_waits_for_the_api_closes_a_circle(dimension: dict[str, Any]) -> None:
    resources = {"Alias": ALIAS, "Group": GROUP, "Api": API, "Alarm": {"Properties": {"Dimensions": [dimension]}}}
    assert set(circle(resources)) == set(resources)


def test_one_that_names_it_does_not() -> None:
    alarm = {"Properties": {"Dimensions": [{"Ref": "AWS::StackName"}]}, "DependsOn": "Table"}
    assert circle({"Alias": ALIAS, "Group": GROUP, "Api": API, "Alarm": alarm, "Table": {}}) == []
