"""The calls that `make deploy` and `make destroy` make themselves, mostly through sam."""

from scripts.deployer.rights import NAME, SAM_STACK, Rights, api, on
from scripts.settings_of_data import PLACES

_STACK = "stack/${Stacks}/*"
_SAM_BUCKET = f"arn:${{AWS::Partition}}:s3:::{SAM_STACK}-*"

OWN: tuple[Rights, ...] = (
    on("sts", "*", "GetCallerIdentity"),
    on(
        "cloudformation",
        _STACK,
        "CreateChangeSet DescribeChangeSet ExecuteChangeSet DeleteChangeSet ListChangeSets DescribeStacks "
        "DescribeStackEvents DescribeStackResource DescribeStackResources ListStackResources GetTemplate "
        "GetTemplateSummary DeleteStack CancelUpdateStack ContinueUpdateRollback RollbackStack",
    ),
    on(
        "cloudformation",
        "arn:${AWS::Partition}:cloudformation:${AWS::Region}:aws:transform/Serverless-2016-10-31",
        "CreateChangeSet",
    ),
    on("cloudformation", "*", "GetTemplateSummary ValidateTemplate"),
    # sam uploads to a bucket of its own. The first deployment of an account and region creates it, as a stack.
    on(
        "cloudformation",
        f"stack/{SAM_STACK}/*",
        "CreateChangeSet DescribeChangeSet ExecuteChangeSet DescribeStacks DescribeStackEvents GetTemplateSummary",
    ),
    on(
        "s3",
        _SAM_BUCKET,
        "CreateBucket ListBucket GetBucketLocation GetBucketPolicy PutBucketPolicy PutBucketPublicAccessBlock "
        "GetBucketVersioning PutBucketVersioning GetEncryptionConfiguration PutEncryptionConfiguration "
        "GetBucketTagging PutBucketTagging",
    ),
    on("s3", f"{_SAM_BUCKET}/*", "PutObject GetObject GetObjectVersion GetObjectTagging DeleteObject"),
    # One item of each kind shows the currency and time zone of the shop's data.
    on(
        "dynamodb",
        "table/{name}",
        "Query",
        {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [partition for _, partition in PLACES]}},
    ),
    # The smoke test: its journal, the role of its account, and its order (docs/operations.md#the-smoke-test).
    on(
        "dynamodb",
        "table/{name}",
        "PutItem DeleteItem Query",
        {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["SMOKE"]}},
    ),
    on(
        "dynamodb",
        "table/{name}",
        "UpdateItem",
        {
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["USER#*"]},
            "ForAllValues:StringEquals": {"dynamodb:Attributes": ["pk", "sk", "role"]},
        },
    ),
    on(
        "dynamodb",
        "table/{name}",
        "GetItem UpdateItem DeleteItem",
        {
            "ForAllValues:StringLike": {
                "dynamodb:LeadingKeys": [
                    *("EVENT#smoke-*", "ORDER#smoke-*", "INTAKE#*"),
                    *("HOUR#200*", "DAY#200*", "MONTH", "YEAR", "PRODUCTS#200*"),
                ]
            }
        },
    ),
    on("cloudwatch", "*", "GetMetricStatistics"),
    api("/account", "GET"),
    # Whether SES can send the shop's mail.
    on("ses", "*", "GetAccount"),
    # docs/operations.md#deploy-a-fix-during-an-alarm
    on("cloudwatch", f"alarm:{NAME}", "SetAlarmState"),
)
