"""The run's account: registered and erased through the API. Its role is set in the table.

A fresh shop has no admin who could give the role, and the account must be able to erase itself, which the last admin
cannot. So the smoke test changes the role in the profile alone, and not the number of admins.
"""

from scripts.smoke.api import Api
from scripts.smoke.failures import CheckFailed, of_answer
from scripts.smoke.journal import key, save
from scripts.smoke.run import Run

_FORBIDDEN = 403


def register(api: Api, run: Run) -> None:
    person = {"email": run.email, "password": run.password, "firstName": "Smoke", "lastName": "Test"}
    run.user_id = api.call("POST", "/users/register", person, expect=201)["user"]["id"]
    save(api.shop, run)


def log_in(api: Api, run: Run) -> str:
    """Return a new access token. Raises: CheckFailed."""
    token: str = api.call("POST", "/users/login", {"email": run.email, "password": run.password})["accessToken"]
    return token


def read_profile(api: Api, run: Run, token: str) -> None:
    """Raises: CheckFailed, also if it is another user's."""
    profile = api.call("GET", "/users/me", token=token)
    if profile["email"] != run.email:
        raise CheckFailed(
            "GET /users/me returns another account than that of the token",
            "a cache in front of the API, which must not cache answers to requests with a token",
            "Take the cache out of the way, or let it pass the header Authorization on.",
        )


def set_role(api: Api, run: Run, role: str) -> None:
    """Give the account a role, for log-ins from now on. It has no effect if there is no such account."""
    exceptions = api.shop.dynamodb.exceptions
    try:
        api.shop.dynamodb.update_item(
            TableName=api.shop.accounts_table,
            Key=key(f"USER#{run.user_id}", "PROFILE"),
            UpdateExpression="SET #role = :role",
            # The remains of an account whose erasure was interrupted have another role.
            ConditionExpression="#role IN (:customer, :admin)",
            ExpressionAttributeNames={"#role": "role"},
            ExpressionAttributeValues={
                ":role": {"S": role},
                ":customer": {"S": "customer"},
                ":admin": {"S": "admin"},
            },
        )
    except exceptions.ConditionalCheckFailedException:
        return


def erase(api: Api, run: Run, token: str) -> None:
    """Erase the account, which is a customer's again. Raises: CheckFailed."""
    api.call("DELETE", "/users/me", {"password": run.password}, token=token, expect=204)


def erase_if_there(api: Api, run: Run) -> None:
    """Erase the account of a run that has failed, if there is one. Raises: CheckFailed."""
    body = {"email": run.email, "password": run.password}
    answer = api.send("POST", "/users/login", body)
    if answer.status == _FORBIDDEN and answer.code == "invalid_credentials":
        return
    if answer.code or not answer.document:
        raise of_answer(api.shop, "POST", "/users/login", answer)
    run.user_id = answer.document["user"]["id"]
    set_role(api, run, "customer")
    erase(api, run, answer.document["accessToken"])
