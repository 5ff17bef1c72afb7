"""Mail of the running shop, also during an outage of SES."""

import json
import os
import re
import signal
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT
from harness.local_stack import Answer, Stack, running_stack, wait_until

PASSWORD = "seven small turnips on a boat"


def register(stack: Stack, first_name: str = "Ada") -> str:
    """Register a customer and return the email."""
    email = f"{uuid.uuid4().hex}@shop.example"
    body = {"email": email, "password": PASSWORD, "firstName": first_name, "lastName": "Lovelace"}
    answer: Answer = stack.call("POST", "/users/register", body)
    assert answer.status == 201, answer.body
    return email


def mails(stack: Stack, email: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = stack.call("GET", "/mailbox.json", root=True).json()
    return [mail for mail in listed if mail["to"] == [email]]


def wait_for_mail(stack: Stack, email: str) -> dict[str, Any]:
    wait_until(lambda: bool(mails(stack, email)), lambda: stack.output)
    return mails(stack, email)[0]


@contextmanager
def ses_outage(stack: Stack) -> Iterator[None]:
    """Make SES accept connections without responding for the duration of the block."""
    # Without -ww, ps may cut a command line after 80 characters, and the script's name with it.
    arguments = ["-ww", "-o", "pid=,args=", "-p", ",".join(map(str, stack.processes()))]
    listing = subprocess.run(["ps", *arguments], check=True, capture_output=True, text=True).stdout
    (line,) = [line for line in listing.splitlines() if "moto_server.py" in line]
    pid = int(line.split()[0])
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.xdist_group("shop")
class TestMailOfTheRunningShop:
    def test_a_new_customer_is_welcomed_with_a_link_that_verifies(self, stack: Stack) -> None:
        email = register(stack)
        mail = wait_for_mail(stack, email)
        assert mail["subject"].startswith("Welcome")
        token = re.search(r"/verify-email#token=(\S+)", mail["text"])
        assert token
        access = stack.call("POST", "/users/login", {"email": email, "password": PASSWORD}).json()["accessToken"]
        bearer = {"Authorization": f"Bearer {access}"}
        assert stack.call("POST", "/users/me/email/verify", {"token": token.group(1)}, bearer).status == 204

    def test_the_terminal_shows_that_mail_was_sent_and_none_of_its_content(self, stack: Stack) -> None:
        name = f"Marked{uuid.uuid4().hex[:8]}"
        email = register(stack, name)
        token = re.search(r"#token=(\S+)", wait_for_mail(stack, email)["text"])
        assert token
        written = stack.wait_for("Mail sent")
        assert all(secret not in written for secret in (email, name, token.group(1)))


@pytest.mark.xdist_group("mail-outage")
def test_an_outage_of_ses_delays_mail_but_no_request(tmp_path: Path) -> None:
    elsewhere = ("--parameter", "StorefrontUrl=https://pages.example/shop")
    with running_stack(tmp_path, ROOT / "template.yaml", "--no-demo", *elsewhere) as stack:
        mail = wait_for_mail(stack, register(stack))  # every process has loaded its secrets now
        assert "https://pages.example/shop/verify-email#token=" in mail["text"]
        with ses_outage(stack):
            during = [register(stack), register(stack)]
            stack.wait_for("SES is unavailable")
            assert mails(stack, during[0]) == []
        for email in during:
            wait_for_mail(stack, email)
        queues = stack.data / "queues"
        assert not queues.exists()


@pytest.mark.xdist_group("mail-outage")
def test_mail_pending_when_the_stack_was_killed_is_sent_by_the_next_one(tmp_path: Path) -> None:
    with running_stack(tmp_path, ROOT / "template.yaml", "--no-demo") as first:
        wait_for_mail(first, register(first))
        with ses_outage(first):
            email = register(first)
            first.wait_for("SES is unavailable")
            first.end(signal.SIGKILL)
    with running_stack(tmp_path, ROOT / "template.yaml", "--no-demo") as second:
        wait_for_mail(second, email)


@pytest.mark.xdist_group("mail-outage")
def test_mail_that_can_never_be_sent_is_parked_and_reported(tmp_path: Path) -> None:
    with running_stack(tmp_path / "data", template_with_two_attempts(tmp_path), "--no-demo") as stack:
        wait_for_mail(stack, register(stack))
        with ses_outage(stack):
            parked = register(stack)
            said = stack.wait_for("dead-letter queue")
        assert parked not in said
        (queue,) = (stack.data / "queues").iterdir()
        (letter,) = [json.loads(line) for line in queue.read_text().splitlines()]
        assert letter["requestContext"]["condition"] == "RetryAttemptsExhausted"
        assert letter["DDBStreamBatchInfo"]["batchSize"] == 1
        after = register(stack)
        wait_for_mail(stack, after)


def template_with_two_attempts(folder: Path) -> Path:
    """Return the shop's template with a mailer that is tried only twice."""
    for name in ("functions", "layers"):
        (folder / name).symlink_to(ROOT / name)
    text, changed = re.subn(
        r"MaximumRetryAttempts: -?\d+", "MaximumRetryAttempts: 1", (ROOT / "template.yaml").read_text(encoding="utf-8")
    )
    assert changed
    (folder / "template.yaml").write_text(text, encoding="utf-8")
    return folder / "template.yaml"
