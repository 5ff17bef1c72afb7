"""The smoke test of a running shop: what it says, and that it leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest

from harness import ROOT
from harness.aws.tables import read_all
from harness.local_stack import PATIENCE, Stack, running_stack, wait_until
from local.lambdas.environment import command_environment
from local.modules import SEARCH_PATH
from local.options import SharedOptions
from scripts.smoke import account, journal, orders
from scripts.smoke.api import Api
from scripts.smoke.run import Run
from scripts.smoke.running import LocalShop

TEMPLATE = ROOT / "template.yaml"
# Written by the shop as it opens and changes, and counts of each client's requests.
NOT_COMPARED = ("MENU", "MIGRATION", "LIMIT#")
# What stays for a while: counts of mails, the list of erasures, and the mark of the order.
EXPIRES = {("ACCOUNTS_TABLE", "MAILBOX"), ("ERASURES_TABLE", "USER"), ("ANALYTICS_TABLE", "INTAKE")}


def options_of(stack: Stack) -> SharedOptions:
    return SharedOptions(stack.data, stack.template, {})


def items(stack: Stack) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the items of the shop's tables."""
    found = {}
    for variable, function in (
        ("CATALOG_TABLE", "ProductsFunction"),
        ("ACCOUNTS_TABLE", "UsersFunction"),
        ("ANALYTICS_TABLE", "AggregatorFunction"),
        ("ERASURES_TABLE", "UsersFunction"),
        ("ORDERS_TABLE", "OrdersFunction"),
    ):
        environment = command_environment(options_of(stack), function)
        client = boto3.client(
            "dynamodb", region_name="us-east-1", endpoint_url=environment["AWS_ENDPOINT_URL_DYNAMODB"],
            aws_access_key_id="local", aws_secret_access_key="local",
        )  # fmt: skip
        for row in read_all(client, environment[variable]):
            if not row["pk"]["S"].startswith(NOT_COMPARED):
                found[variable, row["pk"]["S"], row["sk"]["S"]] = row
        client.close()
    return found


@contextmanager
def leaving_nothing(stack: Stack) -> Iterator[None]:
    """Check that the tables are the same after the block, but for new items that expire by themselves."""
    before, mails = items(stack), set((stack.data / "mail").glob("*"))
    yield
    after = items(stack)
    assert {place: row for place, row in after.items() if place in before} == before
    left = {place: row for place, row in after.items() if place not in before}
    assert {(table, partition.partition("#")[0]) for table, partition, _ in left} <= EXPIRES
    assert [place for place, row in left.items() if "expiresAt" not in row] == []
    assert set((stack.data / "mail").glob("*")) == mails


def command(stack: Stack, *options: str, url: str | None = None) -> list[str]:
    places = ["--data", str(stack.data), "--template", str(stack.template), "--url", url or stack.base_url]
    return [sys.executable, "-m", "scripts.smoke", *places, *options]


def run(stack: Stack, *options: str, url: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(stack, *options, url=url),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": SEARCH_PATH},
        capture_output=True,
        text=True,
        check=False,
    )


def failures(said: str) -> dict[str, str]:
    """Return the name of each failed check, with the lines below it."""
    found: dict[str, str] = {}
    name = ""
    for line in said.splitlines():
        if line.startswith("  FAILED"):
            name = line.partition(" s  ")[2]
            found[name] = ""
        elif line.startswith(" " * 20):
            found[name] += line.strip() + "\n"
    return found


def test_a_shop_that_works_passes_and_nothing_is_left(stack: Stack) -> None:
    with leaving_nothing(stack):
        done = run(stack, "--patience", str(PATIENCE))

    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.split(maxsplit=1)[0] for line in done.stdout.splitlines()[1:-1]]
    assert lines == ["ok"] * 16 + ["skipped"], done.stdout
    assert "version 0.1.0" in done.stdout
    assert done.stdout.endswith("All of them succeeded.\n")


def test_chosen_checks_only(stack: Stack) -> None:
    done = run(stack, "--checks", "health", "queues")

    assert done.returncode == 0
    assert [line.partition(" s  ")[2].partition(":")[0] for line in done.stdout.splitlines()[1:-1]] == [
        "the API answers",
        "the dead-letter queues are empty",
    ]


def test_what_a_killed_run_has_left_is_removed_by_the_next_one(stack: Stack) -> None:
    shop = LocalShop.of(options_of(stack), stack.base_url)
    api, killed = Api(shop), Run(started=1.0)
    with leaving_nothing(stack):
        journal.save(shop, killed)
        account.register(api, killed)
        account.set_role(api, killed, "admin")
        token = account.log_in(api, killed)
        price = {"amount": 1, "currency": api.currency}
        api.call("POST", "/addons", {"name": killed.name, "price": price}, token=token, expect=201)
        before = orders.report(api, killed, token)
        wait_until(lambda: orders.is_counted(api, killed, token, before), lambda: stack.output)
        wait_until(lambda: shop.mails(killed).sent == 1, lambda: stack.output)

        done = run(stack, "--patience", str(PATIENCE))

    assert done.returncode == 0, done.stdout
    assert f"nothing is left of earlier runs: removed that of {killed.name}" in done.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_leaves_nothing(stack: Stack, tmp_path: Path, number: signal.Signals) -> None:
    log = tmp_path / "output.txt"
    with leaving_nothing(stack):
        with log.open("wb") as output:
            process = subprocess.Popen(
                command(stack),
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": SEARCH_PATH},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_until(lambda: "an admin can create" in log.read_text(), log.read_text, lambda: log.stat().st_size)
        process.send_signal(number)
        assert process.wait(PATIENCE) == 130, log.read_text()
        # The mailer may have sent the welcome mail before or after.
        for path in (stack.data / "mail").glob("[0-9]*.json"):
            if "simulator.amazonses.com" in path.read_text(encoding="utf-8"):
                path.unlink()

    assert "nothing is left of this run" in log.read_text()


def test_a_wrong_url_is_named_with_the_next_step(stack: Stack) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = run(stack, url=f"http://127.0.0.1:{unused.getsockname()[1]}/v1")
    other = run(stack, url=stack.root_url)

    for done in (nobody, other):
        assert done.returncode == 1
        (said,) = failures(done.stdout).values()
        assert "next:  Start the shop with make run" in said
    assert "cause: no shop runs at this URL" in nobody.stdout
    assert "cause: the URL leads to another server, or to an API without this stage and path" in other.stdout


def test_a_data_folder_without_a_shop_is_named(stack: Stack, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.smoke", "--data", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": SEARCH_PATH},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Start it with: make run" in done.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A shop whose addons function fails, and whose functions behind streams get no records."""
    folder = tmp_path_factory.mktemp("broken")
    for name in ("functions", "layers"):
        (folder / name).symlink_to(ROOT / name)
    text = TEMPLATE.read_text(encoding="utf-8")
    addons, *_ = text.partition("  AddonsFunction:\n")
    rest = text[len(addons) :].replace("          SHOP_CURRENCY: !Ref Currency\n", "", 1)
    enabled = "            StartingPosition: TRIM_HORIZON\n"
    (folder / "template.yaml").write_text(
        (addons + rest).replace(enabled, f"{enabled}            Enabled: false\n"), encoding="utf-8"
    )
    with running_stack(folder / "data", folder / "template.yaml", "--no-demo") as stack:
        queue = stack.data / "queues" / "mail.jsonl"
        queue.parent.mkdir(exist_ok=True)
        queue.write_text("{}\n{}\n", encoding="utf-8")
        yield stack


def test_each_failure_has_its_cause_and_the_next_step_and_nothing_is_left(broken: Stack) -> None:
    with leaving_nothing(broken):
        done = run(broken, "--patience", "2")

    assert done.returncode == 1
    found = failures(done.stdout)
    assert set(found) == {
        "an admin can create and delete an addon",
        "a report counts an order",
        "the welcome mail is sent",
        "the dead-letter queues are empty",
    }, done.stdout
    addon, order, mail, queues = found.values()
    assert "POST /addons answers 500 internal_error (request " in addon
    assert "cause: the function addons had an internal error" in addon
    assert "next:  Read the log: the lines of addons in the terminal of make run" in addon
    assert "cause: the aggregator fails, or its event source mapping is disabled" in order
    assert "docs/operations.md#reports-are-behind" in order
    assert "cause: the mailer fails, or its event source mapping is disabled" in mail
    assert "docs/operations.md#mail-is-late" in mail
    assert "there are messages: 2 in mail" in queues
    assert done.stdout.endswith("4 failed.\n")
