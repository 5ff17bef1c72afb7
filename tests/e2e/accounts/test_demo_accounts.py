"""The demo accounts: their log-ins are printed, saved, and work."""

import re
import stat

import pytest

from demo.people.accounts import LOG_INS, LogIn, Role, read_log_ins
from harness.local_stack import Stack
from tests.e2e.customers import Customer, Shop


@pytest.fixture(scope="module")
def log_ins(stack: Stack) -> dict[Role, LogIn]:
    return read_log_ins(stack.data / LOG_INS)


@pytest.fixture(scope="module")
def people(stack: Stack, log_ins: dict[Role, LogIn]) -> dict[Role, Customer]:
    """Log in once: each failure would count against the client IP of all tests of this stack."""
    shop = Shop(stack)
    answers = {role: shop.log_in(who.email, who.password) for role, who in log_ins.items()}
    assert [answer.status for answer in answers.values()] == [200, 200, 200]
    return {
        role: Customer(shop, log_ins[role].email, log_ins[role].password, answer.json())
        for role, answer in answers.items()
    }


def test_their_log_ins_are_printed_and_saved_readable_by_the_owner_only(
    stack: Stack, log_ins: dict[Role, LogIn]
) -> None:
    assert set(log_ins) == {"admin", "staff", "customer"}
    for role, who in log_ins.items():
        assert re.search(rf"{role.capitalize()}\S*\s+{re.escape(who.email)}  {re.escape(who.password)}\n", stack.output)
    assert stat.S_IMODE((stack.data / LOG_INS).stat().st_mode) == 0o600


def test_the_customer_has_points_addresses_and_a_payment_method(people: dict[Role, Customer]) -> None:
    ada = people["customer"]
    assert ada.get("/users/me")["role"] == "customer"
    assert ada.get("/users/me/addresses")["items"]
    assert ada.get("/users/me/payment-methods")["items"]
    balance = ada.get("/users/me/loyalty")["balance"]
    assert balance == sum(entry["points"] for entry in ada.get("/users/me/loyalty/transactions?limit=100")["items"]) > 0


def test_the_admin_manages_the_customer(people: dict[Role, Customer]) -> None:
    found = people["admin"].get(f"/users?email={people['customer'].email}")["items"]
    assert [user["id"] for user in found] == [people["customer"].id]
