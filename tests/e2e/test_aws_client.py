"""The local shop with the parameter AwsClient: its functions call AWS with the SDK, or do not start."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT
from harness.local_stack import Stack, command, running_stack, wait_until
from harness.shop.orders import order
from local.template import read_template

TEMPLATE = ROOT / "template.yaml"
CUSTOMER = {
    "email": "ada@shop.example",
    "password": "seven small turnips on a boat",
    "firstName": "Ada",
    "lastName": "Lovelace",
}


@pytest.mark.parametrize(("parameters", "client"), [({}, "builtin"), ({"AwsClient": "boto3"}, "boto3")], ids=str)
def test_every_function_gets_the_parameter(parameters: dict[str, str], client: str) -> None:
    template = read_template(TEMPLATE, parameters)
    assert {template.environment(function)["AWS_CLIENT"] for function in template.functions.values()} == {client}


def test_a_shop_on_the_sdk_takes_a_customer_a_product_and_an_order(tmp_path: Path) -> None:
    with running_stack(tmp_path, TEMPLATE, "--no-demo", "--parameter", "AwsClient=boto3") as stack:
        admin = {"Authorization": stack.token("admin")}
        product = stack.call("POST", "/products", {"name": "Bun", "price": order()["total"]}, admin)
        category = {"name": "Bakery", "productIds": [product.json()["id"]]}
        assert stack.call("POST", "/categories", category, admin).status == 201
        assert stack.call("POST", "/users/register", CUSTOMER).status == 201
        assert stack.call("POST", "/analytics/events", {"events": [order()]}, admin).status == 202

        wait_until(lambda: _products(stack) == ["Bun"], lambda: stack.output)
        wait_until(lambda: _summary(stack, admin)["orders"] == 1, lambda: stack.output)
        wait_until(lambda: bool(stack.call("GET", "/mailbox.json", root=True).json()), lambda: stack.output)


def test_a_client_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        command(tmp_path, TEMPLATE, "--no-demo", "--parameter", "AwsClient=boto"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "the parameter AwsClient may be builtin, boto3, not 'boto'" in done.stdout + done.stderr


def _products(stack: Stack) -> list[str]:
    return [
        product["name"]
        for category in stack.call("GET", "/menu").json()["categories"]
        for product in category["products"]
    ]


def _summary(stack: Stack, admin: dict[str, str]) -> Any:
    return stack.call("GET", "/analytics/summary?from=2025-03-10&to=2025-03-10", headers=admin).json()
