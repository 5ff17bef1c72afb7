"""Try what each function's role may do: every action on every table, index, secret and queue of the stack."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import boto3
from botocore.exceptions import ClientError

from scripts.iam import allows
from scripts.template import FUNCTION, TEMPLATE
from scripts.template.roles import Role

STREAM_ACTIONS = ("DescribeStream", "GetShardIterator", "GetRecords")
DENIED = {"AccessDenied", "AccessDeniedException"}
ADDRESS = "shop@shop.example"  # the default of MailFrom


@dataclass(frozen=True)
class Finding:
    """One call with a function's role. `expected`: whether the template allows it. `answer`: `ok` or an error code."""

    function: str
    action: str
    resource: str
    expected: bool
    allowed: bool
    answer: str


@dataclass(frozen=True)
class Rule:
    """A resource that a function must never reach, whatever the template says."""

    why: str
    function: str
    resource: str

    def is_proved_by(self, findings: Iterable[Finding]) -> bool:
        """Return whether there were calls, and all were denied."""
        tried = [
            finding for finding in findings if (finding.function, finding.resource) == (self.function, self.resource)
        ]
        return bool(tried) and not any(finding.allowed for finding in tried)


NEVER = (
    Rule("products cannot write or read accounts", "ProductsFunction", "AccountsTable"),
    Rule("users cannot write or read the catalogue", "UsersFunction", "CatalogTable"),
    Rule("products cannot write or read orders", "ProductsFunction", "OrdersTable"),
    Rule("the store cannot write or read accounts", "StoreFunction", "AccountsTable"),
    Rule("the mailer cannot read accounts", "MailerFunction", "AccountsTable"),
    Rule("the authorizer cannot read the pepper", "AuthorizerFunction", "PasswordPepper"),
    *(
        Rule("only users, orders and the mailer read the key of mailed tokens", function, "MailTokenKey")
        for function in TEMPLATE.of_type(FUNCTION)
        if function not in {"UsersFunction", "OrdersFunction", "MailerFunction"}
    ),
    *(
        Rule("only the mailer reads the stream of accounts", function, "AccountsTable/stream/*")
        for function in TEMPLATE.of_type(FUNCTION)
        if function != "MailerFunction"
    ),
    *(
        Rule("only the payments worker reads the stream of orders", function, "OrdersTable/stream/*")
        for function in TEMPLATE.of_type(FUNCTION)
        if function != "PaymentsWorkerFunction"
    ),
    *(
        Rule("only the payments functions read the payment provider's key", function, "PaymentKey")
        for function in TEMPLATE.of_type(FUNCTION)
        if TEMPLATE.folder(function).name != "payments"
    ),
    *(
        Rule("only the function with the webhook reads the key of webhooks", function, "PaymentWebhookKey")
        for function in TEMPLATE.of_type(FUNCTION)
        if function != "PaymentsFunction"
    ),
    *(
        Rule("analytics cannot read accounts", function, "AccountsTable")
        for function in TEMPLATE.of_type(FUNCTION)
        if TEMPLATE.folder(function).name == "analytics"
    ),
)


def try_roles(found: dict[str, str]) -> list[Finding]:
    """Make all calls with the role of each function, and evaluate those on streams.

    `found` has the physical IDs of the stack's resources.
    """
    functions = TEMPLATE.of_type(FUNCTION)
    tried = [finding for function in functions for finding in _try_role(function, found)]
    return [*tried, *(finding for function in functions for finding in _evaluate_streams(function, found))]


def untried(findings: Iterable[Finding]) -> list[str]:
    """Return the permissions in the template that no call has tried, as `function action resource`.

    Without those for logs, traces and streams, which Lambda uses itself.
    """
    tried = {(finding.function, finding.action, finding.resource) for finding in findings}
    granted = {
        (function, action.partition(":")[2], "SES" if action.startswith("ses:") else resource)
        for function in TEMPLATE.of_type(FUNCTION)
        for action, resource, _ in Role(function).grants()
        if not action.startswith(("logs:", "xray:")) and not resource.endswith("/stream/*")
    }
    return sorted(" ".join(permission) for permission in granted - tried)


def _try_role(function: str, found: dict[str, str]) -> Iterator[Finding]:
    session = _as(found[f"{function}Role"])
    granted = {(action.partition(":")[2], resource) for action, resource, _ in Role(function).grants()}
    for action, resource, call in calls(session, found):
        answer = _answer(call)
        expected = (action, resource) in granted or (action == "SendEmail" and "SendEmail" in {a for a, _ in granted})
        yield Finding(function, action, resource, expected, answer not in DENIED, answer)


def _evaluate_streams(function: str, found: Mapping[str, str]) -> Iterator[Finding]:
    """Evaluate the deployed role for each table's stream: the emulator denies every call on a stream."""
    iam: Any = boto3.client("iam")
    role = found[f"{function}Role"]
    (policy,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    statements = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]["Statement"]
    grants = Role(function).grants()
    for table in TEMPLATE.of_type("AWS::DynamoDB::Table"):
        if "StreamSpecification" not in TEMPLATE.properties(table):
            continue
        stream = boto3.client("dynamodb").describe_table(TableName=found[table])["Table"]["LatestStreamArn"]
        for action in STREAM_ACTIONS:
            name, resource = f"dynamodb:{action}", f"{table}/stream/*"
            allowed = allows(statements, name, stream)
            yield Finding(function, action, resource, (name, resource, None) in grants, allowed, "evaluated")


_Call = tuple[str, str, Callable[[], Any]]


def calls(session: boto3.Session, found: Mapping[str, str]) -> Iterator[_Call]:
    """Yield every call that a role is tried with: action, resource, and a function that makes it."""
    yield from _on_tables(session, found)
    yield from _on_secrets(session, found)
    yield from _on_queues(session, found)
    yield _mail(session)


def _on_tables(session: boto3.Session, found: Mapping[str, str]) -> Iterator[_Call]:
    dynamodb: Any = session.client("dynamodb")
    for table in TEMPLATE.of_type("AWS::DynamoDB::Table"):
        name = found[table]
        keys = [attribute["AttributeName"] for attribute in TEMPLATE.properties(table)["KeySchema"]]
        own = {attribute: {"S": "REHEARSAL"} for attribute in keys}
        either = f"attribute_exists({keys[0]}) OR attribute_not_exists({keys[0]})"
        check = {"ConditionCheck": {"TableName": name, "Key": own, "ConditionExpression": either}}
        yield "GetItem", table, partial(dynamodb.get_item, TableName=name, Key=own)
        yield "BatchGetItem", table, partial(dynamodb.batch_get_item, RequestItems={name: {"Keys": [own]}})
        yield "Query", table, partial(dynamodb.query, TableName=name, **_where(keys[0]))
        yield "Scan", table, partial(dynamodb.scan, TableName=name, Limit=1)
        yield "PutItem", table, partial(dynamodb.put_item, TableName=name, Item=own)
        yield "UpdateItem", table, partial(dynamodb.update_item, TableName=name, Key=own)
        yield "ConditionCheckItem", table, partial(dynamodb.transact_write_items, TransactItems=[check])
        yield "DeleteItem", table, partial(dynamodb.delete_item, TableName=name, Key=own)
        for index in TEMPLATE.properties(table).get("GlobalSecondaryIndexes", []):
            where = _where(index["KeySchema"][0]["AttributeName"])
            query = partial(dynamodb.query, TableName=name, IndexName=index["IndexName"], **where)
            yield "Query", f"{table}/index/{index['IndexName']}", query


def _where(hash_key: str) -> dict[str, Any]:
    return {
        "KeyConditionExpression": "#k = :k",
        "ExpressionAttributeNames": {"#k": hash_key},
        "ExpressionAttributeValues": {":k": {"S": "REHEARSAL"}},
    }


def _on_secrets(session: boto3.Session, found: Mapping[str, str]) -> Iterator[_Call]:
    secrets: Any = session.client("secretsmanager")
    for secret in TEMPLATE.of_type("AWS::SecretsManager::Secret"):
        yield "GetSecretValue", secret, partial(secrets.get_secret_value, SecretId=found[secret])
        yield "PutSecretValue", secret, partial(secrets.put_secret_value, SecretId=found[secret], SecretString="x")


def _on_queues(session: boto3.Session, found: Mapping[str, str]) -> Iterator[_Call]:
    queues: Any = session.client("sqs")
    for queue in TEMPLATE.of_type("AWS::SQS::Queue"):
        yield "SendMessage", queue, partial(queues.send_message, QueueUrl=found[queue], MessageBody="rehearsal")
        yield "ReceiveMessage", queue, partial(queues.receive_message, QueueUrl=found[queue])


def _mail(session: boto3.Session) -> _Call:
    mail: Any = session.client("sesv2")
    content = {"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}}
    to = {"ToAddresses": ["somebody@shop.example"]}
    return "SendEmail", "SES", partial(mail.send_email, FromEmailAddress=ADDRESS, Destination=to, Content=content)


def _as(role: str) -> boto3.Session:
    sts = boto3.client("sts")
    arn = boto3.client("iam").get_role(RoleName=role)["Role"]["Arn"]
    key = sts.assume_role(RoleArn=arn, RoleSessionName="rehearsal")["Credentials"]
    return boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], key["SessionToken"])


def _answer(call: Callable[[], Any]) -> str:
    """Return `ok` or the error's code. IAM allowed every call that fails with another code than those of DENIED."""
    try:
        call()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "ok"
