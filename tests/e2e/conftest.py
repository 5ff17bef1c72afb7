"""The running shop: one local stack with the demo catalogue, shared by all tests that only send it requests."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from harness import ROOT
from harness.local_stack import FAST_HASHES, PATIENCE, Stack, running_stack
from local.setup.browser import browser_environment, browser_executable
from tests.e2e.customers import Customer, Shop

expect.set_options(timeout=PATIENCE * 1000)

_running = ExitStack()
"""The shops that the tests of this folder share."""


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Close the shops after the last test of this folder: each takes 7 % of a processor while it does nothing."""
    if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
        _running.close()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The stack of template.yaml: `base_url`, `call(method, path, ...)`, `token(role)`."""
    folder = tmp_path_factory.mktemp("stack")
    return _running.enter_context(running_stack(folder, ROOT / "template.yaml", "--no-demo-orders", *FAST_HASHES))


@pytest.fixture(scope="session")
def shop_of_accounts(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop without accounts, whose rate limit per client IP is out of the way."""
    return _running.enter_context(_without_accounts(tmp_path_factory.mktemp("accounts")))


@contextmanager
def _without_accounts(folder: Path) -> Iterator[Shop]:
    options = ("--no-demo", "--parameter", "ClientIpLimit=10000", *FAST_HASHES)
    with running_stack(folder, ROOT / "template.yaml", *options) as running:
        shop = Shop(running)
        yield shop
    shop.assert_that_the_output_tells_nothing()  # also for the last lines it wrote


@pytest.fixture
def shop(shop_of_accounts: Shop) -> Iterator[Shop]:
    """The shop of accounts; after each test, its output is searched for secrets that were sent or returned."""
    yield shop_of_accounts
    shop_of_accounts.assert_that_the_output_tells_nothing()


@pytest.fixture(scope="session")
def admin(shop_of_accounts: Shop) -> Customer:
    """The shop's first admin, and the only one between two tests."""
    person = shop_of_accounts.register(firstName="Grace", lastName="Hopper")
    shop_of_accounts.make_admin(person.email)
    assert not person.is_let_in(), "a token from before outlived the change of role"
    return person.elsewhere()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, as the project's set-up downloads it.

    Playwright keeps an event loop running in this thread while it is open. So it closes with the
    module, because other tests of the process run loops of their own.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, value in browser_environment().items():
            patch.setenv(name, value)
        with sync_playwright() as playwright:
            # No sandbox: tests may run as root, and they load pages of this machine only.
            browser = playwright.chromium.launch(executable_path=browser_executable(), args=["--no-sandbox"])
            yield browser
            browser.close()
