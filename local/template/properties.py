"""Which properties the local stack acts on, and which it knows to leave alone.

A property in neither list is an error: silently ignoring it would make the laptop differ from AWS without a word.
"""

from __future__ import annotations

from dataclasses import dataclass

from local.errors import TemplateError
from local.template.yaml_lines import Mapping
from local.words import words

# Resources that matter on AWS only: permissions, logs, alarms, firewall, account settings.
NOT_RUN_LOCALLY = (
    "AWS::ApiGateway::Account",
    "AWS::CloudWatch::",
    "AWS::IAM::",
    "AWS::KMS::",
    "AWS::Lambda::Permission",
    "AWS::Logs::",
    "AWS::SES::",
    "AWS::SNS::",
    "AWS::SQS::QueuePolicy",
    "AWS::WAFv2::",
)


@dataclass(frozen=True)
class Section:
    """The properties known in one place, and the group under Globals that is merged into it."""

    name: str
    used: frozenset[str]
    left_alone: frozenset[str] = frozenset()
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
AUTH = Section("Auth", words("AddDefaultAuthorizerToCorsPreflight Authorizers DefaultAuthorizer"))
AUTHORIZER = Section("an authorizer", words("FunctionArn FunctionPayloadType Identity"), words("FunctionInvokeRole"))
IDENTITY = Section("an authorizer's Identity", words("Header ReauthorizeEvery ValidationExpression"))
GATEWAY_RESPONSE = Section("a gateway response", words("ResponseParameters ResponseTemplates StatusCode"))
EVENT = Section("an Api event", words("Auth Method Path RestApiId"))
# Batches of one shard are always delivered one after the other here, whatever the ParallelizationFactor.
STREAM_EVENT = Section(
    "a DynamoDB event",
    words(
        "BatchSize BisectBatchOnFunctionError DestinationConfig Enabled FilterCriteria FunctionResponseTypes"
        " MaximumBatchingWindowInSeconds MaximumRecordAgeInSeconds MaximumRetryAttempts StartingPosition Stream"
    ),
    words("KmsKeyArn MetricsConfig ParallelizationFactor"),
)
EVENT_AUTH = Section("an Api event's Auth", words("Authorizer"))
LAYER = Section(
    "a layer",
    words("ContentUri"),
    words("CompatibleArchitectures CompatibleRuntimes Description LayerName LicenseInfo RetentionPolicy"),
)
# The used ones go into CreateTable as they are; billing is always on demand, because local capacity means nothing.
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
        if name not in section.used and name not in section.left_alone:
            raise TemplateError(
                f"the local stack does not know the property {name} of {section.name}", properties.line_of(name)
            )
