"""Mail: what reaches the mailer, what becomes of mail that cannot be sent, and who is told."""

import json
from typing import Any

import pytest

from scripts.template import TEMPLATE

(OUTBOX,) = TEMPLATE.events("MailerFunction", "DynamoDB").values()
ALARMS = TEMPLATE.of_type("AWS::CloudWatch::Alarm")
MAILER = {"Name": "FunctionName", "Value": {"Ref": "MailerFunction"}}
HOUR = 60 * 60
DAY = 24 * HOUR


def test_the_mailer_reads_the_stream_of_accounts_from_its_beginning() -> None:
    assert OUTBOX["Stream"] == {"Fn::GetAtt": ["AccountsTable", "StreamArn"]}
    # LATEST would pass over what is written while the stack is being created.
    assert OUTBOX["StartingPosition"] == "TRIM_HORIZON"


def test_the_mailer_gets_to_see_new_mail_and_nothing_else() -> None:
    (one,) = OUTBOX["FilterCriteria"]["Filters"]
    assert json.loads(one["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUTBOX#"}]}}},
    }


def test_a_mail_that_fails_takes_no_other_with_it() -> None:
    assert OUTBOX["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert OUTBOX["BisectBatchOnFunctionError"] is True
    assert 1 <= OUTBOX["BatchSize"] <= 10


def test_an_outage_of_hours_is_survived_and_what_is_older_is_parked() -> None:
    age = TEMPLATE.document["Parameters"]["MailRetrySeconds"]
    assert OUTBOX["MaximumRecordAgeInSeconds"] == {"Ref": "MailRetrySeconds"}
    assert 2 * HOUR <= age["Default"] <= age["MaxValue"] <= DAY  # a stream forgets after a day
    # The age decides; a number of tries would be used up in minutes.
    assert OUTBOX["MaximumRetryAttempts"] == -1
    assert OUTBOX["DestinationConfig"] == {"OnFailure": {"Destination": {"Fn::GetAtt": ["MailDeadLetters", "Arn"]}}}


def test_parked_mail_is_encrypted_and_waits_for_two_weeks() -> None:
    queue = TEMPLATE.properties("MailDeadLetters")
    assert queue["SqsManagedSseEnabled"] is True
    assert queue["MessageRetentionPeriod"] == 14 * DAY


def test_one_mail_has_time_to_be_tried_twice() -> None:
    assert TEMPLATE.function("MailerFunction")["Timeout"] >= 30


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


def test_a_delay_is_told_while_a_reset_token_is_still_good() -> None:
    delayed = TEMPLATE.properties("MailDelayedAlarm")
    seconds_until_told = delayed["Threshold"] / 1000 + delayed["Period"] * delayed["EvaluationPeriods"]
    assert seconds_until_told <= HOUR / 2


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_is_sent_to_a_topic_where_there_is_one(alarm: str) -> None:
    told = {"Fn::If": ["HasAlarmTopic", [{"Ref": "AlarmTopicArn"}], {"Ref": "AWS::NoValue"}]}
    assert TEMPLATE.properties(alarm)["AlarmActions"] == told
    assert TEMPLATE.properties(alarm)["OKActions"] == told
    assert TEMPLATE.document["Parameters"]["AlarmTopicArn"]["Default"] == ""


def test_nothing_is_verified_with_ses_unless_it_is_asked_for() -> None:
    assert TEMPLATE.resources["MailSender"]["Condition"] == "CreateMailIdentity"
    assert TEMPLATE.document["Parameters"]["MailIdentity"]["Default"] == "existing"
