"""What is dear to import is imported by who needs it, when they need it."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from harness import FUNCTIONS, ROOT
from harness.shop.variables import ENVIRONMENT

DEAR = ("bcrypt", "zxcvbn", "email_validator")
APPS = sorted(path.parent.name for path in FUNCTIONS.glob("*/app.py"))

_LOAD = """
import importlib, json, sys
# Not in the layer, but in the tests' environment, where PyJWT would import it, and with it bcrypt.
sys.modules["cryptography"] = None
app = importlib.import_module(f"{sys.argv[1]}.app")
print(json.dumps(sorted(sys.modules)))
"""


@cache
def loaded(function: str, then: str = "", packages: Path | None = None) -> set[str]:
    """The modules of a process that has loaded the function as Lambda does, and run `then`.

    `packages`: a folder with packages that come before the installed ones.
    """
    paths = [*([str(packages)] if packages else []), str(FUNCTIONS), str(ROOT / "layers" / "common"), str(ROOT)]
    result = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{_LOAD}{then}", function],
        env={**ENVIRONMENT, "PAYMENT_PROVIDER": "stripe", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize("function", APPS)
def test_no_function_pays_for_passwords_or_emails_when_it_starts(function: str) -> None:
    modules = loaded(function)

    assert "bodega" in modules
    assert not modules.intersection(DEAR)


@pytest.mark.parametrize("function", APPS)
def test_only_the_payments_function_loads_the_package_of_the_payment_provider(function: str) -> None:
    """Also in a shop that takes cards. The other functions do not have it in their builds."""
    assert loaded(function) & {"requests", "stripe"} == ({"requests", "stripe"} if function == "payments" else set())


def test_the_orders_function_loads_refunds_with_the_first_refund() -> None:
    assert not {"bodega.orders.refund_writes", "bodega.orders.refunding"} & loaded("orders")


@pytest.mark.parametrize("function", APPS)
def test_no_function_loads_the_documentation_of_its_operations(function: str) -> None:
    ours = {name for name in loaded(function) if not name.startswith("aws_lambda_powertools.")}

    assert not [name for name in ours if "openapi" in name.split(".")]


@pytest.mark.parametrize("needs", DEAR)
def test_the_users_function_finds_them_when_it_needs_them(needs: str) -> None:
    use = {
        "bcrypt": "import os; os.environ['PASSWORD_PEPPER_SECRET'] = 'p'; from bodega import passwords\n"
        "passwords._keyed = lambda password: b'x' * 64\npasswords.check_password('x', None)",
        "zxcvbn": "from bodega.password_policy import require_strong\nrequire_strong('seven quiet umbrellas', '', [])",
        "email_validator": "from users.auth.schemas import Registration\nRegistration.model_validate("
        "{'email': 'a@shop.example', 'password': 'x', 'firstName': 'A', 'lastName': 'B'})",
    }[needs]

    modules = loaded("users", f"{use}\nprint(json.dumps(sorted(sys.modules)))")

    assert modules.intersection(DEAR) == {needs}


def test_the_authorizer_does_without_powertools_and_pydantic(lazy_packages: Path) -> None:
    """With PyJWT as in the built layer. As pip installs it, it imports an HTTP client."""
    modules = loaded("authorizer", packages=lazy_packages)

    assert "jwt.api_jwt" in modules
    assert not modules.intersection({"aws_lambda_powertools", "email", "http.client", "jwt.jwks_client", "pydantic"})


@pytest.mark.parametrize("function", [function for function in APPS if function != "authorizer"])
def test_only_the_authorizer_loads_pyjwt_when_it_starts(function: str) -> None:
    """Of the others, only the users function needs it, and only where it issues a token."""
    assert "jwt" not in loaded(function)
