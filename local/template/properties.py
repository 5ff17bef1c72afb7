"""The properties that the local stack uses, and those that it deliberately ignores.

A property in neither list is an error, because ignoring it silently would make the stack differ from AWS unnoticed.
"""

from __future__ import annotations

from dataclasses import dataclass

from local.errors import TemplateError
from local.template.yaml_lines import Mapping
from local.words import words

# Resources that have a meaning only on AWS: permissions, logs, alarms, firewall, account settings, schedules.
NOT_RUN_LOCALLY = (
    "AWS::ApiGateway::Account",
    "AWS::ApiGateway::BasePathMapping",
    "AWS::ApiGateway::DomainName",
    "AWS::Budgets::",
    "AWS::CloudWatch::",
    "AWS::Events::",
    "AWS::IAM::",
    "AWS::KMS::",
    "AWS::Lambda::Permission",
    "AWS::Logs::",
    "AWS::Route53::",
    "AWS::SES::",
    "AWS::SNS::",
    "AWS::SQS::QueuePolicy",
    "AWS::WAFv2::",
)


@dataclass(frozen=True)
class Section:
    """The known properties of one mapping, and the group under Globals that is merged into it."""

    name: str
    used: frozenset[str]
    ignored: frozenset[str] = frozenset()
    globals: str | None = None


FUNCTION = Section(
    "a function",
    words(
        "AutoPublishAlias CodeUri Environment Events FunctionName Handler Layers LoggingConfig MemorySize"
        " ReservedConcurrentExecutions Runtime Timeout"
    ),
    words(
        "Architectures AutoPublishCodeSha256 DeploymentPreference Description EphemeralStorage KmsKeyArn PackageType"
        " PermissionsBoundary Policies PropagateTags ProvisionedConcurrencyConfig RecursiveLoop Role"
        " RuntimeManagementConfig SnapStart Tags Tracing"
    ),
    globals="Function",
)
API = Section(
    "an API",
    words("Auth BinaryMediaTypes DefinitionBody GatewayResponses MinimumCompressionSize StageName"),
    words(
        "AccessLogSetting AlwaysDeploy Description DisableExecuteApiEndpoint Domain EndpointConfiguration"
        " FailOnWarnings MergeDefinitions MethodSettings Name OpenApiVersion PropagateTags SecurityPolicy Tags"
        " TracingEnabled"
    ),
    globals="Api",
)
AUTH = Section("Auth", words("Authorizers DefaultAuthorizer"))
AUTHORIZER = Section("an authorizer", words("FunctionArn FunctionPayloadType Identity"), words("FunctionInvokeRole"))
IDENTITY = Section("an authorizer's Identity", words("Header ReauthorizeEvery ValidationExpression"))
GATEWAY_RESPONSE = Section("a gateway response", words("ResponseParameters ResponseTemplates StatusCode"))
EVENT = Section("an Api event", words("Auth Method Path RestApiId"))
# ParallelizationFactor has no effect here: the batches of a shard are delivered one after the other.
STREAM_EVENT = Section(
    "a DynamoDB event",
    words(
        "BatchSize BisectBatchOnFunctionError DestinationConfig Enabled FilterCriteria FunctionResponseTypes"
        " MaximumBatchingWindowInSeconds MaximumRecordAgeInSeconds MaximumRetryAttempts StartingPosition Stream"
    ),
    words("KmsKeyArn MetricsConfig ParallelizationFactor"),
)
# A failed run is not repeated here: the next one is due soon.
SCHEDULE_EVENT = Section("a Schedule event", words("Input Schedule State"), words("Description Name RetryPolicy"))
EVENT_AUTH = Section("an Api event's Auth", words("Authorizer"))
LAYER = Section(
    "a layer",
    words("ContentUri"),
    words("CompatibleArchitectures CompatibleRuntimes Description LayerName LicenseInfo RetentionPolicy"),
)
# The used ones go into CreateTable unchanged. Billing is always on demand, because capacity has no meaning locally.
TABLE = Section(
    "a table",
    words(
        "AttributeDefinitions GlobalSecondaryIndexes KeySchema LocalSecondaryIndexes StreamSpecification TableName"
        " TimeToLiveSpecification"
    ),
    words(
        "BillingMode ContributorInsightsSpecification DeletionProtectionEnabled OnDemandThroughput"
        " PointInTimeRecoverySpecification ProvisionedThroughput SSESpecification TableClass Tags WarmThroughput"
    ),
)
QUEUE = Section(
    "a queue",
    words("QueueName"),
    words(
        "DelaySeconds KmsDataKeyReusePeriodSeconds KmsMasterKeyId MaximumMessageSize MessageRetentionPeriod"
        " ReceiveMessageWaitTimeSeconds RedriveAllowPolicy RedrivePolicy SqsManagedSseEnabled Tags VisibilityTimeout"
    ),
)
SECRET = Section("a secret", words("Description GenerateSecretString Name"), words("KmsKeyId ReplicaRegions Tags"))
SECRET_GENERATION = Section(
    "GenerateSecretString",
    words("ExcludeCharacters ExcludePunctuation GenerateStringKey PasswordLength SecretStringTemplate"),
)


def check(properties: Mapping, section: Section) -> None:
    """Raise TemplateError for the first property that is in neither list."""
    for name in properties:
        if name not in section.used and name not in section.ignored:
            raise TemplateError(
                f"the local stack does not support the property {name} of {section.name}", properties.line_of(name)
            )
