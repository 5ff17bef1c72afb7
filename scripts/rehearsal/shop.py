"""Requests to the deployed shop. Its functions run with their own roles, so each request needs their permissions."""

import time
from collections.abc import Iterator
from typing import Any

import boto3

from scripts.rehearsal.emulator import Emulator, call

PASSWORD = "seven quiet umbrellas"
_PATIENCE = 300.0  # seconds, for a busy machine


def open_shop(emulator: Emulator, found: dict[str, str]) -> Iterator[str]:
    """Send requests to every function of the API; yield a line for each step. Raises: SystemExit if one fails."""
    url = f"{emulator.url}/restapis/{found['Api']}/v1/_user_request_"

    def step(what: str, status: int, path: str, *request: Any) -> Any:
        got, document = call(url + path, *request)
        if got != status:
            raise SystemExit(f"{what}: status {got} instead of {status}: {document}")
        return document

    account = {"email": "ada@shop.example", "password": PASSWORD, "firstName": "Ada", "lastName": "L"}
    user = step("register", 201, "/users/register", "POST", account)["user"]["id"]
    yield "users: registered (account and mail in one transaction)"
    key = {"pk": {"S": f"USER#{user}"}, "sk": {"S": "PROFILE"}}
    boto3.client("dynamodb").update_item(
        TableName=found["AccountsTable"],
        Key=key,
        UpdateExpression="SET #r = :r",
        ExpressionAttributeNames={"#r": "role"},
        ExpressionAttributeValues={":r": {"S": "admin"}},
    )
    token = step("log in", 200, "/users/login", "POST", {k: account[k] for k in ("email", "password")})["accessToken"]
    yield "users: logged in"
    step("read me", 200, "/users/me", "GET", None, token)
    yield "authorizer: accepted a valid token"
    step("refuse a token", 401, "/users/me", "GET", None, "no.such.token")
    yield "authorizer: rejected another token"
    step("menu", 200, "/menu")
    yield "categories: stored the menu of a shop without items"
    price = {"price": {"amount": 75, "currency": "CAD"}}
    addon = step("addon", 201, "/addons", "POST", {"name": "Oat milk", **price}, token)["id"]
    group = {"name": "Milk", "addonIds": [addon], "maximum": 1}
    customization = step("customization", 201, "/customizations", "POST", group, token)["id"]
    coffee = {"name": "Flat white", "customizationIds": [customization], **price}
    product = step("product", 201, "/products", "POST", coffee, token)["id"]
    step("category", 201, "/categories", "POST", {"name": "Coffee", "productIds": [product]}, token)
    yield "addons, customization, products, categories: created one item each, which refers to the previous one"
    # The stored menu is the empty one, so that only the builder behind the stream makes the items show.
    give_up = time.monotonic() + _PATIENCE
    while True:
        flat, nested = step("flat menu", 200, "/menu?shape=flat"), step("menu", 200, "/menu")
        if [item["id"] for item in flat["addons"]] == [addon] and addon in str(nested):
            break
        if time.monotonic() > give_up:
            raise SystemExit(f"the menu does not show the new items: {nested}")
        time.sleep(0.5)
    yield "menu builder, categories: the menu shows all of them"
