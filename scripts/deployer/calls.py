"""The calls that CloudFormation makes for each resource type of the template.

CloudFormation calls AWS with the permissions of the deployer. A test compares this table with the permissions that
AWS's resource schemas list (cfn-lint contains them), and fails if the template has a type that is not in it.
"""

from collections.abc import Mapping

from scripts.deployer.rights import (
    BOUNDARY,
    CODEDEPLOY_POLICY,
    CODEDEPLOY_ROLE,
    NAME,
    ROLE,
    SAM_STACK,
    Condition,
    Rights,
    api,
    on,
    pass_role,
)

_FUNCTION, _CODE = "function:{name}", f"arn:${{AWS::Partition}}:s3:::{SAM_STACK}-*/*"
_OWN_FUNCTIONS: Condition = {
    "ArnLike": {
        "lambda:FunctionArn": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Stacks}-*"
    }
}
_BOUND: Condition = {"StringEquals": {"iam:PermissionsBoundary": BOUNDARY}}
_HOSTED_ZONES = "arn:${AWS::Partition}:route53:::hostedzone/*"
_ROLE_READS = "GetRole GetRolePolicy ListRolePolicies ListAttachedRolePolicies ListRoleTags"

CALLS: Mapping[str, tuple[Rights, ...]] = {
    "AWS::ApiGateway::Account": (
        api("/account", "GET PATCH"),
        on("iam", ROLE + NAME, "GetRole"),
        pass_role(NAME, "apigateway"),
    ),
    "AWS::ApiGateway::BasePathMapping": (api("/domainnames/*", "GET POST PATCH DELETE"),),
    "AWS::ApiGateway::DomainName": (
        api("/domainnames", "POST"),
        api("/domainnames/*", "GET PUT PATCH DELETE"),
    ),
    # The ID of an API is random, so these rights are on all APIs of the region.
    "AWS::ApiGateway::RestApi": (
        api("/restapis", "POST"),
        api("/restapis/*", "GET PUT PATCH DELETE"),
        api("/tags/*", "GET PUT POST DELETE"),
    ),
    "AWS::ApiGateway::Deployment": (api("/restapis/*", "GET POST PUT PATCH DELETE"),),
    "AWS::ApiGateway::Stage": (
        api("/restapis/*", "GET POST PUT PATCH DELETE"),
        api("/tags/*", "GET PUT POST DELETE"),
    ),
    "AWS::Budgets::Budget": (
        on(
            "budgets",
            "arn:${AWS::Partition}:budgets::${AWS::AccountId}:budget/{name}",
            "ModifyBudget ViewBudget TagResource UntagResource ListTagsForResource",
        ),
        on("billing", "arn:${AWS::Partition}:billing::${AWS::AccountId}:billingview/primary", "GetBillingViewData"),
    ),
    "AWS::CloudWatch::Alarm": (
        on(
            "cloudwatch",
            "alarm:{name}",
            "PutMetricAlarm DeleteAlarms TagResource UntagResource ListTagsForResource",
        ),
        on("cloudwatch", "*", "DescribeAlarms"),
    ),
    "AWS::CloudWatch::Dashboard": (
        on(
            "cloudwatch",
            "arn:${AWS::Partition}:cloudwatch::${AWS::AccountId}:dashboard/{name}",
            "PutDashboard GetDashboard DeleteDashboards TagResource UntagResource ListTagsForResource",
        ),
    ),
    "AWS::CodeDeploy::Application": (
        on(
            "codedeploy",
            "application:{name}",
            "CreateApplication GetApplication DeleteApplication TagResource UntagResource ListTagsForResource",
        ),
    ),
    "AWS::CodeDeploy::DeploymentGroup": (
        on(
            "codedeploy",
            "deploymentgroup:{name}/*",
            "CreateDeploymentGroup GetDeploymentGroup UpdateDeploymentGroup DeleteDeploymentGroup CreateDeployment "
            "GetDeployment ListDeployments StopDeployment TagResource UntagResource ListTagsForResource",
        ),
        on("codedeploy", "application:{name}", "GetApplicationRevision RegisterApplicationRevision"),
        on("codedeploy", "deploymentconfig:CodeDeployDefault.Lambda*", "GetDeploymentConfig"),
        pass_role(f"${{Stacks}}-{CODEDEPLOY_ROLE}-*", "codedeploy"),
    ),
    # CloudFormation may delete a table that it could not create completely. The template protects all others.
    "AWS::DynamoDB::Table": (
        on(
            "dynamodb",
            "table/{name}",
            "CreateTable UpdateTable DeleteTable DescribeTable UpdateTimeToLive DescribeTimeToLive "
            "UpdateContinuousBackups DescribeContinuousBackups DescribeContributorInsights "
            "DescribeKinesisStreamingDestination GetResourcePolicy TagResource UntagResource ListTagsOfResource",
        ),
        on(
            "kms",
            "key/*",
            "CreateGrant DescribeKey",
            {"StringEquals": {"kms:ViaService": "dynamodb.${AWS::Region}.amazonaws.com"}},
        ),
    ),
    "AWS::Events::Rule": (
        on(
            "events",
            "rule/{name}",
            "PutRule DescribeRule DeleteRule PutTargets RemoveTargets ListTargetsByRule TagResource UntagResource "
            "ListTagsForResource",
        ),
    ),
    "AWS::IAM::Role": (
        on("iam", ROLE + NAME, f"DeleteRole UpdateRole UpdateAssumeRolePolicy TagRole UntagRole {_ROLE_READS}"),
        on("iam", ROLE + NAME, "CreateRole PutRolePermissionsBoundary PutRolePolicy AttachRolePolicy", _BOUND),
        on("iam", ROLE + NAME, "DeleteRolePolicy DetachRolePolicy"),
        on("iam", f"{ROLE}${{Stacks}}-{CODEDEPLOY_ROLE}-*", "CreateRole"),
        on(
            "iam",
            f"{ROLE}${{Stacks}}-{CODEDEPLOY_ROLE}-*",
            "AttachRolePolicy",
            {"ArnLike": {"iam:PolicyARN": CODEDEPLOY_POLICY}},
        ),
    ),
    "AWS::Lambda::Alias": (
        on("lambda", _FUNCTION, "CreateAlias GetAlias UpdateAlias DeleteAlias GetProvisionedConcurrencyConfig"),
        # An update of an alias is a deployment by CodeDeploy.
        on(
            "codedeploy", "deploymentgroup:{name}/*", "CreateDeployment GetDeployment GetDeploymentGroup StopDeployment"
        ),
        on("codedeploy", "deploymentconfig:CodeDeployDefault.Lambda*", "GetDeploymentConfig"),
    ),
    "AWS::Lambda::EventSourceMapping": (
        on(
            "lambda",
            "*",
            "CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping",
            _OWN_FUNCTIONS,
        ),
        on("lambda", "event-source-mapping:*", "TagResource UntagResource ListTags"),
    ),
    "AWS::Lambda::Function": (
        on(
            "lambda",
            _FUNCTION,
            "CreateFunction GetFunction UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction PublishVersion "
            "GetFunctionCodeSigningConfig GetRuntimeManagementConfig GetFunctionRecursionConfig "
            "GetFunctionScalingConfig TagResource UntagResource ListTags",
        ),
        on("lambda", "layer:{name}", "GetLayerVersion"),
        on("s3", _CODE, "GetObject GetObjectVersion"),
        pass_role(NAME, "lambda"),
    ),
    "AWS::Lambda::LayerVersion": (
        on("lambda", "layer:{name}", "PublishLayerVersion GetLayerVersion DeleteLayerVersion"),
        on("s3", _CODE, "GetObject GetObjectVersion"),
    ),
    "AWS::Lambda::Permission": (on("lambda", _FUNCTION, "AddPermission RemovePermission GetPolicy"),),
    "AWS::Lambda::Version": (
        on(
            "lambda",
            _FUNCTION,
            "PublishVersion DeleteFunction GetFunctionConfiguration ListVersionsByFunction "
            "GetProvisionedConcurrencyConfig GetRuntimeManagementConfig GetFunctionScalingConfig",
        ),
    ),
    "AWS::Logs::LogGroup": (
        *(
            on(
                "logs",
                f"log-group:{group}",
                "CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy GetDataProtectionPolicy "
                "DescribeIndexPolicies TagResource UntagResource ListTagsForResource",
            )
            for group in ("/aws/*/{name}", "aws-waf-logs-${Stacks}*")
        ),
        on("logs", "*", "DescribeLogGroups DescribeResourcePolicies"),
    ),
    "AWS::Logs::QueryDefinition": (
        on("logs", "*", "PutQueryDefinition DeleteQueryDefinition DescribeQueryDefinitions"),
    ),
    # The hosted zone is one of the account, which this table does not know. The template creates an A record only.
    "AWS::Route53::RecordSet": (
        on(
            "route53",
            _HOSTED_ZONES,
            "ChangeResourceRecordSets",
            {"ForAllValues:StringEquals": {"route53:ChangeResourceRecordSetsRecordTypes": ["A"]}},
        ),
        on("route53", _HOSTED_ZONES, "GetHostedZone ListResourceRecordSets"),
        on("route53", "arn:${AWS::Partition}:route53:::change/*", "GetChange"),
        on("route53", "*", "ListHostedZones"),
    ),
    # The identity is an address or a domain of the shop, which this table does not know.
    "AWS::SES::EmailIdentity": (
        on(
            "ses",
            "identity/*",
            "CreateEmailIdentity GetEmailIdentity DeleteEmailIdentity PutEmailIdentityDkimAttributes "
            "PutEmailIdentityDkimSigningAttributes PutEmailIdentityFeedbackAttributes "
            "PutEmailIdentityMailFromAttributes PutEmailIdentityConfigurationSetAttributes TagResource UntagResource "
            "ListTagsForResource",
        ),
    ),
    "AWS::SQS::Queue": (
        on(
            "sqs",
            NAME,
            "CreateQueue GetQueueUrl GetQueueAttributes SetQueueAttributes DeleteQueue TagQueue UntagQueue "
            "ListQueueTags",
        ),
    ),
    # The deployer decides on the code that reads the secrets, so a deployer without GetSecretValue could read them too.
    "AWS::SecretsManager::Secret": (
        on(
            "secretsmanager",
            "secret:{name}",
            "CreateSecret DescribeSecret UpdateSecret DeleteSecret GetSecretValue TagResource UntagResource",
        ),
        on("secretsmanager", "*", "GetRandomPassword"),
    ),
    "AWS::WAFv2::LoggingConfiguration": (
        on(
            "wafv2",
            "regional/webacl/{name}/*",
            "PutLoggingConfiguration GetLoggingConfiguration DeleteLoggingConfiguration",
        ),
        on(
            "logs",
            "*",
            "CreateLogDelivery DeleteLogDelivery PutResourcePolicy DescribeResourcePolicies DescribeLogGroups",
        ),
        on(
            "iam",
            ROLE + "aws-service-role/*",
            "CreateServiceLinkedRole",
            {"StringEquals": {"iam:AWSServiceName": "wafv2.amazonaws.com"}},
        ),
    ),
    "AWS::WAFv2::WebACL": (
        on(
            "wafv2",
            "regional/webacl/{name}/*",
            "CreateWebACL GetWebACL UpdateWebACL DeleteWebACL TagResource UntagResource ListTagsForResource",
        ),
        on("wafv2", "regional/managedruleset/*", "CreateWebACL UpdateWebACL"),
    ),
    "AWS::WAFv2::WebACLAssociation": (
        on("wafv2", "regional/webacl/{name}/*", "AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource"),
        api("/restapis/*", "SetWebACL"),
    ),
}
