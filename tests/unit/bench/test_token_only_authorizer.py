"""The token-only authorizer: its answers, and the modules that it does not import."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks import ROOT
from benchmarks.programs.events import authorizer_event
from benchmarks.programs.sample_data import SECRET, SECRET_VERSION, SESSION_ID, USER_ID, token

FOLDERS = ("layers/common", "functions", "benchmarks/peers")
ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in FOLDERS),
    "POWERTOOLS_METRICS_NAMESPACE": "Bench",
    "POWERTOOLS_SERVICE_NAME": "authorizer",
    "SIGNING_KEY": SECRET,
    "SIGNING_KEY_ID": SECRET_VERSION,
    "TOKEN_AUDIENCE": "audience",
    "TOKEN_ISSUER": "issuer",
}
PROGRAM = """
import json, sys
sys.modules["cryptography"] = None  # not in the layer; PyJWT imports it if it is installed
from types import SimpleNamespace
from ours_token_only import handler
context = SimpleNamespace(function_name="authorizer")
good, forged = json.load(sys.stdin)
print(json.dumps(handler(good, context)))
try:
    handler(forged, context)
except Exception as error:
    print(json.dumps(str(error)))
print(json.dumps(sorted(sys.modules)))
"""


def test_it_verifies_tokens_without_importing_a_client(lazy_packages: Path) -> None:
    """PyJWT is as in the built layer: without its own HTTP client, which it imports as pip installs it."""
    good = token("issuer", "audience")
    events = [authorizer_event(good), authorizer_event(good[:-4] + "AAAA")]

    told = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(events),
        env=ENVIRONMENT | {"PYTHONPATH": os.pathsep.join([str(lazy_packages), ENVIRONMENT["PYTHONPATH"]])},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    cold, answer, refused, unauthorized, modules = map(json.loads, told.splitlines())
    assert cold["ColdStart"] == refused["RefusedTokens"] == 1
    assert answer["context"] == {"userId": USER_ID, "role": "admin", "sessionId": SESSION_ID}
    assert answer["policyDocument"]["Statement"][0]["Resource"] == [
        "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/v1/*/*"
    ]
    assert unauthorized == "Unauthorized"
    assert "jwt.api_jwt" in modules
    assert not {"bodega.dynamodb", "bodega.aws", "http.client", "ssl", "jwt.jwks_client"} & set(modules)
