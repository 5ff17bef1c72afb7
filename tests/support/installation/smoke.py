"""A stack with a shop, in a mocked AWS account."""

import json

import boto3

from scripts.deployment.settings import Settings
from scripts.deployment.stack import account, describe
from scripts.smoke.deployed import DeployedShop

REGION = "ca-central-1"
RELEASE = "9f86d081884c7d65"
KEYS = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
ATTRIBUTES = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")]


def deploy(stack: str, **parameters: str) -> None:
    """Create a stack with the outputs and parameters that the smoke test reads, in moto's CloudFormation."""
    table = {
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": KEYS,
            "AttributeDefinitions": ATTRIBUTES,
        },
    }
    queue = {"Type": "AWS::SQS::Queue"}
    values = {"Release": RELEASE, "MailFrom": "shop@bakery.example", **parameters}
    template = {
        "Parameters": {name: {"Type": "String", "Default": value} for name, value in values.items()},
        "Resources": {"Accounts": table, "Analytics": table, "Mail": queue, "Events": queue, "Commands": queue},
        "Outputs": {
            "ApiUrl": {"Value": "https://api.example/v1"},
            "AccountsTableName": {"Value": {"Ref": "Accounts"}},
            "AnalyticsTableName": {"Value": {"Ref": "Analytics"}},
            "MailDeadLettersUrl": {"Value": {"Ref": "Mail"}},
            "AnalyticsDeadLettersUrl": {"Value": {"Ref": "Events"}},
            "PaymentsDeadLettersUrl": {"Value": {"Ref": "Commands"}},
        },
    }
    boto3.client("cloudformation", region_name=REGION).create_stack(StackName=stack, TemplateBody=json.dumps(template))


def find(stack: str) -> DeployedShop:
    settings = Settings("prod", stack, {})
    return DeployedShop.of(stack, describe(settings, account(settings, REGION)), REGION, environment="prod")
