"""An authorizer as Powertools' documentation shows it: the key from Secrets Manager, the session from DynamoDB."""

import os
import time
from typing import Any

import boto3
import jwt
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.data_classes import event_source
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import APIGatewayAuthorizerTokenEvent
from aws_lambda_powertools.utilities.typing import LambdaContext
from powertools_policy import policy_for

TABLE = os.environ["ACCOUNTS_TABLE"]

logger = Logger()
metrics = Metrics()
dynamodb = boto3.client("dynamodb")


@logger.inject_lambda_context
@metrics.log_metrics(capture_cold_start_metric=True)
@event_source(data_class=APIGatewayAuthorizerTokenEvent)
def handler(event: APIGatewayAuthorizerTokenEvent, context: LambdaContext) -> dict[str, Any]:
    token = event.authorization_token.removeprefix("Bearer ")
    try:
        claims = jwt.decode(
            token,
            parameters.get_secret(os.environ["SIGNING_KEY_SECRET"], max_age=300),
            algorithms=["HS256"],
            issuer=os.environ["TOKEN_ISSUER"],
            audience=os.environ["TOKEN_AUDIENCE"],
        )
        role = role_of(claims)
    except (jwt.InvalidTokenError, LookupError):
        metrics.add_metric(name="RefusedTokens", unit=MetricUnit.Count, value=1)
        raise Exception("Unauthorized") from None
    return policy_for(event, claims, role)


def role_of(claims: dict[str, Any]) -> str:
    """The role of the account whose session stands. Raises: LookupError."""
    pk = {"S": f"USER#{claims['sub']}"}
    wanted = [{"pk": pk, "sk": {"S": sk}} for sk in ("PROFILE", f"SESSION#{claims['sid']}")]
    answer = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": wanted, "ConsistentRead": True}})
    found = {item["sk"]["S"]: item for item in answer["Responses"][TABLE]}
    profile, session = found["PROFILE"], found[f"SESSION#{claims['sid']}"]
    if (
        profile["status"]["S"] != "active"
        or profile["tokenVersion"] != session["tokenVersion"]
        or int(session["expiresAt"]["N"]) <= time.time()
    ):
        raise LookupError
    return profile["role"]["S"]
