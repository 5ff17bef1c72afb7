"""Dependency cycles among a template's resources, which CloudFormation rejects during a deployment."""

from typing import Any

import pytest

from scripts.deployment.cycles import cycle

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
def test_an_alarm_that_waits_for_the_api_closes_a_cycle(dimension: dict[str, Any]) -> None:
    resources = {"Alias": ALIAS, "Group": GROUP, "Api": API, "Alarm": {"Properties": {"Dimensions": [dimension]}}}
    assert set(cycle(resources)) == set(resources)


def test_an_alarm_that_names_the_api_closes_none() -> None:
    alarm = {"Properties": {"Dimensions": [{"Ref": "AWS::StackName"}]}, "DependsOn": "Table"}
    assert cycle({"Alias": ALIAS, "Group": GROUP, "Api": API, "Alarm": alarm, "Table": {}}) == []
