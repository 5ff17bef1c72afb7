"""The permissions in AWS's resource schemas that the template does not need, by resource type and reason."""

from typing import Final

NOT_CALLED: Final[dict[str, dict[str, str]]] = {
    "AWS::ApiGateway::RestApi": {
        "the definition is part of the template, and has no credentials": "s3:GetObject iam:PassRole",
        "the API has no resource policy": "apigateway:UpdateRestApiPolicy",
    },
    "AWS::CodeDeploy::DeploymentGroup": {"functions are not on premises": "codedeploy:RegisterOnPremisesInstance"},
    "AWS::DynamoDB::Table": {
        "tables are not imported": "dynamodb:*Import* logs:* s3:*",
        "tables have no replicas": "dynamodb:*Replica dynamodb:*Item dynamodb:Query dynamodb:Scan iam:*",
        "tables send nothing to Kinesis": "kinesis:* dynamodb:*ableKinesis* dynamodb:UpdateKinesis*",
        "tables have no policy, and no contributor insights": "dynamodb:*tResourcePolicy dynamodb:DeleteResourcePolicy "
        "dynamodb:UpdateContributorInsights",
        "AWS manages the key": "kms:Decrypt kms:Encrypt kms:ListAliases kms:RevokeGrant",
    },
    "AWS::Events::Rule": {"the target is a function, and needs no role": "iam:PassRole"},
    "AWS::IAM::Role": {
        "a role keeps its boundary": "iam:DeleteRolePermissionsBoundary",
        "roles have no description": "iam:UpdateRoleDescription",
    },
    "AWS::Lambda::Alias": {"no concurrency is provisioned": "lambda:*eteProvisioned* lambda:PutProvisioned*"},
    "AWS::Lambda::EventSourceMapping": {"AWS manages the key": "kms:*"},
    "AWS::Lambda::Function": {
        "functions are in no VPC, and have no file system": "ec2:* elasticfilesystem:* s3files:*",
        "AWS manages the key": "kms:*",
        "these properties are not set": "lambda:Put* lambda:*FunctionConcurrency lambda:DeleteFunctionCode* "
        "lambda:GetCodeSigningConfig lambda:PassCapacityProvider lambda:AssociateRuntimeAlias",
    },
    "AWS::Lambda::Version": {"these properties are not set": "lambda:Put*"},
    "AWS::Logs::LogGroup": {
        "these properties are not set": "logs:*KmsKey logs:*DataProtectionPolicy logs:*IndexPolicy "
        "logs:*ResourcePolicy logs:PutBearer* logs:PutLogGroupDeletionProtection",
        "logs are delivered nowhere": "firehose:* s3:* logs:CreateLogDelivery",
    },
    "AWS::SecretsManager::Secret": {"secrets have no replicas": "secretsmanager:*Replicat*"},
    "AWS::WAFv2::LoggingConfiguration": {"logs go to a log group": "firehose:* s3:* iam:DescribeOrganization"},
    "AWS::WAFv2::WebACL": {"no rule group is bought": "payments:*"},
    "AWS::WAFv2::WebACLAssociation": {
        "the firewall is in front of API Gateway": "amplify:* apprunner:* appsync:* bedrock-agentcore:* cognito-idp:* "
        "ec2:* elasticloadbalancing:*",
        "the web ACL is not shared": "wafv2:*PermissionPolicy",
    },
}
