"""The commands of the documents that work on a local shop, run on one as a reader would."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from harness import ROOT
from harness.local_stack import Stack
from local.modules import SEARCH_PATH
from tests.e2e.customers import Shop
from tests.support.documents.commands import Command, documented_commands

ADDRESS = "http://127.0.0.1:3000"
# The reason why a request is not sent.
NOT_SENT = {
    f"curl -X POST {ADDRESS}/v1/bundles": "the kind that the page on adding a kind adds",
    "curl -X POST API_URL/": "a deployed shop",
    "curl API_URL/health": "a deployed shop",
    "curl https://api.shop.example/": "a deployed shop with a domain",
}
REQUESTS = [command for command in documented_commands() if command.text.startswith("curl ")]
SENT = [command for command in REQUESTS if not command.text.startswith(tuple(NOT_SENT))]


def run(stack: Stack, command: str) -> str:
    """Run a command in a shell whose `make` runs the recipe's module on the test's shop. Returns its output.

    The shell has `jq` on any machine.
    """
    options = shlex.join(["--data", str(stack.data), "--template", str(stack.template)])
    recipes = {
        "token": '-m scripts.issue_token --role "${ROLE:-customer}"',
        "admin": '-m scripts.make_admin "$EMAIL"',
        "recount": "-m scripts.recount",
        "reconcile": "-m scripts.reconcile",
    }
    cases = " ".join(f"{name}) {shlex.quote(sys.executable)} {recipe} {options};;" for name, recipe in recipes.items())
    # As make does: `NAME=value` sets a variable, any other word that is no option is a target.
    make = (
        'make() { local word target; for word in "$@"; do case $word in '
        '-*) ;; *=*) local "$word";; *) target=$word;; esac; done; '
        f"case $target in {cases} *) return 2;; esac; }}\n"
    )
    jq = f'jq() {{ {shlex.quote(sys.executable)} -m tests.support.documents.jq "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", make + jq + command.replace(ADDRESS, stack.root_url)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": SEARCH_PATH},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("command", SENT, ids=lambda command: command.text[:60])
def test_a_request_of_the_documents_succeeds_on_a_fresh_demo(stack: Stack, command: Command) -> None:
    answer = run(stack, f"{command.text} --silent --output {os.devnull} --write-out '%{{http_code}}'")

    assert answer == ("201" if "POST" in command.text else "200")


def story(*titles: str) -> str:
    """Return the commands of sections of docs/api.md, which build on each other."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    sections = "\n".join(page.partition(f"### {title}\n")[2].partition("\n### ")[0] for title in titles)
    return "\n".join(["set -euo pipefail", *re.findall(r"^```bash\n(.*?)^```", sections, re.MULTILINE | re.DOTALL)])


def test_the_orders_of_the_documents_are_placed_handed_over_paid_and_refunded(stack: Stack) -> None:
    shown = run(stack, story("A first order", "Paying by card", "Refunds"))

    first, _, more = shown.partition("requires_capture")
    by_card, _, refund = more.partition("\nauthorized\n")
    assert re.findall("accepted|preparing|ready", first) == ["accepted", "preparing", "ready"]
    assert '"status": "paid"' in first
    assert '"status": "placed"' in by_card
    assert '"status": "authorized"' in by_card
    assert '"amount"' in refund
    assert re.search('"status": "(pending|succeeded)"', refund)


def test_requests_that_are_not_sent_are_still_documented() -> None:
    assert len(REQUESTS) - len(SENT) == len(NOT_SENT)


@pytest.mark.parametrize("role", ["admin", "customer"])
def test_a_token_of_the_documents_is_let_in(stack: Stack, role: str) -> None:
    documented = {command.text for command in documented_commands()}
    assert "make token ROLE=admin" in documented

    token = run(stack, "make token ROLE=admin" if role == "admin" else "make token").strip()

    answer = stack.call("GET", "/users/me", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status, answer.json()["role"]) == (200, role)


def test_an_account_becomes_an_admin_and_events_are_counted_as_documented(stack: Stack) -> None:
    documented = {command.text for command in documented_commands()}
    assert {"make admin EMAIL=ada@example.com", "make recount"} <= documented
    ada = Shop(stack).register(email="ada@example.com")

    assert "is an admin now" in run(stack, "make admin EMAIL=ada@example.com")
    assert "events counted that were not" in run(stack, "make recount")

    assert ada.elsewhere().get("/users/me")["role"] == "admin"


def test_the_books_of_a_fresh_demo_agree_with_the_providers(stack: Stack) -> None:
    assert any(command.text.startswith("make reconcile") for command in documented_commands())

    assert run(stack, "make reconcile").endswith("No differences.\n")
