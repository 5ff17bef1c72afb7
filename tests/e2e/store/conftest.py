"""The storefront in a browser: with a scripted API for its states, and at the running shop for its journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from local.setup.web import ensure_build_packages
from local.web.build import Build, build
from tests.support.store.site import Site, serving_site
from tests.support.store.visits import Visits, watched_visits


@pytest.fixture(scope="session")
def built() -> Build:
    """The storefront, built as `make run` builds it."""
    ensure_build_packages()
    return build()


@pytest.fixture
def site(built: Build) -> Iterator[Site]:
    """The built storefront with a fake API: `site.api.answer(...)`, `.refuse(...)`, `.held(...)`, `.called(...)`."""
    with serving_site(built) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visits]:
    """Opens pages: `visit("/cart")` of the site, `visit("/", origin=stack.root_url)` of the running shop.

    Console messages, refused content and requests that leave 127.0.0.1 fail the test.
    """
    with watched_visits(browser, site.origin) as visits:
        yield visits
