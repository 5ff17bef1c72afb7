"""The policy that lets an admin in, made with Powertools' response for authorizers."""

from typing import Any

from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import (
    APIGatewayAuthorizerResponse,
    APIGatewayAuthorizerTokenEvent,
)


def policy_for(event: APIGatewayAuthorizerTokenEvent, claims: dict[str, Any], role: str) -> dict[str, Any]:
    arn = event.parsed_arn
    policy = APIGatewayAuthorizerResponse(
        principal_id=claims["sub"],
        region=arn.region,
        aws_account_id=arn.aws_account_id,
        api_id=arn.api_id,
        stage=arn.stage,
        context={"userId": claims["sub"], "role": role, "sessionId": claims["sid"]},
    )
    policy.allow_all_routes()
    return policy.asdict()
