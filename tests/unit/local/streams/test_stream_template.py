"""DynamoDB events and queues, as the template declares them."""

from pathlib import Path

import pytest

from local.errors import TemplateError
from local.template import Template, read_template

EVENT = """
            Stream: !GetAtt Table.StreamArn
            StartingPosition: TRIM_HORIZON
"""
TEMPLATE = """\
Parameters:
  Retries: {{Type: Number, Default: 4}}
Resources:
  Layer: {{Type: AWS::Serverless::LayerVersion, Metadata: {{BuildMethod: python3.13}}, Properties: {{ContentUri: .}}}}
  Api: {{Type: AWS::Serverless::Api, Properties: {{StageName: v1}}}}
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: app.handler
      Runtime: python3.13
      Events:
        Changes:
          Type: {kind}
          Properties:{event}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{{AttributeName: pk, AttributeType: S}}]
      KeySchema: [{{AttributeName: pk, KeyType: HASH}}]
      {stream}
  Letters: {{Type: AWS::SQS::Queue, Properties: {{MessageRetentionPeriod: 1209600}}}}
  Topic: {{Type: AWS::SNS::Topic}}
  Identity: {{Type: AWS::SES::EmailIdentity, Properties: {{EmailIdentity: shop.example}}}}
  Alarm: {{Type: AWS::CloudWatch::Alarm, Properties: {{AlarmActions: [!Ref Topic]}}}}
"""


def read(
    folder: Path,
    more: str = "",
    stream: str = "StreamSpecification: {StreamViewType: NEW_IMAGE}",
    kind: str = "DynamoDB",
) -> Template:
    event = EVENT + "\n".join(f"            {line}" for line in more.splitlines()) + "\n"
    path = folder / "template.yaml"
    path.write_text(TEMPLATE.format(event=event, stream=stream, kind=kind))
    return read_template(path)


def test_missing_settings_have_the_defaults_of_aws(tmp_path: Path) -> None:
    source = read(tmp_path).streams["ReaderChanges"]
    assert (source.function, source.table) == ("Reader", "Table")
    assert (source.batch_size, source.window, source.patterns) == (100, 0, ())
    assert (source.maximum_retries, source.maximum_age, source.on_failure) == (None, None, None)
    assert (source.enabled, source.from_the_start, source.bisect, source.partial_failures) == (True, True, False, False)


def test_settings_are_read(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        """\
BatchSize: 25
MaximumBatchingWindowInSeconds: 5
FilterCriteria: {Filters: [{Pattern: '{"eventName": ["INSERT"]}'}]}
MaximumRetryAttempts: !Ref Retries
MaximumRecordAgeInSeconds: 3600
BisectBatchOnFunctionError: true
FunctionResponseTypes: [ReportBatchItemFailures]
DestinationConfig: {OnFailure: {Destination: !GetAtt Letters.Arn}}
Enabled: false
ParallelizationFactor: 2""",
    ).streams["ReaderChanges"]
    assert (source.batch_size, source.window) == (25, 5)
    assert source.patterns == ({"eventName": ["INSERT"]},)
    assert (source.maximum_retries, source.maximum_age, source.on_failure) == (4, 3600, "Letters")
    assert (source.bisect, source.partial_failures, source.enabled) == (True, True, False)


def test_a_queue_has_a_name_and_an_arn(tmp_path: Path) -> None:
    queue = read(tmp_path).queues["Letters"]
    assert queue.arn.endswith(f":{queue.name}")


def test_a_stream_is_not_part_of_the_keys_of_a_table(tmp_path: Path) -> None:
    table = read(tmp_path).tables["Table"]
    assert table.stream_view == "NEW_IMAGE"
    assert "StreamSpecification" not in table.definition


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ("TumblingWindowInSeconds: 5", "TumblingWindowInSeconds"),
        ('FilterCriteria: {Filters: [{Pattern: \'{"eventName": [{"wildcard": "IN*"}]}\'}]}', "wildcard"),
        ("FilterCriteria: {Filters: [{Pattern: 'INSERT'}]}", "Pattern"),
        ("DestinationConfig: {OnFailure: {Destination: !GetAtt Reader.Arn}}", "not a queue of this template"),
        ("BisectBatchOnFunctionError: perhaps", "true or false"),
        ("BatchSize: many", "whole number"),
    ],
)
def test_an_unsupported_setting_is_an_error_with_its_line(tmp_path: Path, more: str, complaint: str) -> None:
    with pytest.raises(TemplateError, match=rf"template\.yaml:\d+: .*{complaint}"):
        read(tmp_path, more)


def test_a_table_without_a_stream_is_no_event_source(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="StreamArn"):
        read(tmp_path, stream="")


def test_another_kind_of_event_is_not_ignored(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="Changes"):
        read(tmp_path, kind="Kinesis")
