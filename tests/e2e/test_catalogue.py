"""The catalogue over HTTP, through the gateway and the authorizer."""

import itertools
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.local_stack import Answer, Stack

_numbers = itertools.count(1)


def document(**fields: Any) -> dict[str, Any]:
    return {"name": f"From the tests {next(_numbers)}", "price": {"amount": 300, "currency": "CAD"}, **fields}


def problem(answer: Answer) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == answer.status
    assert said["instance"] == answer.headers["x-amzn-RequestId"]
    return answer.status, said["code"]


class Admin:
    """A client with the token of an admin."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._authorization = {"Authorization": stack.token("admin")}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._stack.call(method, path, body, self._authorization | named)


@pytest.fixture
def admin(stack: Stack) -> Admin:
    return Admin(stack)


class TestAnyone:
    def test_reads_the_whole_menu_in_one_call(self, stack: Stack) -> None:
        menu = stack.call("GET", "/menu")
        assert menu.status == 200
        categories = menu.json()["categories"]
        assert len(categories) >= 8
        assert sum(len(category["products"]) for category in categories) >= 60

    def test_gets_304_when_nothing_has_changed(self, stack: Stack) -> None:
        tag = stack.call("GET", "/menu").headers["ETag"]
        again = stack.call("GET", "/menu", headers={"If-None-Match": tag})
        assert (again.status, again.body) == (304, b"")

    def test_cannot_change_anything_without_a_token(self, stack: Stack) -> None:
        answer = stack.call("POST", "/products", document(), {"Origin": "https://shop.example"})
        assert problem(answer) == (401, "unauthorized")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="bodega"'
        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    def test_cannot_change_anything_with_a_made_up_token(self, stack: Stack) -> None:
        answer = stack.call("POST", "/products", document(), {"Authorization": "Bearer made.up.token"})
        assert problem(answer) == (401, "unauthorized")

    def test_gets_a_preflight_without_a_token(self, stack: Stack) -> None:
        asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
        answer = stack.call("OPTIONS", "/products", headers=asked)
        assert answer.status == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Methods"] == "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"

    def test_gets_a_problem_document_for_an_unknown_route(self, stack: Stack) -> None:
        assert problem(stack.call("GET", "/nothing")) == (404, "not_found")

    def test_cannot_make_up_a_cursor(self, stack: Stack) -> None:
        cursor = stack.call("GET", "/products?limit=5").json()["nextCursor"]
        assert stack.call("GET", f"/products?limit=5&cursor={cursor}").status == 200
        assert problem(stack.call("GET", f"/products?limit=5&cursor={cursor[:-2]}AA")) == (400, "invalid_cursor")
        assert problem(stack.call("GET", f"/addons?limit=5&cursor={cursor}")) == (400, "invalid_cursor")


class TestACustomer:
    def test_may_not_change_the_catalogue(self, stack: Stack) -> None:
        answer = stack.call("POST", "/products", document(), {"Authorization": stack.token("customer")})
        assert problem(answer) == (403, "forbidden")


class TestAnAdmin:
    def test_adds_a_product_once_when_the_request_is_repeated(self, admin: Admin) -> None:
        body = document()
        first = admin("POST", "/products", body, Idempotency_Key="e2e-1")
        again = admin("POST", "/products", body, Idempotency_Key="e2e-1")
        assert (first.status, again.status) == (201, 201)
        assert again.json() == first.json()
        assert again.headers["Idempotency-Replayed"] == "true"
        assert first.headers["Location"] == f"/v1/products/{first.json()['id']}"

    def test_cannot_give_two_products_one_name(self, admin: Admin) -> None:
        body = document()
        assert admin("POST", "/products", body).status == 201
        assert problem(admin("POST", "/products", body | {"name": f" {body['name'].upper()} "})) == (409, "name_taken")

    def test_cannot_overwrite_a_newer_version(self, admin: Admin) -> None:
        body = document()
        created = admin("POST", "/addons", body)
        path, tag = f"/addons/{created.json()['id']}", created.headers["ETag"]
        assert admin("PUT", path, body | {"description": "New"}, If_Match=tag).status == 200
        assert problem(admin("PUT", path, body, If_Match=tag)) == (412, "version_conflict")

    def test_gets_the_dependants_of_an_addon_in_use(self, admin: Admin) -> None:
        addon = admin("POST", "/addons", document()).json()
        group = {"name": addon["name"], "addonIds": [addon["id"]], "maximum": 1}
        customization = admin("POST", "/customizations", group).json()
        refused = admin("DELETE", f"/addons/{addon['id']}")
        assert problem(refused) == (409, "in_use")
        assert refused.json()["dependants"] == [customization["id"]]
        assert admin("DELETE", f"/customizations/{customization['id']}").status == 204
        assert admin("DELETE", f"/addons/{addon['id']}").status == 204

    def test_cannot_set_the_stock_of_an_unknown_item(self, admin: Admin) -> None:
        before = admin("GET", "/products?limit=100").json()
        assert problem(admin("PUT", "/products/prd_missing/stock", {"inStock": True})) == (404, "not_found")
        absent = "/products/prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN/stock"
        assert problem(admin("PUT", absent, {"inStock": True})) == (404, "not_found")
        assert admin("GET", "/products?limit=100").json() == before

    @pytest.mark.parametrize(
        "body", [b'{"name": ', b"[]", b'{"name": NaN}', b'{"name": "\\ud800"}', b"[" * 100_000, b"\xff\xfe"]
    )
    def test_gets_400_for_an_unreadable_body(self, admin: Admin, body: bytes) -> None:
        assert problem(admin("POST", "/products", body)) == (400, "malformed_body")

    def test_gets_an_error_for_a_body_that_is_too_large(self, admin: Admin) -> None:
        assert problem(admin("POST", "/products", document(description="x" * 300_000))) == (413, "payload_too_large")


def test_one_of_twenty_concurrent_creations_of_a_name_succeeds(admin: Admin) -> None:
    body = document()
    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(lambda _: admin("POST", "/categories", {"name": body["name"]}), range(20)))
    assert Counter(answer.status for answer in answers) == {201: 1, 409: 19}


def test_an_addon_deleted_while_products_add_it_leaves_no_dangling_reference(admin: Admin) -> None:
    addon = admin("POST", "/addons", document()).json()
    group = {"addonIds": [addon["id"]], "maximum": 1}

    def act(number: int) -> Answer:
        if number % 2:
            return admin("DELETE", f"/addons/{addon['id']}")
        return admin("POST", "/customizations", group | {"name": f"{addon['name']} {number}"})

    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(act, range(40)))
    created = [answer.json() for answer in answers[::2] if answer.status == 201]
    assert {answer.status for answer in answers[::2]} <= {201, 422}
    assert {answer.status for answer in answers[1::2]} <= {204, 404, 409}
    if created:
        assert set(admin("DELETE", f"/addons/{addon['id']}").json()["dependants"]) == {item["id"] for item in created}
    else:
        assert admin("GET", f"/addons/{addon['id']}").status == 404
