"""The run's catalogue item: an addon, because the menu shows only addons that something refers to."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from scripts.smoke import account
from scripts.smoke.api import Api
from scripts.smoke.failures import CheckFailed, of_answer
from scripts.smoke.run import Run


def create_and_delete(api: Api, run: Run, token: str) -> None:
    """Create, read and delete the addon. Raises: CheckFailed."""
    body = {"name": run.name, "price": {"amount": 1, "currency": api.currency}}
    addon = api.call("POST", "/addons", body, token=token, expect=201)["id"]
    if api.call("GET", f"/addons/{addon}")["name"] != run.name:
        raise CheckFailed(
            "GET /addons/{id} returns another addon than the one that was created",
            "a cache in front of the API, which ignores the path",
            "Take the cache out of the way, or let it tell paths apart.",
        )
    api.call("DELETE", f"/addons/{addon}", token=token, expect=204)


def remove(api: Api, run: Run) -> None:
    """Delete the addon of a run that has failed, if there is one. Raises: CheckFailed."""
    found: list[dict[str, Any]] = api.call("GET", f"/addons?name={quote(run.name)}")["items"]
    if not found:
        return
    account.set_role(api, run, "admin")
    token = account.log_in(api, run)
    for addon in found:
        answer = api.send("DELETE", f"/addons/{addon['id']}", token=token)
        if answer.status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND}:
            raise of_answer(api.shop, "DELETE", f"/addons/{addon['id']}", answer)
