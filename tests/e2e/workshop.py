"""A small API of two functions, for tests that break, change and kill functions."""

from pathlib import Path

TEMPLATE = """\
Globals:
  Function: {Runtime: python3.13, Handler: app.handler, Timeout: 20, Layers: [!Ref Layer]}
Resources:
  Layer:
    Type: AWS::Serverless::LayerVersion
    Metadata: {BuildMethod: python3.13}
    Properties: {ContentUri: layer}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      MinimumCompressionSize: 1024
  Tool:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/tool
      Timeout: 1
      Environment: {Variables: {GREETING: hello}}
      Events: {All: {Type: Api, Properties: {RestApiId: !Ref Api, Method: ANY, Path: '/tool/{what}'}}}
  Store:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/store
      Environment: {Variables: {TABLE: !Ref Table, SECRET: !Ref Secret}}
      Events: {All: {Type: Api, Properties: {RestApiId: !Ref Api, Method: ANY, Path: '/store/{key}'}}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties: {GenerateSecretString: {PasswordLength: 64, ExcludePunctuation: true}}
"""
TOOL = """\
import json, os, sys, time
import drawer

def handler(event, context):
    what = event["pathParameters"]["what"]
    if what == "raise":
        raise ValueError("the handle came off")
    if what == "crash":
        os._exit(3)
    if what == "hang":
        time.sleep(60)
    if what == "malformed":
        return {"status": 200}
    answer = {"what": what, "pid": os.getpid(), "drawer": drawer.CONTENT, "environment": dict(os.environ)}
    return {"statusCode": 200, "body": json.dumps(answer)}
"""
STORE = """\
import json, os, pathlib, time
import boto3

table, secrets = boto3.client("dynamodb"), boto3.client("secretsmanager")

def meet(folder, count):
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < count:
        time.sleep(0.01)

def handler(event, context):
    if event["pathParameters"]["key"] == "meeting":
        meet(pathlib.Path(event["queryStringParameters"]["folder"]), 3)
        return {"statusCode": 200, "body": "{}"}
    key = {"pk": {"S": event["pathParameters"]["key"]}}
    if event["httpMethod"] == "PUT":
        table.put_item(TableName=os.environ["TABLE"], Item={**key, "value": {"S": event["body"]}})
    item = table.get_item(TableName=os.environ["TABLE"], Key=key).get("Item")
    secret = secrets.get_secret_value(SecretId=os.environ["SECRET"])
    answer = {"value": item and item["value"]["S"], "secret": secret["SecretString"], "version": secret["VersionId"]}
    return {"statusCode": 200, "body": json.dumps(answer)}
"""


def build_workshop(folder: Path) -> Path:
    """Write the workshop and return its template."""
    files = {
        "template.yaml": TEMPLATE,
        "functions/tool/app.py": TOOL,
        "functions/store/app.py": STORE,
        "layer/drawer.py": 'CONTENT = "nails"\n',
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder / "template.yaml"
