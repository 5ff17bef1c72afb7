"""A shop in this process: all functions, all tables, and the proxy between them."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import boto3

from bodega import secret_values
from harness.aws.dynamodb_proxy import Proxy, Recording
from harness.aws.engines import dynamodb_local, secrets_manager
from harness.aws.policy_simulator import enforced_policies
from harness.shop.client import Shop
from harness.shop.functions import load_app
from harness.shop.variables import made_up_secrets, set_environment
from tests.support.database.tables import Tables, new_tables
from tests.support.faults.fault_kinds import WRITES

# No new window of the rate limit begins during a test.
_NO_NEW_WINDOW = 10**8


@dataclass
class ShopEnvironment:
    shop: Shop
    proxy: Proxy
    tables: Tables

    @property
    def recording(self) -> Recording:
        return self.proxy.recording

    def forget(self) -> Recording:
        """Wait for calls under way, drop all recorded calls and injected faults, and return the new recording."""
        self.proxy.settle()
        self.proxy.recording = Recording()
        return self.proxy.recording

    @property
    def has_written(self) -> bool:
        """Return whether the functions have written anything since `forget`."""
        return any(call.operation in WRITES for call in self.recording.calls)


@contextmanager
def environment_behind(proxy: Proxy, label: str) -> Iterator[ShopEnvironment]:
    """Yield a shop with its own tables behind `proxy`. The environment variables already point to the proxy."""
    client = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{proxy.port_behind}")
    load_app("users")
    window = patch.object(importlib.import_module("users.auth.store.request_counts"), "WINDOW_SECONDS", _NO_NEW_WINDOW)
    with new_tables(client, label) as tables, patch.dict(os.environ, tables.names), window:
        yield ShopEnvironment(Shop(), proxy, tables)
    client.close()


@contextmanager
def start_environment(label: str) -> Iterator[ShopEnvironment]:
    """Start everything that a shop needs, for programs that do not run under pytest."""
    set_environment()
    with (
        dynamodb_local() as port,
        Proxy(port).running() as proxy,
        secrets_manager(made_up_secrets()) as secrets_url,
        patch.dict(
            os.environ, {"AWS_ENDPOINT_URL_DYNAMODB": proxy.url, "AWS_ENDPOINT_URL_SECRETS_MANAGER": secrets_url}
        ),
    ):
        secret_values._cache.clear()
        with enforced_policies(), environment_behind(proxy, label) as env:
            yield env
