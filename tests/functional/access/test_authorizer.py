"""The authorizer's handler with TOKEN events and a signing key in the local Secrets Manager."""

import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from bodega import secret_values
from bodega.attributes import to_attributes
from bodega.errors import StorageUnavailable
from bodega.key_ring import KeyRing
from bodega.roles import Role
from bodega.sessions import profile_key, session_key
from bodega.tokens import Claims, SigningKey, WeakKey, issue_access_token
from harness import FUNCTIONS
from harness.layer import LAYER
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from tests.support.work import counted_work

USER = "usr_01JD4W0Q8V5E2M7T9X3K6B1ADM"
SESSION = "ses_01JD4W0Q8V5E2M7T9X3K6B1ADM"
CLAIMS = Claims(USER, SESSION, 1)
API = "arn:aws:execute-api:us-east-1:123456789012:api12345"
ROUTES = ["GET/products", "POST/products", "PUT/products/prd_1/stock"]
ROUTES += ["DELETE/a/b/c/d", "OPTIONS/", "PATCH/v2/x", "GET/"]


def forget() -> None:
    secret_values._cache.clear()
    secret_values._client.close()


class Key:
    """A signing key for one test, and the authorizer that reads it."""

    def __init__(self, client: Any, patch: pytest.MonkeyPatch, put: Callable[[dict[str, Any]], None]) -> None:
        self.client = client
        self._put = put
        self.name = f"signing-key-{secrets.token_hex(8)}"
        self.current = self._version(client.create_secret, Name=self.name)
        self.app = load_app("authorizer")
        patch.setattr(self.app, "_keys", KeyRing(self.name))

    @staticmethod
    def _version(write: Any, **request: str) -> SigningKey:
        value = secrets.token_hex(32)
        return SigningKey(write(**request, SecretString=value)["VersionId"], value)

    def rotate(self) -> None:
        self.current = self._version(self.client.put_secret_value, SecretId=self.name)

    def token(self, role: Role = "admin", **options: Any) -> str:
        """Return a token of an open session of a user with `role`."""
        profile = {"role": role, "status": "active", "tokenVersion": 1}
        self._put(profile_key(USER)._asdict() | profile)
        session = {"tokenVersion": 1, "expiresAt": int(time.time()) + 60}
        self._put(session_key(USER, SESSION)._asdict() | session)
        return issue_access_token(self.current, CLAIMS, **options)

    def authorize(self, header: Any, route: str = ROUTES[0], stage: str = "v1") -> dict[str, Any]:
        event = {"type": "TOKEN", "methodArn": f"{API}/{stage}/{route}", "authorizationToken": header}
        policy: dict[str, Any] = self.app.handler(event, lambda_context("authorizer"))
        return policy


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Forget all keys, as after a cold start."""
    forget()
    yield
    forget()


@pytest.fixture
def key(secrets_client: Any, forgotten: None, monkeypatch: pytest.MonkeyPatch, dynamodb: Any, accounts: str) -> Key:
    return Key(
        secrets_client, monkeypatch, lambda item: dynamodb.put_item(TableName=accounts, Item=to_attributes(item))
    )


def unauthorized(error: pytest.ExceptionInfo[Exception]) -> bool:
    """Return whether API Gateway would respond 401 to this error. It responds 500 to any other."""
    return type(error.value) is Exception and str(error.value) == "Unauthorized"


def effect(answer: dict[str, Any], arn: str) -> str:
    """Evaluate the policy like IAM: `*` matches anything, an explicit Deny wins, the default is Deny."""
    effects = {
        statement["Effect"]
        for statement in answer["policyDocument"]["Statement"]
        for pattern in statement["Resource"]
        if statement["Action"] == "execute-api:Invoke" and re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), arn)
    }
    return "Allow" if effects == {"Allow"} else "Deny"


class TestPolicies:
    def test_an_admin_may_call_every_route_of_this_api_and_stage(self, key: Key) -> None:
        answer = key.authorize(f"Bearer {key.token()}")

        assert answer == {
            "principalId": USER,
            "policyDocument": {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": [f"{API}/v1/*/*"]}],
            },
            "context": {"userId": USER, "role": "admin", "sessionId": SESSION},
        }
        assert {effect(answer, f"{API}/v1/{route}") for route in ROUTES} == {"Allow"}

    def test_a_customer_reaches_only_the_routes_of_customers(self, key: Key) -> None:
        answer = key.authorize(f"Bearer {key.token('customer')}")

        assert answer["context"] == {"userId": USER, "role": "customer", "sessionId": SESSION}
        theirs = ["GET/users/me", "DELETE/users/me", "PUT/users/me/addresses/adr_1", "POST/users/logout"]
        assert {effect(answer, f"{API}/v1/{route}") for route in theirs} == {"Allow"}
        others = ["GET/users", "GET/users/usr_1", "PUT/users/usr_1/role", "POST/users/usr_1/loyalty/accruals"]
        assert {effect(answer, f"{API}/v1/{route}") for route in ROUTES + others} == {"Deny"}

    @pytest.mark.parametrize("role", get_args(Role))
    def test_the_policy_is_the_same_for_every_route_so_it_can_be_cached(self, key: Key, role: Role) -> None:
        header = f"Bearer {key.token(role)}"
        answers = [key.authorize(header, route) for route in ROUTES]

        assert all(answer == answers[0] for answer in answers)

    @pytest.mark.parametrize(
        "arn",
        [
            f"{API}/v10/GET/products",
            f"{API}/prod/GET/products",
            f"{API}2/v1/GET/products",
            f"{API.replace('us-east-1', 'eu-west-1')}/v1/GET/products",
            f"{API.replace('123456789012', '210987654321')}/v1/GET/products",
            "arn:aws:execute-api:us-east-1:123456789012:other/v1/GET/products",
            f"{API}/@connections/v1/GET",
        ],
    )
    def test_a_policy_does_not_cover_another_api_stage_region_or_account(self, key: Key, arn: str) -> None:
        assert effect(key.authorize(f"Bearer {key.token()}"), arn) == "Deny"

    @pytest.mark.parametrize("stage", ["v1", "test-invoke-stage"])
    def test_the_policy_covers_the_stage_of_the_request(self, key: Key, stage: str) -> None:
        answer = key.authorize(f"Bearer {key.token()}", stage=stage)

        assert answer["policyDocument"]["Statement"][0]["Resource"] == [f"{API}/{stage}/*/*"]

    def test_the_context_holds_only_strings_as_api_gateway_requires(self, key: Key) -> None:
        answer = key.authorize(f"Bearer {key.token()}")

        assert all(isinstance(value, str) for value in answer["context"].values())
        assert json.loads(json.dumps(answer)) == answer


class TestHeaders:
    @pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer   "])
    def test_the_scheme_is_case_insensitive_and_separated_by_spaces(self, key: Key, scheme: str) -> None:
        assert key.authorize(scheme + key.token())["principalId"] == USER

    @pytest.mark.parametrize(
        "header",
        [
            pytest.param("", id="empty"),
            pytest.param(" ", id="blank"),
            pytest.param("{token}", id="no scheme"),
            pytest.param(" {token}", id="an empty scheme"),
            pytest.param("Bearer", id="no token"),
            pytest.param("Bearer ", id="an empty token"),
            pytest.param("Bearer  x", id="no token of ours"),
            pytest.param("Bearer{token}", id="no space"),
            pytest.param("Bearer\t{token}", id="a tab"),
            pytest.param("Bearer:{token}", id="a colon"),
            pytest.param(" Bearer {token}", id="a space before the scheme"),
            pytest.param("Bearer Bearer {token}", id="the scheme twice"),
            pytest.param("Bearer {token} {token}", id="two tokens"),
            pytest.param("Bearer {token},{token}", id="two tokens, joined"),
            pytest.param("Bearer {token}, Bearer {token}", id="two headers, joined"),
            pytest.param('Bearer "{token}"', id="quoted"),
            pytest.param("Bearer token={token}", id="a parameter"),
            pytest.param("Bearer null", id="null"),
            pytest.param("Bearer undefined", id="undefined"),
            pytest.param("Basic {token}", id="Basic"),
            pytest.param("Basic YWRtaW46YWRtaW4=", id="a password"),
            pytest.param("Token {token}", id="another scheme"),
            pytest.param("JWT {token}", id="yet another scheme"),
            pytest.param("Bearer é", id="not ASCII"),
            pytest.param("Bearer \ud800", id="half a surrogate pair"),
            pytest.param("Bearer " + "A" * 10_000, id="10 KB"),
            pytest.param("Bearer " + "." * 10_000, id="10 KB of dots"),
            pytest.param("Bearer {token}\0", id="a zero byte"),
            pytest.param("Bearer " + "e30." * 3, id="empty objects"),
        ],
    )
    def test_another_header_is_unauthorized(self, key: Key, header: str) -> None:
        value = header.format(token=key.token()) if "{token}" in header else header

        with counted_work() as work, pytest.raises(Exception, match="Unauthorized") as error:
            key.authorize(value)

        assert unauthorized(error)
        assert work.calls < 10_000

    @pytest.mark.parametrize("header", [None, 1, True, b"Bearer x", [], ["Bearer x"], {}, {"Bearer": "x"}], ids=repr)
    def test_a_header_that_is_not_a_string_is_unauthorized(self, key: Key, header: Any) -> None:
        with pytest.raises(Exception, match="Unauthorized") as error:
            key.authorize(header)

        assert unauthorized(error)

    def test_a_missing_header_is_unauthorized(self, key: Key) -> None:
        with pytest.raises(Exception, match="Unauthorized") as error:
            key.app.handler({"type": "TOKEN", "methodArn": f"{API}/v1/GET/products"}, lambda_context("authorizer"))

        assert unauthorized(error)

    def test_a_modified_expired_or_foreign_token_is_unauthorized(self, key: Key) -> None:
        stranger = SigningKey(key.current.kid, secrets.token_hex(32))
        for token in (
            key.token()[:-2],
            key.token(lifetime=-1),
            issue_access_token(stranger, CLAIMS),
        ):
            with pytest.raises(Exception, match="Unauthorized") as error:
                key.authorize(f"Bearer {token}")
            assert unauthorized(error)
            assert error.value.__context__ is None, "the log does not say what was wrong with whose token"

    def test_the_log_contains_only_metrics(self, key: Key, capfd: pytest.CaptureFixture[str]) -> None:
        key.authorize(f"Bearer {key.token()}")
        with pytest.raises(Exception, match="Unauthorized"):
            key.authorize("Bearer m4rk3d")

        output, errors = capfd.readouterr()
        assert errors == ""
        assert "m4rk3d" not in output
        assert all("_aws" in json.loads(line) for line in output.splitlines())


class TestKeys:
    def test_tokens_survive_one_rotation_but_not_two(self, key: Key) -> None:
        old = f"Bearer {key.token()}"
        key.rotate()
        forget()
        assert key.authorize(old) == key.authorize(f"Bearer {key.token()}")

        key.rotate()
        forget()
        with pytest.raises(Exception, match="Unauthorized") as error:
            key.authorize(old)
        assert unauthorized(error)

    @pytest.mark.parametrize("header", ["Bearer {token}", "Bearer {token}AAAA"], ids=["a right token", "a wrong one"])
    def test_no_token_is_verified_without_a_key(self, key: Key, header: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """The error is not a 401, which would log every customer out and hide the fault."""
        monkeypatch.setattr(key.app, "_keys", KeyRing("nowhere"))

        with pytest.raises(StorageUnavailable):
            key.authorize(header.format(token=key.token()))

    def test_a_weak_key_verifies_no_token(self, key: Key) -> None:
        header = f"Bearer {key.token()}"
        key.client.put_secret_value(SecretId=key.name, SecretString="short")

        with pytest.raises(WeakKey):
            key.authorize(header)

    def test_the_key_is_the_one_that_the_environment_names(
        self, key: Key, secrets_client: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name = os.environ["SIGNING_KEY_SECRET"]
        monkeypatch.setattr(key.app, "_keys", KeyRing(name))
        stored = secrets_client.get_secret_value(SecretId=name)
        key.current = SigningKey(stored["VersionId"], stored["SecretString"])

        assert key.authorize(f"Bearer {key.token()}")["principalId"] == USER


def test_a_cold_start_loads_no_library_that_only_other_functions_need(lazy_packages: Path) -> None:
    """The authorizer's cold start delays every function behind it. PyJWT is as in the built layer."""
    code = (
        "import sys; sys.modules['cryptography'] = None  # not in the layer\n"
        "import authorizer.app; print(*sorted({*sys.modules, *(name.partition('.')[0] for name in sys.modules)}))"
    )
    paths = os.pathsep.join([str(lazy_packages), str(FUNCTIONS), str(LAYER)])
    # A shop that chooses boto3 chooses the time that it takes to import, too.
    builtin = {"AWS_CLIENT": "builtin"}
    environment = {**os.environ, **builtin, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=FUNCTIONS,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())

    assert {"authorizer.app", "authorizer.policy", "bodega"} <= loaded
    slow = {"boto3", "botocore", "dataclasses", "inspect", "jwt.jwks_client", "pathlib", "urllib.request", "urllib3"}
    assert not loaded & (slow | {"aws_lambda_powertools", "pydantic", "pydantic_core", "ulid", "json_merge_patch"})
