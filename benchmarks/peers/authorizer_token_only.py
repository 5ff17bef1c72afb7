"""An authorizer as Powertools' documentation shows it, for the token alone: the key is at hand, nobody is asked."""

import os
from typing import Any

import jwt
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import event_source
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import APIGatewayAuthorizerTokenEvent
from aws_lambda_powertools.utilities.typing import LambdaContext
from powertools_policy import policy_for

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context
@metrics.log_metrics(capture_cold_start_metric=True)
@event_source(data_class=APIGatewayAuthorizerTokenEvent)
def handler(event: APIGatewayAuthorizerTokenEvent, context: LambdaContext) -> dict[str, Any]:
    token = event.authorization_token.removeprefix("Bearer ")
    try:
        claims = jwt.decode(
            token,
            os.environ["SIGNING_KEY"],
            algorithms=["HS256"],
            issuer=os.environ["TOKEN_ISSUER"],
            audience=os.environ["TOKEN_AUDIENCE"],
        )
    except jwt.InvalidTokenError:
        metrics.add_metric(name="RefusedTokens", unit=MetricUnit.Count, value=1)
        raise Exception("Unauthorized") from None
    return policy_for(event, claims, "admin")
