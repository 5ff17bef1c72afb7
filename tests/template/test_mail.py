"""Mail: the mailer's stream, mail that cannot be sent, and its alarms."""

import json
from typing import Any

import pytest

from bodega import secret_values
from mailer import app, service
from scripts.template import TEMPLATE

(OUTBOX,) = TEMPLATE.events("MailerFunction", "DynamoDB").values()
ALARMS = TEMPLATE.of_type("AWS::CloudWatch::Alarm")
MAILER = {"Name": "FunctionName", "Value": {"Ref": "MailerFunction"}}
HOUR = 60 * 60
DAY = 24 * HOUR


def test_the_mailer_reads_the_stream_of_accounts_from_its_beginning() -> None:
    assert OUTBOX["Stream"] == {"Fn::GetAtt": ["AccountsTable", "StreamArn"]}
    # LATEST would skip items that are written while the stack is being created.
    assert OUTBOX["StartingPosition"] == "TRIM_HORIZON"


def test_the_mailer_receives_new_mail_and_nothing_else() -> None:
    (one,) = OUTBOX["FilterCriteria"]["Filters"]
    assert json.loads(one["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUTBOX#"}]}}},
    }


def test_a_mail_that_fails_does_not_fail_its_batch() -> None:
    assert OUTBOX["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert OUTBOX["BisectBatchOnFunctionError"] is True
    assert 1 <= OUTBOX["BatchSize"] <= 10


def test_mail_is_retried_for_hours_and_then_parked() -> None:
    age = TEMPLATE.document["Parameters"]["MailRetrySeconds"]
    assert OUTBOX["MaximumRecordAgeInSeconds"] == {"Ref": "MailRetrySeconds"}
    assert 2 * HOUR <= age["Default"] <= age["MaxValue"] <= DAY  # a stream keeps records for a day
    # The age limits the attempts. A number of attempts would be used up in minutes.
    assert OUTBOX["MaximumRetryAttempts"] == -1
    assert OUTBOX["DestinationConfig"] == {"OnFailure": {"Destination": {"Fn::GetAtt": ["MailDeadLetters", "Arn"]}}}


def test_parked_mail_is_encrypted_and_kept_for_two_weeks() -> None:
    queue = TEMPLATE.properties("MailDeadLetters")
    assert queue["SqsManagedSseEnabled"] is True
    assert queue["MessageRetentionPeriod"] == 14 * DAY


def test_the_timeout_allows_two_attempts() -> None:
    assert TEMPLATE.function("MailerFunction")["Timeout"] >= 2 * app._ATTEMPT_MILLISECONDS / 1000


def test_an_attempt_has_time_for_three_reads_of_two_stages_of_the_key_and_for_ses() -> None:
    read, sent = (client._connect_timeout + client._read_timeout for client in (secret_values._client, service._ses))
    assert 3 * 2 * read + sent <= app._ATTEMPT_MILLISECONDS / 1000


@pytest.mark.parametrize(
    ("alarm", "metric", "dimension"),
    [
        (
            "MailParkedAlarm",
            ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
            {"Name": "QueueName", "Value": {"Fn::GetAtt": ["MailDeadLetters", "QueueName"]}},
        ),
        ("MailDelayedAlarm", ("AWS/Lambda", "IteratorAge"), MAILER),
        ("MailRefusedAlarm", ({"Ref": "AWS::StackName"}, "MailsFailed"), {"Name": "service", "Value": "mailer"}),
    ],
)
def test_mail_that_is_late_or_lost_raises_an_alarm(alarm: str, metric: tuple[Any, str], dimension: Any) -> None:
    properties = TEMPLATE.properties(alarm)
    assert (properties["Namespace"], properties["MetricName"]) == metric
    assert properties["Dimensions"] == [dimension]
    assert properties["ComparisonOperator"] == "GreaterThanThreshold"
    assert properties["TreatMissingData"] == "notBreaching"


def test_the_alarm_on_delays_comes_while_a_reset_token_is_valid() -> None:
    delayed = TEMPLATE.properties("MailDelayedAlarm")
    seconds_until_told = delayed["Threshold"] / 1000 + delayed["Period"] * delayed["EvaluationPeriods"]
    assert seconds_until_told <= HOUR / 2


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_notifies_the_topic_if_there_is_one(alarm: str) -> None:
    told = {"Fn::If": ["HasAlarmTopic", [{"Ref": "AlarmTopicArn"}], {"Ref": "AWS::NoValue"}]}
    assert TEMPLATE.properties(alarm)["AlarmActions"] == told
    assert TEMPLATE.properties(alarm)["OKActions"] == told
    assert TEMPLATE.document["Parameters"]["AlarmTopicArn"]["Default"] == ""


def test_no_identity_is_verified_with_ses_by_default() -> None:
    assert TEMPLATE.resources["MailSender"]["Condition"] == "CreateMailIdentity"
    assert TEMPLATE.document["Parameters"]["MailIdentity"]["Default"] == "existing"
