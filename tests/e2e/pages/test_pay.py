"""The page /pay on the real shop: a customer pays with test cards, and leaves in the middle."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import boto3
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bodega.orders.keys import HEAD
from harness import ROOT
from harness.local_stack import PATIENCE, Stack
from local.lambdas.environment import command_environment
from local.modules import SEARCH_PATH
from local.options import SharedOptions
from tests.support.pages.axe import violations
from tests.support.payments.stand_in import StandInHandle

SWEEPER = "PaymentsSweeperFunction"
REFUSED = "Failed to load resource: the server responded with a status of "


@pytest.fixture
def controls(stack: Stack) -> Iterator[StandInHandle]:
    handle = StandInHandle.of_stack(stack)
    yield handle
    handle.webhooks()


@pytest.fixture
def errors() -> list[str]:
    """What the page reported as errors."""
    return []


@pytest.fixture
def page(browser: Browser, stack: Stack, errors: list[str]) -> Iterator[Page]:
    """A page that reports no error, apart from the browser's line about a declined card."""
    context = browser.new_context(locale="en-CA", base_url=stack.root_url)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert set(errors) <= {f"{REFUSED}402 (Payment Required)"}


def place(page: Page) -> None:
    page.goto("/pay")
    page.get_by_role("button", name="Place a sample order").click()
    expect_order(page, "pending", "due")


def expect_order(page: Page, status: str, payment: str) -> None:
    expect(page.locator("#facts dd").nth(1)).to_have_text(status)
    expect(page.locator("#facts dd").nth(2)).to_have_text(payment)


def pay(page: Page, card: str) -> None:
    frame = page.frame_locator("#card iframe")
    frame.get_by_text("More test cards").wait_for()
    frame.locator("details").evaluate("details => { details.open = true }")
    frame.locator(f"[data-card={card}]").click()
    page.get_by_role("button", name="Pay", exact=True).click()


def placed_order(controls: StandInHandle) -> str:
    """Return the ID of the order that was placed last."""
    return str(controls.books()["payment_intents"][-1]["metadata"]["order"])


def test_an_order_is_offered_once_the_page_knows_the_shop(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/v1/store", hold)
    with page.expect_request("**/v1/store"):
        page.goto("/pay")
    expect(page.get_by_role("button", name="Place a sample order")).to_be_disabled()
    held[0].continue_()
    expect(page.get_by_role("button", name="Place a sample order")).to_be_enabled()


def test_a_good_card_places_the_order(page: Page, controls: StandInHandle) -> None:
    place(page)
    pay(page, "pm_card_visa")
    expect(page.locator("#result")).to_have_text("Paid.")
    expect_order(page, "placed", "authorized")
    row = page.locator("#books tr").first
    expect(row).to_contain_text(placed_order(controls))
    expect(row).to_contain_text("requires_capture")


def test_a_declined_card_is_followed_by_another(page: Page) -> None:
    place(page)
    pay(page, "pm_card_visa_chargeDeclinedInsufficientFunds")
    expect(page.locator("#result")).to_have_text("Your card has insufficient funds. Try another card.")
    expect_order(page, "pending", "due")
    pay(page, "pm_card_mastercard")
    expect(page.locator("#result")).to_have_text("Paid.")
    expect_order(page, "placed", "authorized")


def test_three_d_secure_fails_and_then_succeeds(page: Page) -> None:
    place(page)
    pay(page, "pm_card_threeDSecure2Required")
    bank = page.frame_locator("dialog iframe")
    bank.get_by_role("button", name="Fail").click()
    expect(page.locator("#result")).to_contain_text("failed authentication")
    expect_order(page, "pending", "due")
    pay(page, "pm_card_threeDSecureRequiredChargeDeclined")
    bank.get_by_role("button", name="Complete").click()
    expect(page.locator("#result")).to_have_text("Your card was declined. Try another card.")
    pay(page, "pm_card_threeDSecure2Required")
    expect(bank.get_by_role("button", name="Complete")).to_be_enabled()  # its script listens to keys then
    bank.get_by_role("button", name="Complete").press("Escape")
    expect(page.locator("#result")).to_contain_text("failed authentication")
    pay(page, "pm_card_threeDSecure2Required")
    bank.get_by_role("button", name="Complete").click()
    expect(page.locator("#result")).to_have_text("Paid.")
    expect_order(page, "placed", "authorized")


def test_a_bank_with_a_page_of_its_own_leads_back(page: Page) -> None:
    place(page)
    answers = (("Fail", "failed", ""), ("Complete", "succeeded", "The payment is requires capture."))
    for outcome, status, result in answers:
        pay(page, "pm_card_authenticationRequired")
        page.get_by_role("button", name=outcome).click()
        page.wait_for_url(re.compile(rf"/pay\?payment_intent=.*&redirect_status={status}#"))
        expect(page.locator("#result")).to_have_text(result)
        expect(page.locator("#amount")).not_to_be_empty()


def test_the_fields_of_the_card_say_what_is_missing(page: Page) -> None:
    place(page)
    fields = page.frame_locator("#card iframe")
    button = page.get_by_role("button", name="Pay", exact=True)
    for label, text, problem in (
        ("Card number", "4242", "Your card number is incomplete."),
        ("Card number", "4242 4242 4242 4242", "Your card's expiration date is incomplete."),
        ("Expiration date", "12 / 34", "Your card's security code is incomplete."),
    ):
        fields.get_by_label(label).fill(text)
        button.click()
        expect(page.locator("#result")).to_have_text(problem)
        expect(fields.get_by_role("alert")).to_have_text(problem)
    fields.get_by_label("Security code").fill("123")
    button.click()
    expect(page.locator("#result")).to_have_text("Paid.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_frames(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    place(page)
    expect(page.frame_locator("#card iframe").get_by_role("button").first).to_be_visible()
    panel = page.locator("#payment").evaluate("panel => getComputedStyle(panel).backgroundColor")
    page.frames[1].evaluate(
        "color => { document.body.style.background = color }", panel
    )  # axe-core sees only the frame
    assert violations(page.frames[1]) == []
    pay(page, "pm_card_threeDSecure2Required")
    expect(page.frame_locator("dialog iframe").get_by_role("button").first).to_be_visible()
    assert violations(page.frames[2]) == []


def test_another_page_leads_a_customer_here_to_pay(page: Page, controls: StandInHandle) -> None:
    place(page)
    secret = controls.books()["payment_intents"][-1]["client_secret"]
    page.goto(f"/pay#{secret}")
    expect(page.get_by_role("button", name="Place a sample order")).to_be_hidden()
    pay(page, "pm_card_visa")
    expect(page.locator("#result")).to_have_text("Paid.")
    page.reload()
    expect(page.locator("#result")).to_have_text("The payment is requires capture.")
    expect(page.get_by_role("button", name="Pay", exact=True)).to_be_disabled()


def test_a_wrong_client_secret_is_an_error_on_the_page(page: Page, errors: list[str]) -> None:
    page.goto("/pay#pi_unknown_secret_wrong")
    expect(page.locator("#problem")).to_have_text("No such payment_intent: 'pi_unknown'")
    expect(page.get_by_role("button", name="Pay", exact=True)).to_be_hidden()
    assert errors == [f"{REFUSED}404 (Not Found)"]
    errors.clear()


def test_webhooks_tell_the_shop_about_a_customer_who_has_left(page: Page, stack: Stack) -> None:
    place(page)
    page.get_by_label("Close the tab after paying").check()
    pay(page, "pm_card_visa")
    expect_order(page, "placed", "authorized")
    expect(page.locator("#summary")).to_have_text("The order has changed.")


def test_the_sweeper_places_the_order_of_a_customer_who_has_left_without_webhooks(
    page: Page, controls: StandInHandle, stack: Stack
) -> None:
    """The order's time is moved instead of waiting for five minutes, and the sweeper is called instead of its rule."""
    place(page)
    with page.expect_response(lambda response: response.request.method == "PUT" and "/webhooks" in response.url):
        page.get_by_label("How the stand-in tells the shop").select_option("off")
    page.get_by_label("Close the tab after paying").check()
    pay(page, "pm_card_visa")
    expect(page.locator("#result")).to_contain_text("The shop has not been told")
    order = placed_order(controls)
    page.close()

    environment = command_environment(SharedOptions(stack.data, ROOT / "template.yaml", {}), SWEEPER)
    assert status(environment, order) == "pending"
    end_hold(environment, order)
    sweep(environment)
    assert status(environment, order) == "placed"


def head_key(order: str) -> dict[str, Any]:
    return {"pk": {"S": f"ORDER#{order}"}, "sk": {"S": HEAD}}


def table(environment: dict[str, str]) -> Any:
    credentials = {"aws_access_key_id": "local", "aws_secret_access_key": "local", "region_name": "us-east-1"}
    return boto3.client("dynamodb", endpoint_url=environment["AWS_ENDPOINT_URL_DYNAMODB"], **credentials)


def status(environment: dict[str, str], order: str) -> str:
    client = table(environment)
    try:
        item = client.get_item(TableName=environment["ORDERS_TABLE"], Key=head_key(order), ConsistentRead=True)["Item"]
        return str(item["status"]["S"])
    finally:
        client.close()


def end_hold(environment: dict[str, str], order: str) -> None:
    """Let the time of an order that waits for its payment be over."""
    moment = (datetime.now(UTC) - timedelta(seconds=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    client = table(environment)
    try:
        client.update_item(
            TableName=environment["ORDERS_TABLE"],
            Key=head_key(order),
            UpdateExpression="SET holdUntil = :moment, dueSk = :due",
            ExpressionAttributeValues={":moment": {"S": moment}, ":due": {"S": f"{moment}#{order}"}},
        )
    finally:
        client.close()


def sweep(environment: dict[str, str]) -> None:
    """Run the sweeper once, in a process like that of Lambda."""
    code = "import json, types; from payments.sweeper import handler; handler({}, types.SimpleNamespace(%s))"
    context = {
        "function_name": SWEEPER,
        "memory_limit_in_mb": 256,
        "invoked_function_arn": "arn",
        "aws_request_id": "1",
    }
    members = ", ".join(f"{name}={json.dumps(value)}" for name, value in context.items())
    subprocess.run(
        [sys.executable, "-c", code % f"{members}, get_remaining_time_in_millis=lambda: 60000"],
        check=True,
        env={**os.environ, **environment, "PYTHONPATH": SEARCH_PATH},
        capture_output=True,
    )
