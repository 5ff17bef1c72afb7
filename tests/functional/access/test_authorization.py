"""Each function checks the caller's role itself, even if API Gateway let the request through."""

import pytest

from harness.shop.client import ADMIN
from harness.shop.events import api_event, lambda_context
from harness.shop.functions import function_of, load_app
from harness.shop.kinds import complete


@pytest.fixture
def writes(shop, kind):
    """Every request of the kind that writes."""
    item = shop.add(kind)
    url = f"/{kind}/{item['id']}"
    body = complete(kind)
    return [
        ("POST", f"/{kind}", body),
        ("PUT", url, body),
        ("PATCH", url, {"inStock": False}),
        ("DELETE", url, None),
        ("PUT", f"{url}/stock", {"inStock": False}),
        *([("PUT", "/categories/order", {"categoryIds": [item["id"]]})] if kind == "categories" else []),
    ]


@pytest.fixture
def untouched(shop, writes, stored, recording):
    before = stored()
    recording.calls.clear()
    yield
    assert recording.calls == []
    assert stored() == before


@pytest.mark.usefixtures("untouched")
class TestWriting:
    def test_needs_a_caller(self, shop, writes):
        for method, url, body in writes:
            answer = shop.call(method, url, body=body, role="nobody")

            assert (answer.status, answer.code) == (401, "unauthorized"), (method, url)
            assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("role", ["customer", "guest"])
    def test_is_not_for_customers_and_guests(self, shop, writes, role):
        for method, url, body in writes:
            answer = shop.call(method, url, body=body, role=role)

            assert (answer.status, answer.code) == (403, "forbidden"), (method, url)
            assert answer.headers["Cache-Control"] == "no-store"

    def test_is_not_for_staff_except_for_the_stock(self, shop, writes):
        for method, url, body in writes:
            if not url.endswith("/stock"):
                assert shop.call(method, url, body=body, role="staff").status == 403, (method, url)

    @pytest.mark.parametrize(
        ("context", "status"),
        [
            ({}, 401),
            ({"principalId": "usr_1"}, 401),
            ({"role": "admin"}, 401),
            ({"userId": ADMIN["userId"]}, 401),
            ({"userId": ADMIN["userId"], "role": "admin"}, 401),
            ({"userId": "", "role": "admin"}, 401),
            ({"userId": ADMIN["userId"], "role": ""}, 401),
            (ADMIN | {"role": "Admin"}, 403),
            (ADMIN | {"role": "administrator"}, 403),
            (ADMIN | {"role": "customer,admin"}, 403),
        ],
        ids=str,
    )
    def test_requires_a_complete_context_of_the_authorizer(self, writes, context, status):
        for method, url, body in writes:
            event = api_event(method, url, body=body)
            event["requestContext"]["authorizer"] = context

            assert respond(event)["statusCode"] == status

    def test_ignores_identities_that_the_client_claims(self, shop, writes):
        claims = {"Authorization": "Bearer x", "role": "admin", "X-Role": "admin", "userId": ADMIN["userId"]}
        for method, url, body in writes:
            answer = shop.call(
                method, f"{url}?role=admin&userId={ADMIN['userId']}", body=body, role="nobody", headers=claims
            )

            assert answer.status == 401

    def test_is_401_without_an_authorizer_context(self, writes):
        for method, url, body in writes:
            event = api_event(method, url, body=body)
            event["requestContext"]["authorizer"] = None

            assert respond(event)["statusCode"] == 401


def test_staff_set_the_stock(shop, kind):
    item = shop.add(kind)

    answer = shop.put(f"/{kind}/{item['id']}/stock", {"inStock": False}, role="staff")

    assert (answer.status, answer.json["inStock"]) == (200, False)


class TestReading:
    @pytest.mark.parametrize("role", ["nobody", "customer", "admin"])
    def test_is_for_everyone(self, shop, kind, role):
        item = shop.add(kind)

        for url in (f"/{kind}", f"/{kind}/{item['id']}", "/menu"):
            assert shop.get(url, role=role).status == 200
        assert shop.get(f"/{kind}", role=role).body == shop.get(f"/{kind}", role="nobody").body


class TestAdmins:
    def test_are_equal(self, shop, kind):
        item = shop.add(kind)

        answer = shop.put(f"/{kind}/{item['id']}/stock", {"inStock": False}, role="other admin")

        assert answer.status == 200


def respond(event):
    function = function_of(event["path"])
    return load_app(function).handler(event, lambda_context(function))
