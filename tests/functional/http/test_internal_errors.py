"""An internal error is a 500 with only the request ID, and is logged once with its traceback."""

import json

import pytest

from harness.aws.dynamodb_proxy import Fault
from harness.shop.functions import function_of, load_app
from harness.shop.kinds import PARTITION, complete, minimal

SECRET = "arn:aws:dynamodb:us-east-1:123456789012:table/Secret has an invalid key"
INVALID = Fault("error", times=10**9, code="ValidationException", message=SECRET)


@pytest.fixture
def invalid(recording):
    recording.faults.append(Fault(**vars(INVALID)))
    return recording


def log_lines(written):
    documents = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    return [document for document in documents if "level" in document]


class TestInternalError:
    def test_is_a_500_with_the_request_id_and_without_its_cause(self, shop, kind, invalid):
        item = f"/{kind}/{kind[:3]}_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
        requests = [("GET", f"/{kind}", None), ("POST", f"/{kind}", complete(kind)), ("PATCH", item, {})]

        for method, url, body in requests:
            if url == item:
                continue
            answer = shop.call(method, url, body=body)

            assert (answer.status, answer.code) == (500, "internal_error")
            assert answer.json == {
                "type": "urn:bodega:problem:internal_error",
                "title": "Something went wrong on our side",
                "status": 500,
                "detail": "The error is logged under the id in `instance`. Trying again later may help.",
                "instance": "11111111-2222-4333-8444-555555555555",
                "code": "internal_error",
            }
            assert answer.headers["Cache-Control"] == "no-store"

    def test_is_not_retried(self, shop, kind, invalid):
        shop.post(f"/{kind}", minimal(kind))

        assert INVALID.times - invalid.faults[0].times == 1

    def test_is_logged_once_with_its_traceback_and_request_id(self, shop, kind, invalid, output):
        answer = shop.get(f"/{kind}")

        (line,) = [line for line in log_lines(output()) if line["level"] == "ERROR"]
        assert line["message"] == "Internal error"
        assert line["correlation_id"] == answer.json["instance"]
        assert line["function_request_id"] == "99999999-8888-4777-8666-555555555555"
        assert line["exception"].startswith("Traceback (most recent call last):")
        assert "ValidationException" in line["exception"]

    def test_before_routing_is_a_500_too(self, shop, kind, output, monkeypatch):
        def fail(_):
            raise RuntimeError(SECRET)

        monkeypatch.setattr(load_app(function_of(f"/{kind}")).app, "_read_body", fail)

        answer = shop.get(f"/{kind}")

        assert (answer.status, answer.code) == (500, "internal_error")
        assert SECRET not in answer.body
        assert len([line for line in log_lines(output()) if line["level"] == "ERROR"]) == 1

    def test_does_not_affect_the_next_request(self, shop, kind, invalid):
        assert shop.get(f"/{kind}").status == 500

        invalid.faults.clear()

        assert shop.get(f"/{kind}").status == 200


class TestUnreadableItem:
    """An item that was written by hand and that the shop cannot read."""

    @pytest.fixture
    def spoilt(self, shop, kind, dynamodb, catalog):
        item = shop.add(kind)
        key = {"pk": {"S": PARTITION[kind]}, "sk": {"S": item["id"]}}
        names = {"#version": "version"}
        change = {"TableName": catalog, "Key": key, "ExpressionAttributeNames": names}
        dynamodb.update_item(
            **change, UpdateExpression="SET #version = :v", ExpressionAttributeValues={":v": {"NS": ["1"]}}
        )
        return f"/{kind}/{item['id']}"

    def test_is_a_500_and_affects_no_other_item(self, shop, kind, spoilt):
        assert shop.get(spoilt).code == "internal_error"
        assert shop.get(f"/{kind}/{shop.add(kind)['id']}").status == 200
