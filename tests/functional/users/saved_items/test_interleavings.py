"""Saved items that change between the reads of a request and its transaction."""

from typing import Any

import pytest

from harness.shop.client import Shop
from tests.support.database.in_between import InBetween
from tests.support.shop.accounts import ADDRESS, Account, customer

URL = "/users/me/addresses"
READ = {"BatchGetItem"}


@pytest.fixture
def ada(shop: Shop) -> Account:
    return customer(shop)


def url(address: dict[str, Any]) -> str:
    return f"{URL}/{address['id']}"


def default(ada: Account) -> list[str]:
    """Return the IDs of the addresses that are the default: one, or none."""
    return [address["id"] for address in ada.get(URL)["items"] if address["default"]]


def test_another_address_that_becomes_the_default_meanwhile_stays_the_default(
    ada: Account, in_between: InBetween
) -> None:
    first = ada.add(URL, {**ADDRESS, "default": True})
    second = ada.add(URL, ADDRESS)
    done = in_between(READ, lambda: ada.call("PUT", url(second), {**ADDRESS, "default": True}))

    assert ada.call("PUT", url(first), {**ADDRESS, "default": False}).status == 200

    assert done
    assert default(ada) == [second["id"]]


def test_a_change_meanwhile_is_replaced_unless_the_request_forbids_it(ada: Account, in_between: InBetween) -> None:
    address = ada.add(URL, ADDRESS)
    later = {**ADDRESS, "line1": "1 Later Street"}

    in_between(READ, lambda: ada.call("PUT", url(address), ADDRESS))
    answer = ada.call("PUT", url(address), later)
    assert (answer.status, answer.json["version"]) == (200, 3)

    in_between(READ, lambda: ada.call("PUT", url(address), ADDRESS))
    assert ada.call("PUT", url(address), later, If_Match='"3"').code == "version_conflict"
    assert ada.get(url(address))["line1"] == ADDRESS["line1"]


@pytest.mark.parametrize("becomes_default", [False, True], ids=["another text", "the default"])
def test_an_address_that_changes_meanwhile_is_not_deleted(
    ada: Account, in_between: InBetween, becomes_default: bool
) -> None:
    address = ada.add(URL, ADDRESS)
    in_between(READ, lambda: ada.call("PUT", url(address), {**ADDRESS, "default": becomes_default}))

    assert ada.call("DELETE", url(address), If_Match='"1"').code == "version_conflict"

    assert default(ada) == [address["id"]] * becomes_default
    assert [item["id"] for item in ada.get(URL)["items"]] == [address["id"]]


@pytest.mark.parametrize("new", [False, True], ids=["another text", "the default"])
def test_an_address_that_is_deleted_meanwhile_does_not_come_back(
    ada: Account, in_between: InBetween, new: bool
) -> None:
    address = ada.add(URL, ADDRESS)
    in_between(READ, lambda: ada.call("DELETE", url(address)))

    assert ada.call("PUT", url(address), {**ADDRESS, "default": new}).code == "not_found"

    assert ada.get(URL)["items"] == []
