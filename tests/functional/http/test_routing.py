"""Paths, methods, and the form of all problem documents."""

import pytest

from harness.shop.events import api_event, lambda_context
from harness.shop.functions import function_of, load_app
from harness.shop.kinds import absent_id

COLLECTION, ITEM, STOCK = "/{kind}", "/{kind}/{id}", "/{kind}/{id}/stock"
ALLOWED = {COLLECTION: {"GET", "HEAD", "POST"}, ITEM: {"DELETE", "GET", "HEAD", "PATCH", "PUT"}, STOCK: {"PUT"}}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"]


class TestMethods:
    @pytest.mark.parametrize("path", ALLOWED)
    def test_not_allowed_for_a_path_are_405_with_the_allowed_ones(self, shop, kind, path, recording):
        url = path.format(kind=kind, id=absent_id(kind))

        for method in sorted(set(METHODS) - ALLOWED[path]):
            answer = shop.call(method, url, role="nobody")

            assert (answer.status, answer.code) == (405, "method_not_allowed"), method
            assert answer.headers["Allow"] == ", ".join(sorted(ALLOWED[path] | {"OPTIONS"}))
        assert recording.calls == []

    def test_for_the_menu_are_only_those_that_read(self, shop):
        for method in set(METHODS) - {"GET"}:
            answer = shop.call(method, "/menu")

            assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        ["/{kind}/{id}/stocks", "/{kind}/{id}/stock/more", "/{kind}//stock", "/{kind}/a/b/c/d"]
        + [
            "/{kind}/{id}/Stock",
            "/{kind}/{id}%2Fstock",
            "/{kind}/..",
            "/{kind}/%2e%2e/addons",
            "/{kind}/😀",
            '/{kind}/"',
        ],
    )
    def test_are_404_when_unknown(self, shop, kind, path):
        answer = shop.get(path.format(kind=kind, id=absent_id(kind)))

        assert (answer.status, answer.code) == (404, "not_found")

    def test_are_404_in_another_function(self, shop, recording):
        for function, path in (("addons", "/products"), ("products", "/menu"), ("customization", "/"), ("addons", "")):
            response = load_app(function).handler(api_event("GET", path), lambda_context())

            assert response["statusCode"] == 404
        assert recording.calls == []

    def test_distinguish_the_order_of_categories_from_a_category(self, shop):
        shop.add("categories")

        for method in ("GET", "DELETE", "PATCH", "HEAD"):
            for path in ("/categories/order", "/categories/order/"):
                answer = shop.call(method, path, role="nobody")

                assert (answer.status, answer.headers["Allow"]) == (405, "OPTIONS, PUT"), (method, path)

    @pytest.mark.parametrize(
        ("method", "path", "allow"),
        [
            ("GET", "/users/login", "OPTIONS, POST"),
            ("GET", "/users/register", "OPTIONS, POST"),
            ("GET", "/users/logout/", "OPTIONS, POST"),
            ("PUT", "/users/me", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ],
    )
    def test_distinguish_what_is_below_users_from_a_user(self, shop, method, path, allow):
        answer = shop.call(method, path, role="nobody")

        assert (answer.status, answer.headers["Allow"]) == (405, allow)


class TestEvents:
    def test_may_lack_headers_and_query(self, shop, kind):
        # So does the test invocation of API Gateway's console.
        event = api_event("GET", f"/{kind}")
        names = ("headers", "multiValueHeaders", "queryStringParameters", "multiValueQueryStringParameters")
        event |= dict.fromkeys(names)

        response = load_app(function_of(f"/{kind}")).handler(event, lambda_context())

        assert response["statusCode"] == 200

    def test_may_have_hostile_headers(self, shop, kind):
        for value in ("x" * 10_000, "\x00", "😀", "\ud800", "a\r\nSet-Cookie: b=c"):
            headers = dict.fromkeys(("Origin", "If-None-Match", "Accept", "Authorization", "X-Forwarded-For"), value)

            answer = shop.get(f"/{kind}", headers=headers)

            assert answer.status == 200
            assert "Set-Cookie" not in str(answer.headers)


class TestProblems:
    def problems(self, shop):
        addon = shop.add("addons", name="Taken")
        shop.add("customizations", addonIds=[addon["id"]], maximum=1)
        url = f"/addons/{addon['id']}"
        body = {"name": "Taken", "price": {"amount": 1, "currency": "CAD"}}
        key = {"Idempotency-Key": "k"}
        shop.post("/addons", body | {"name": "First"}, headers=key)
        return {
            "malformed_body": shop.post("/addons", raw_body="{"),
            "invalid_cursor": shop.get("/addons?cursor=x"),
            "unauthorized": shop.delete(url, role="nobody"),
            "forbidden": shop.delete(url, role="customer"),
            "not_found": shop.get("/addons/x"),
            "method_not_allowed": shop.delete("/addons"),
            "name_taken": shop.post("/addons", body),
            "in_use": shop.delete(url),
            "version_conflict": shop.delete(url, headers={"If-Match": '"9"'}),
            "payload_too_large": shop.post("/addons", raw_body=" " * 300_000),
            "unsupported_media_type": shop.post("/addons", raw_body="x", headers={"Content-Type": "text/plain"}),
            "validation_failed": shop.post("/addons", {}),
            "idempotency_key_reused": shop.post("/addons", body | {"name": "Second"}, headers=key),
            "too_many_changes": shop.post(
                "/categories", {"name": "x", "productIds": [absent_id("products", number) for number in range(91)]}
            ),
        }

    STATUS = {
        "malformed_body": 400,
        "invalid_cursor": 400,
        "unauthorized": 401,
        "forbidden": 403,
        "not_found": 404,
        "method_not_allowed": 405,
        "name_taken": 409,
        "in_use": 409,
        "version_conflict": 412,
        "payload_too_large": 413,
        "unsupported_media_type": 415,
        "validation_failed": 422,
        "idempotency_key_reused": 422,
        "too_many_changes": 422,
    }
    MORE = {"in_use": {"dependants"}, "validation_failed": {"errors"}}

    def test_all_have_one_form(self, shop):
        for code, answer in self.problems(shop).items():
            document = answer.json
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.status == self.STATUS[code]
            assert set(document) == {"type", "title", "status", "detail", "instance", "code"} | self.MORE.get(
                code, set()
            )
            assert document["type"] == f"urn:bodega:problem:{code}"
            assert document["code"] == code
            assert document["status"] == answer.status
            assert document["instance"] == "11111111-2222-4333-8444-555555555555"
            assert document["title"]
            assert document["detail"]

    def test_have_different_titles(self, shop):
        answers = self.problems(shop)

        assert len({answer.json["title"] for answer in answers.values()}) == len(answers)
