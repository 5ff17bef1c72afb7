"""The page of the API in a browser: its log-in, and its examples, which work on the demo shop."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from harness import ROOT
from harness.local_stack import FAST_HASHES, PATIENCE, Answer, Stack, running_stack
from tests.e2e.customers import Shop

# Examples that cannot work: they need a token from a mail or of another client, or a second session.
WITHOUT_EXAMPLE = {
    *("disownAccount", "undoEmailChange", "verifyEmail", "resetPassword", "refresh", "endSession"),
    "trackOrder",
}
# An item that others refer to cannot be deleted, and the answer lists them. The example's stock is not counted, and its
# order is paid at the counter. Only the payment provider can sign an event.
REFUSED = {
    **dict.fromkeys(("deleteAddon", "deleteCustomization", "deleteProduct"), "in_use"),
    "adjustStockOfProduct": "stock_not_counted",
    "startPayment": "order_not_payable",
    "receivePaymentEvent": "invalid_signature",
}
# They change the account, or the order, that the other examples use. A refund is of an order that is paid.
LAST = ("refundOrder", "cancelOrder", "changeEmail", "changePassword")
# They end the session, the account or the order that the other examples use.
ENDING = {"logOut", "eraseAccount", "cancelOwnOrder"}
# A new category changes the list of all, which is the example of `orderCategories`.
METHODS = ("GET", "PUT", "PATCH", "POST", "DELETE")
FILL = """async (role) => {
    const [{ Examples }, { Session }] = await Promise.all([import("/docs/examples.js"), import("/docs/session.js")]);
    const load = async (path) => (await fetch(path)).json();
    const [apiDocument, logIns] = [await load("/docs/openapi.json"), await load("/docs/log-ins.json")];
    const examples = new Examples(apiDocument, "/v1", logIns);
    await examples.readCatalogue();
    const session = new Session("/v1");
    const account = logIns.find((one) => one.role === role);
    await session.logIn(account.email, account.password);
    await examples.readAccount(session);
    return { document: examples.filled(), token: session.accessToken };
}"""


@pytest.fixture
def page(browser: Browser, stack: Stack) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith((stack.root_url, "data:")) else foreign.append(request.url),
    )
    page.goto(f"{stack.root_url}/docs")
    yield page
    page.close()
    assert not foreign, "the page works offline: it asks no other host for anything"


def open_operation(page: Page, tag: str, operation_id: str) -> Locator:
    page.locator(f"#operations-tag-{tag}").click()
    operation = page.locator(f"#operations-{tag}-{operation_id}")
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    return operation


def execute(operation: Locator, status: str) -> Any:
    """Send the operation's request, and return the answer's body."""
    operation.get_by_role("button", name="Execute").click()
    answer = operation.locator(".live-responses-table")
    expect(answer.locator("tbody .response-col_status").first).to_contain_text(status)
    return json.loads(answer.locator(".highlight-code code").first.inner_text())


def log_in(page: Page, account: str) -> Locator:
    page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".dialog-ux")
    dialog.get_by_label("Account").select_option(label=account)
    dialog.locator("button.authorize").click()
    return dialog


def log_in_with_password(page: Page, email: str, password: str) -> Locator:
    page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".dialog-ux")
    dialog.get_by_label("Account").select_option(label="Another account")
    dialog.get_by_label("Email").fill(email)
    dialog.get_by_label("Password").fill(password)
    dialog.locator("button.authorize").click()
    return dialog


def test_operations_are_folded_under_their_tags(page: Page, stack: Stack) -> None:
    tags = stack.call("GET", "/docs/openapi.json", root=True).json()["tags"]
    expect(page.locator(".opblock-tag")).to_have_count(len(tags))
    assert page.locator(".opblock").count() == 0
    # About 60 pixels for a folded tag, and 700 for what is above and below them.
    assert page.evaluate("document.documentElement.scrollHeight") < 1000 + 80 * len(tags)
    page.locator("#operations-tag-products").click()
    expect(page.locator(".opblock")).to_have_count(8)


def test_the_guide_is_one_click_away(page: Page) -> None:
    with page.expect_popup() as opened:
        page.get_by_role("link", name="docs/api.md").click()
    guide = opened.value
    expect(guide.get_by_role("heading", name="API", exact=True)).to_be_visible()
    guide.locator('a[href="#wrong-passwords"]').first.click()
    expect(guide.locator("#wrong-passwords")).to_be_in_viewport()


def test_a_click_on_try_it_out_shows_the_menu(page: Page) -> None:
    assert execute(open_operation(page, "menu", "getMenu"), "200")["categories"]


def test_authorize_logs_in_with_the_demos_email_and_password(page: Page) -> None:
    dialog = log_in(page, "The demo's admin: admin@bodega.example")
    expect(dialog.get_by_role("status")).to_have_text("Logged in as admin@bodega.example (admin).")
    dialog.get_by_role("button", name="Close").click()
    created = execute(open_operation(page, "addons", "createAddon"), "201")
    assert created["name"] == "Macadamia milk", "the example is sent as it is"
    page.reload()
    expect(page.get_by_role("button", name="Authorize").first).to_have_class("btn authorize locked")


def test_authorize_says_why_a_log_in_fails(page: Page) -> None:
    dialog = log_in(page, "Another account")
    expect(dialog.get_by_role("alert")).to_have_text("Enter an email and a password.")
    dialog.get_by_role("button", name="Close").click()
    log_in_with_password(page, "nobody@bodega.example", "seven quiet umbrellas")
    expect(dialog.get_by_role("alert")).not_to_contain_text("Enter an email")
    expect(dialog.get_by_role("alert")).to_contain_text("password")


def test_authorize_accepts_a_token(page: Page, stack: Stack) -> None:
    page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".dialog-ux")
    dialog.get_by_label("Account").select_option(label="An access token")
    dialog.get_by_role("textbox", name="Access token").fill(stack.token("admin"))
    dialog.locator("button.authorize").click()
    expect(dialog.get_by_role("status")).to_have_text("Requests are sent with the token.")
    dialog.get_by_role("button", name="Close").click()
    assert execute(open_operation(page, "users", "listUsers"), "200")["items"]


def test_a_log_out_ends_the_session(page: Page) -> None:
    dialog = log_in(page, "The demo's admin: admin@bodega.example")
    expect(dialog.get_by_role("status")).to_be_visible()
    with page.expect_response("**/users/logout") as response:
        dialog.get_by_role("button", name="Remove authorization").click()
    assert response.value.status == 204
    dialog.get_by_role("button", name="Close").click()
    execute(open_operation(page, "account", "getProfile"), "401")


def test_an_expired_token_is_refreshed_before_the_request(page: Page) -> None:
    dialog = log_in(page, "The demo's customer: customer@bodega.example")
    expect(dialog.get_by_role("status")).to_be_visible()
    page.evaluate(
        "sessionStorage.session = JSON.stringify({...JSON.parse(sessionStorage.session), expiresAt: Date.now()})"
    )
    page.reload()
    operation = open_operation(page, "account", "getProfile")
    with page.expect_response("**/users/refresh") as response:
        execute(operation, "200")
    assert response.value.status == 200


def test_the_operation_for_a_log_out_ends_the_session_of_the_page(page: Page, stack: Stack) -> None:
    # An account of its own: the operation's example ends all sessions of the account.
    ada = Shop(stack).register()
    dialog = log_in_with_password(page, ada.email, ada.password)
    expect(dialog.get_by_role("status")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    operation = open_operation(page, "sessions", "logOut")
    operation.get_by_role("button", name="Execute").click()
    expect(page.get_by_role("button", name="Authorize").first).to_have_class("btn authorize unlocked")
    assert page.evaluate("sessionStorage.session") == "{}"


def test_the_response_of_a_log_in_authorizes_the_next_requests(page: Page) -> None:
    execute(open_operation(page, "sessions", "logIn"), "200")
    assert execute(open_operation(page, "account", "getProfile"), "200")["email"] == "customer@bodega.example"


def test_every_example_works_on_the_demo_shop(browser: Browser, tmp_path: Path) -> None:
    with running_stack(tmp_path, ROOT / "template.yaml", "--no-demo-orders", *FAST_HASHES) as stack:
        page = browser.new_page()
        page.goto(f"{stack.root_url}/docs")
        failed, worked = [], set()
        # The first example places the order that others show. The admin is last: an example freezes the customer.
        for role, only in (("customer", {"placeOrder"}), ("customer", None), ("admin", None)):
            filled = page.evaluate(FILL, role)
            operations = {
                operation["operationId"]: (method.upper(), path, operation)
                for path, methods in filled["document"]["paths"].items()
                for method, operation in methods.items()
            }
            first = set(operations) - WITHOUT_EXAMPLE - ENDING - set(LAST)
            wanted = [*sorted(first, key=lambda name: METHODS.index(operations[name][0])), *LAST]
            for name in wanted:
                if name in worked or (only and name not in only) or not has_every_id(operations[name][2]):
                    continue
                answer = send_example(stack, *operations[name], token=filled["token"])
                if answer.status < 400 or REFUSED.get(name) == answer.json()["code"]:
                    worked.add(name)
                elif not is_refused(role, operations[name][2], answer):
                    failed.append((role, name, answer.status, answer.body.decode()))
        page.close()
    assert failed == []
    assert worked == set(operations) - WITHOUT_EXAMPLE - ENDING, "each works for one of the two"


def has_every_id(operation: Mapping[str, Any]) -> bool:
    """Whether the page fills in the path. It asks for the ids of what the caller does not have."""
    return all("example" in one for one in operation.get("parameters", ()) if one["in"] == "path")


def is_refused(role: str, operation: Mapping[str, Any], answer: Answer) -> bool:
    """Whether a customer asks for what is an admin's, or an admin redeems points without having any."""
    code = answer.json()["code"]
    if role == "customer":
        return bool(code == "forbidden" and "403" in operation["responses"])
    return bool(code == "insufficient_points")


def send_example(stack: Stack, method: str, path: str, operation: Mapping[str, Any], *, token: str) -> Answer:
    """Send what "Try it out" fills in: parameters with an example, and the body's first example."""
    headers = {"Authorization": f"Bearer {token}"}
    for parameter in operation.get("parameters", ()):
        example = parameter.get("example")
        if example is None and parameter.get("required"):
            example = parameter["schema"].get("enum", [None])[0]
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(example))
        elif parameter["in"] == "query" and example is not None:
            path += f"?{parameter['name']}={example}"
        elif example is not None:
            headers[parameter["name"]] = example
    body = None
    if content := operation.get("requestBody", {}).get("content"):
        body = next(iter(content["application/json"]["examples"].values()))["value"]
    return stack.call(method, path, body, headers)
