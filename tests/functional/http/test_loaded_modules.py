"""A process that answers only requests without a body never loads pydantic, unless it starts ahead of its requests."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness import FUNCTIONS, ROOT
from harness.layer import LAYER
from harness.shop.client import ADMIN, Shop
from harness.shop.events import api_event
from harness.shop.functions import function_of
from harness.shop.kinds import KINDS, complete
from tests.support.installation.lazy_packages import LOADED_BY_EAGER_PACKAGES
from tests.support.shop.accounts import customer

OF_MODELS = {"pydantic", "pydantic_core", "annotated_types", "bodega.models", "bodega.validation"}
DOCUMENT = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
GETS = [path for path, methods in DOCUMENT["paths"].items() if "get" in methods]
FUNCTIONS_WITH_GETS = sorted({function_of(path) for path in GETS})
FUNCTIONS_WITH_BODIES = {
    function_of(path)
    for path, methods in DOCUMENT["paths"].items()
    if any("requestBody" in operation for operation in methods.values())
}
PARAMETERS = {"/analytics/orders": "?interval=day", "/users": "?email=ada@shop.example&order=oldest"}

# Answers the events on standard input; prints the statuses and the loaded modules.
SCRIPT = """
import json, sys
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
loaded = sorted(sys.modules)
handler = load_app(sys.argv[1]).handler
loaded = sorted({*sys.modules}.difference(loaded))
statuses = [handler(event, lambda_context())["statusCode"] for event in json.load(sys.stdin)]
print(json.dumps([loaded, statuses, sorted(sys.modules)]))
"""


def answered(function: str, events: list[object], **environment: str) -> tuple[list[str], list[int], set[str]]:
    """Return the modules that `function` loads, the statuses of its answers, and all modules after them."""
    path = os.pathsep.join(map(str, (ROOT, FUNCTIONS, LAYER)))
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, function],
        env={**os.environ, "PYTHONPATH": path, **environment},
        input=json.dumps(events),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    loaded, statuses, modules = json.loads(result.stdout.splitlines()[-1])
    return loaded, statuses, set(modules)


@pytest.mark.parametrize("function", FUNCTIONS_WITH_GETS)
def test_a_get_loads_no_pydantic(function: str, shop: Shop, accounts: str, analytics: str) -> None:
    account = customer(shop)
    paths = [path for path in GETS if function_of(path) == function]
    items = {kind: shop.add(kind)["id"] for kind in KINDS if f"/{kind}/{{id}}" in paths}
    events = []
    for path in paths:
        url = path.replace("{id}", items.get(path.split("/")[1], account.id)) + PARAMETERS.get(path, "")
        role = "customer" if "/mine" in path else "admin"
        events.append(api_event("GET", url, caller={**account.context, "role": role}))

    loaded, statuses, modules = answered(function, events)

    absent = [
        path for path in paths if path == "/users/me/addresses/{id}" or path.startswith(("/orders/mine/", "/orders/{"))
    ]
    assert statuses == [404 if path in absent else 200 for path in paths]
    assert f"{function}.app" in loaded
    assert not OF_MODELS & modules


def test_a_request_loads_no_module_of_powertools_for_other_event_sources(shop: Shop, lazy_packages: Path) -> None:
    """With the packages of the built layer, or with copies that are rewritten like them."""
    packages = LAYER if (LAYER / "aws_lambda_powertools").is_dir() else lazy_packages
    path = os.pathsep.join(map(str, (packages, ROOT, FUNCTIONS, LAYER)))

    _, statuses, modules = answered("products", [api_event("GET", "/products")], PYTHONPATH=path)

    assert statuses == [200]
    assert "aws_lambda_powertools.event_handler.api_gateway" in modules
    powertools = {name for name in LOADED_BY_EAGER_PACKAGES if name.startswith("aws_lambda_powertools.")}
    assert not powertools & modules


def test_a_body_loads_the_models_that_it_needs(shop: Shop) -> None:
    events = [api_event("GET", "/addons"), api_event("POST", "/addons", body=complete("addons"), caller=ADMIN)]

    loaded, statuses, modules = answered("addons", events)

    assert statuses == [200, 201]
    assert not OF_MODELS & set(loaded)
    assert modules >= OF_MODELS


@pytest.mark.parametrize("ahead", ["snap-start", "provisioned-concurrency"])
@pytest.mark.parametrize("function", FUNCTIONS_WITH_GETS)
def test_an_instance_that_starts_ahead_of_its_requests_loads_the_models(function: str, ahead: str) -> None:
    loaded, _, _ = answered(function, [], AWS_LAMBDA_INITIALIZATION_TYPE=ahead)

    assert set(loaded) >= OF_MODELS
    own = any(name.startswith(f"{function}.") and name.endswith("schemas") for name in loaded)
    assert own is (function in FUNCTIONS_WITH_BODIES)
