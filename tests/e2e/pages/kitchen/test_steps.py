"""The kitchen's states: other screens, lost connections, keyboard and screen reader. The API is a fake."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from harness.local_stack import PATIENCE, wait_until
from local.pages.files import shared_files
from local.pages.kitchen import kitchen_page
from tests.support.pages.axe import violations
from tests.support.pages.fake_kitchen import FakeKitchen, money, order, payment
from tests.support.pages.server import serving

QUEUE = "/orders/queue"
ENDED = 6_000  # milliseconds after which an ended order is not shown any more
FUTURE = "2100-01-01"
"""A page whose clock stops then has just done everything that was due, and does nothing more until the clock moves."""


@pytest.fixture
def api() -> FakeKitchen:
    return FakeKitchen()


@pytest.fixture
def page(browser: Browser, api: FakeKitchen) -> Iterator[Page]:
    with serving(api, [shared_files, kitchen_page(lambda: "Corner Shop")]) as port:
        context = browser.new_context(locale="en-CA", base_url=f"http://127.0.0.1:{port}")
        context.set_default_timeout(PATIENCE * 1000)
        yield context.new_page()
        context.close()


def log_in(page: Page) -> None:
    page.goto("/kitchen")
    page.get_by_label("Email").fill("ada@shop.example")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()


def open_kitchen(page: Page, api: FakeKitchen, *orders: dict[str, Any]) -> None:
    api.add(*orders)
    log_in(page)
    expect(page.locator("#tickets > li")).to_have_count(len(orders))


def card(page: Page, number: int) -> Locator:
    return page.get_by_role("article", name=f"{number:03}")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


class TestTheQueue:
    def test_shows_an_order_with_everything_that_the_kitchen_needs(self, page: Page, api: FakeKitchen) -> None:
        line = {"quantity": 2, "name": "Poutine", "options": ["Extra gravy"], "note": "without onions"}
        at_table = {"type": "dineIn", "asap": True, "table": "7"}
        open_kitchen(page, api, order(47, due=-3, ticket=[line], fulfilment=at_table))
        for text in ("047", "New", "Ada", "Table 7", "Due 11:57", "3 min late", "2 × Poutine", "Extra gravy"):
            expect(card(page, 47)).to_contain_text(text)
        expect(card(page, 47)).to_contain_text("“without onions”")
        expect(card(page, 47)).to_contain_text("Unpaid: $18.12")

    def test_shows_the_note_of_the_whole_order(self, page: Page, api: FakeKitchen) -> None:
        api.notes["ord_002"] = "Allergic to nuts"
        api.refusals["/orders/ord_002"] = (503, {}, {})
        open_kitchen(page, api, order(1), order(2, due=20))
        wait_until(lambda: len(api.called("GET", "/orders/ord_002")) > 0, lambda: str(api.calls))
        api.refusals.clear()
        expect(card(page, 2)).to_contain_text("“Allergic to nuts”")
        assert len(api.called("GET", "/orders/ord_001")) == 1

    def test_is_sorted_by_due_time_and_says_in_words_what_is_urgent(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(2, due=30), order(1, due=4), order(3, due=90))
        expect(page.locator(".number")).to_have_text(["001", "002", "003"])
        expect(page.locator(".left")).to_have_text(["in 4 min", "in 30 min", "in 1 h 30 min"])

    def test_gets_a_new_order_with_the_next_request_and_announces_it(self, page: Page, api: FakeKitchen) -> None:
        api.poll_after = 60
        page.clock.install()
        open_kitchen(page, api, order(1))
        polls = len(api.called("GET", QUEUE))
        api.add(order(2, due=5))
        page.clock.pause_at(FUTURE)
        expect(page.get_by_role("status").first).to_have_text("New order 002, Ada")
        assert len(api.called("GET", QUEUE)) == polls + 1
        expect(page.locator(".number")).to_have_text(["002", "001"])
        expect(page).to_have_title(re.compile(r"\(2\) Kitchen"))

    def test_plays_a_sound_for_a_new_order_if_it_is_switched_on(self, page: Page, api: FakeKitchen) -> None:
        page.add_init_script(
            "window.tones = 0; window.OscillatorNode = class extends OscillatorNode {"
            " start(...when) { window.tones += 1; super.start(...when); } };"
        )
        open_kitchen(page, api, order(1))
        api.add(order(2))
        expect(card(page, 2)).to_be_visible()
        assert page.evaluate("tones") == 0
        switch = page.get_by_role("switch", name="Sound")
        switch.click()
        expect(switch).to_be_checked()
        assert page.evaluate("tones") == 2  # a sample
        api.add(order(3))
        expect(card(page, 3)).to_be_visible()
        assert page.evaluate("tones") == 4
        page.reload()
        expect(switch).to_be_checked()

    def test_is_not_drawn_again_while_nothing_changes(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        with page.expect_response(lambda response: response.url.endswith(QUEUE) and response.status == 304):
            pass
        expect(card(page, 1)).to_be_visible()

    def test_is_empty(self, page: Page, api: FakeKitchen) -> None:
        log_in(page)
        expect(page.get_by_text("No open orders. A new one appears here by itself.")).to_be_visible()
        assert violations(page) == []

    def test_is_polled_at_the_pace_that_the_api_sets(self, page: Page, api: FakeKitchen) -> None:
        page.clock.install()
        api.poll_after = 15
        open_kitchen(page, api, order(1))
        api.add(order(2, due=5))
        page.clock.pause_at(FUTURE)
        expect(card(page, 2)).to_be_visible()  # the answer is there, and the next request waits for its time
        polls = len(api.called("GET", QUEUE))
        page.clock.fast_forward(14_000)
        page.evaluate("fetch('/v1/store')")  # answered after a request of the queue, if there was one
        assert len(api.called("GET", QUEUE)) == polls
        page.clock.fast_forward(2_000)
        wait_until(lambda: len(api.called("GET", QUEUE)) == polls + 1, lambda: str(api.calls))


class TestSteps:
    def test_from_a_new_order_to_cash_with_change(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        for step, state in (("Accept", "Accepted"), ("Start", "Preparing"), ("Ready", "Ready")):
            button(page, f"{step} 001").click()
            expect(card(page, 1)).to_contain_text(state)
            expect(page.locator(".step[aria-busy=true]")).to_have_count(0)
        button(page, "Done 001").click()
        expect(page.get_by_role("dialog")).to_contain_text("To pay: $18.12 ($18.10 in cash)")
        page.get_by_label("Cash received").fill("18")
        button(page, "Paid in cash").click()
        expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("That is less than $18.10.")
        page.get_by_label("Cash received").fill("20")
        expect(page.get_by_text("Change: $1.90")).to_be_visible()
        button(page, "Paid in cash").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.locator(".state .name")).to_have_text("Done, change $1.90")
        bodies = api.called("PUT", "/orders/ord_001/status")
        assert [body["status"] for body in bodies] == ["accepted", "preparing", "ready", "completed"]
        assert bodies[-1] == {
            "status": "completed",
            "paid": "cash",
            "received": {"amount": 2000, "currency": "CAD"},
        }

    def test_a_payment_before_the_order_is_ready(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        button(page, "Payment 001").click()
        button(page, "Paid at the card terminal").click()
        expect(card(page, 1)).to_contain_text("Paid at the card terminal")
        assert api.called("POST", "/orders/ord_001/payments") == [{"method": "terminal"}]
        assert api.orders["ord_001"]["status"] == "placed"

    def test_back_from_ready_to_preparing(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1, status="ready"))
        button(page, "Back 001").click()
        expect(button(page, "Ready 001")).to_be_focused()
        assert api.called("PUT", "/orders/ord_001/status") == [{"status": "preparing"}]

    def test_a_double_click_takes_one_step(self, page: Page, api: FakeKitchen) -> None:
        page.clock.install()
        open_kitchen(page, api, order(1))
        page.clock.pause_at(FUTURE)
        button(page, "Accept 001").dblclick()
        expect(button(page, "Start 001")).to_be_visible()
        button(page, "Start 001").dispatch_event("click")  # at once, as from a bouncing touch screen
        page.evaluate("fetch('/v1/store')")  # answered after a request of the press, if there was one
        assert api.called("PUT", "/orders/ord_001/status") == [{"status": "accepted"}]
        page.clock.run_for(1_000)
        button(page, "Start 001").click()
        expect(button(page, "Ready 001")).to_be_visible()

    def test_a_double_press_on_done_does_not_pay(self, page: Page, api: FakeKitchen) -> None:
        page.clock.install()
        open_kitchen(page, api, order(1, status="ready"))
        page.clock.pause_at(FUTURE)
        button(page, "Done 001").press("Enter")
        page.keyboard.press("Enter")
        expect(button(page, "Paid in cash")).to_be_disabled()
        assert api.called("PUT", "/orders/ord_001/status") == []
        page.clock.run_for(500)
        page.keyboard.press("Enter")
        expect(page.locator(".state .name")).to_have_text("Done")

    def test_the_focus_stays_on_a_card_that_loses_the_button(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        button(page, "Payment 001").click()
        button(page, "Paid in cash").click()
        expect(button(page, "Accept 001")).to_be_focused()

    def test_a_cancellation_has_a_reason(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1), order(2, due=20))
        button(page, "Cancel 001").click()
        page.get_by_label("We are closing").check()
        page.get_by_label("Note").fill("The oven is broken.")
        button(page, "Cancel the order").click()
        expect(page.locator(".state .name").first).to_have_text("Canceled")
        assert api.called("POST", "/orders/ord_001/cancellation") == [
            {"reason": "closing", "note": "The oven is broken."}
        ]

    def test_a_pause_is_shown_and_ends(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api)
        button(page, "Pause orders").click()
        button(page, "No new orders for 20 minutes").click()
        expect(page.locator("#paused")).to_contain_text("No new orders until 12:20.")
        for minutes in (10, 20):
            button(page, "Pause orders").click()
            button(page, "Busy: add 10 minutes to new orders").click()
            expect(page.locator("#paused")).to_contain_text(f"New orders are due {minutes} minutes later.")
        expect(page.locator("#paused")).to_contain_text("No new orders until 12:20.")
        page.reload()
        button(page, "Back to normal").click()
        expect(page.locator("#paused")).to_be_hidden()
        assert api.paused == {"until": None, "addMinutes": 0}


CARD_ORDERS = [
    ("placed", payment("authorized", "card"), "Card authorized, not charged yet", "The card is not charged."),
    ("accepted", payment("authorized", "card"), "The card is being charged", "The card is not charged."),
    ("preparing", payment("paid", "card"), "Paid by card", "$18.12 returns to the card."),
    ("ready", payment("paid", "card"), "Paid by card", "The payment stays with the shop. Only an admin can refund it."),
    (
        "ready",
        payment("authorized", "card"),
        "The card is being charged",
        "The card is charged. Only an admin can refund",
    ),
    (
        "preparing",
        payment("partially_refunded", "card", refunded=money(500)),
        "Paid, partly refunded",
        "$13.12 returns to the card.",
    ),
    ("preparing", payment("paid", "card", refunded=money(1812)), "Paid by card", "The payment is refunded already."),
    ("accepted", payment("failed", "card"), "Card refused, unpaid: $18.12", "Nothing was paid."),
    ("accepted", payment(), "Unpaid: $18.12", "Nothing was paid."),
    ("accepted", payment("paid", tender="cash"), "Paid in cash", "Return $18.12 at the counter."),
    ("accepted", payment("paid", "card", "terminal"), "Paid at the card terminal", "Return $18.12 at the counter."),
]


class TestMoney:
    def test_each_card_says_how_its_order_is_paid_and_what_a_cancellation_does_with_it(
        self, page: Page, api: FakeKitchen
    ) -> None:
        orders = [order(number, status=case[0], payment=case[1], due=number) for number, case in enumerate(CARD_ORDERS)]
        open_kitchen(page, api, *orders)
        for number, (_, _, shown, promise) in enumerate(CARD_ORDERS):
            expect(card(page, number)).to_contain_text(shown)
            button(page, f"Cancel {number:03}").click()
            expect(page.get_by_role("dialog")).to_have_accessible_description(re.compile(re.escape(promise)))
            expect(page.get_by_role("dialog").get_by_text(promise)).to_be_visible()
            button(page, "Keep the order").click()
        assert violations(page) == []

    def test_a_screen_reader_hears_with_each_step_how_the_order_is_paid(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1, payment=payment("failed", "card"), status="accepted"))
        expect(button(page, "Start 001")).to_have_accessible_description(re.compile("Card refused, unpaid"))

    def test_an_order_whose_card_was_refused_is_paid_when_it_is_handed_over(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1, payment=payment("failed", "card"), status="ready"))
        button(page, "Done 001").click()
        expect(page.get_by_role("dialog")).to_contain_text("The card was refused. To pay: $18.12 ($18.10 in cash)")
        assert violations(page) == []
        button(page, "Paid in cash").click()
        expect(page.locator(".state .name")).to_have_text("Done")
        (body,) = api.called("PUT", "/orders/ord_001/status")
        assert (body["status"], body["paid"]) == ("completed", "cash")

    def test_a_card_that_is_being_charged_says_when_to_try_again(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1, payment=payment("authorized", "card"), status="accepted"))
        problem = {"code": "payment_in_progress", "detail": "The payment of this order is being settled."}
        api.refusals["/orders/ord_001/cancellation"] = (409, problem, {"Retry-After": "2"})
        button(page, "Cancel 001").click()
        button(page, "Cancel the order").click()
        alert = page.get_by_role("dialog").get_by_role("alert")
        expect(alert).to_have_text("The payment of this order is being settled. Wait 2 seconds.")
        api.refusals.clear()
        button(page, "Cancel the order").click()
        expect(page.locator(".state .name")).to_have_text("Canceled")


class TestOtherScreens:
    def test_that_were_faster_are_named_and_their_change_is_shown(self, page: Page, api: FakeKitchen) -> None:
        api.poll_after = 60
        open_kitchen(page, api, order(1))
        api.change("ord_001", status="preparing")
        button(page, "Accept 001").click()
        expect(card(page, 1).get_by_role("alert")).to_have_text("Another screen was faster. The order is preparing.")
        expect(button(page, "Ready 001")).to_be_focused()

    def test_a_capture_in_between_does_not_keep_a_step(self, page: Page, api: FakeKitchen) -> None:
        api.poll_after = 60
        open_kitchen(page, api, order(1, status="accepted"))
        api.change("ord_001", note=None)
        button(page, "Start 001").click()
        expect(card(page, 1).locator(".state .name")).to_have_text("Preparing")
        expect(button(page, "Ready 001")).to_be_focused()

    def test_that_complete_an_order_remove_it_here(self, page: Page, api: FakeKitchen) -> None:
        page.clock.install()
        open_kitchen(page, api, order(1), order(2, due=20))
        button(page, "Accept 001").focus()
        api.change("ord_001", status="completed")
        expect(page.locator(".state .name").first).to_have_text("Done on another screen")
        expect(page.locator("#tickets > li")).to_have_count(2)  # the cards do not jump at once
        page.clock.fast_forward(ENDED)
        expect(page.locator(".number")).to_have_text(["002"])
        expect(button(page, "Accept 002")).to_be_focused()

    def test_an_order_that_is_canceled_while_it_is_made_stays_until_somebody_has_seen_it(
        self, page: Page, api: FakeKitchen
    ) -> None:
        page.clock.install()
        open_kitchen(page, api, order(1, status="preparing"))
        api.change("ord_001", status="canceled")
        expect(button(page, "Seen 001")).to_be_visible()
        page.clock.fast_forward(10 * ENDED)
        expect(page.locator(".state .name")).to_have_text("Canceled")
        button(page, "Seen 001").click()
        expect(page.locator("#tickets > li")).to_have_count(0)


class TestConnection:
    def test_that_is_lost_is_reported_and_comes_back_by_itself(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        page.context.route("**/v1/**", lambda route: route.abort())
        expect(page.locator("#connection")).to_contain_text("The shop does not answer.")
        expect(page.locator("#connection")).to_contain_text("The orders are those of 12:0")
        button(page, "Accept 001").click()
        expect(card(page, 1).get_by_role("alert")).to_contain_text("The shop does not answer.")
        assert violations(page) == []
        api.add(order(2, due=20))
        page.context.unroute_all()
        expect(page.locator("#connection")).to_be_empty()
        expect(page.locator(".number")).to_have_text(["001", "002"])
        button(page, "Accept 001").click()
        expect(button(page, "Start 001")).to_be_visible()

    def test_a_session_that_has_ended_asks_for_a_log_in(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        api.refusals[QUEUE] = api.refusals["/users/refresh"] = (401, {}, {})
        expect(page.locator("#log-in-problem")).to_have_text("Your session has ended. Log in again.")
        expect(page.get_by_label("Email")).to_be_focused()
        api.refusals.clear()
        log_in(page)
        expect(card(page, 1)).to_be_visible()

    def test_a_reload_keeps_the_session(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        page.reload()
        expect(card(page, 1)).to_be_visible()

    def test_a_customer_is_not_let_in(self, page: Page, api: FakeKitchen) -> None:
        api.role = "customer"
        log_in(page)
        expect(page.locator("#log-in-problem")).to_contain_text("This page needs an account of the staff")


class TestWithAKeyboardAndAScreenReader:
    def test_every_step_can_be_taken_with_keys(self, page: Page, api: FakeKitchen) -> None:
        page.set_viewport_size({"width": 1280, "height": 800})
        open_kitchen(page, api, *(order(number, due=number) for number in range(1, 7)))
        page.keyboard.press("ArrowDown")
        expect(button(page, "Accept 001")).to_be_focused()
        for key, number in (("ArrowRight", 2), ("ArrowDown", 6), ("ArrowUp", 2), ("3", 3), ("End", 6), ("Home", 1)):
            page.keyboard.press(key)
            expect(button(page, f"Accept {number:03}")).to_be_focused()
        page.keyboard.press("Enter")
        expect(button(page, "Start 001")).to_be_focused()
        page.keyboard.press("p")
        expect(page.get_by_label("Cash received")).to_be_focused()
        page.keyboard.type("20")
        expect(button(page, "Paid in cash")).to_be_enabled()  # not within a moment of the key that opened the dialog
        page.keyboard.press("Enter")
        # The card can show the payment before the dialog closes, because the queue has it too.
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(card(page, 1)).to_contain_text("Paid in cash")
        page.keyboard.press("2")
        page.keyboard.press("c")
        expect(page.get_by_role("heading", name="Cancel order 002")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(card(page, 2).locator(":focus")).to_have_count(1)

    def test_the_focus_stays_where_it_is_while_orders_come(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(2, due=20))
        button(page, "Accept 002").focus()
        api.add(order(1, due=5), order(3, due=30))
        expect(page.locator(".number")).to_have_text(["001", "002", "003"])
        expect(button(page, "Accept 002")).to_be_focused()

    def test_a_press_on_a_card_that_has_just_moved_does_nothing(self, page: Page, api: FakeKitchen) -> None:
        api.poll_after = 60  # no look is under way when the clock stops: this one would not see the new order
        page.clock.install()
        open_kitchen(page, api, order(2, due=20))
        api.add(order(1, due=5))
        page.clock.pause_at(FUTURE)
        expect(page.locator(".number")).to_have_text(["001", "002"])
        button(page, "Accept 002").click()
        page.evaluate("fetch('/v1/store')")  # answered after a request of the press, if there was one
        assert api.called("PUT", "/orders/ord_002/status") == []
        page.clock.run_for(1_000)
        button(page, "Accept 002").click()
        expect(button(page, "Start 002")).to_be_visible()
        assert len(api.called("PUT", "/orders/ord_002/status")) == 1

    def test_the_main_button_is_described_by_the_order(self, page: Page, api: FakeKitchen) -> None:
        open_kitchen(page, api, order(1))
        expect(button(page, "Accept 001")).to_have_accessible_description(
            "New Due 12:10 in 10 min 2 × Flat white Oat milk 2 × Sugar Unpaid: $18.12"
        )

    def test_nothing_blinks_for_those_who_do_not_want_it(self, page: Page, api: FakeKitchen) -> None:
        page.emulate_media(reduced_motion="reduce")
        open_kitchen(page, api, order(1))
        animation = "getComputedStyle(document.querySelector('.state .sign')).animationName"
        assert page.evaluate(animation) == "none"


VIEWS = {"dark-wide": ("dark", 1280, ["Done 004"]), "light-phone": ("light", 390, ["Cancel 002", "Pause orders"])}


@pytest.mark.parametrize(("scheme", "width", "dialogs"), VIEWS.values(), ids=VIEWS)
def test_axe_finds_nothing_and_targets_are_large(
    page: Page, api: FakeKitchen, scheme: Any, width: int, dialogs: list[str]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    statuses = ("placed", "accepted", "preparing", "ready")
    open_kitchen(page, api, *(order(at, due=9 * at - 18, status=status) for at, status in enumerate(statuses, 1)))
    api.change("ord_001", status="completed")
    api.add(order(5, due=40))
    expect(page.locator(".state .name").first).to_have_text("Done on another screen")
    page.locator("summary").click()
    assert violations(page) == []
    assert small_targets(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for opener in dialogs:
        button(page, opener).click()
        assert violations(page) == []
        assert small_targets(page) == []
        page.keyboard.press("Escape")


def small_targets(page: Page) -> Any:
    """Return the visible buttons, links and fields that are less than 48 pixels high."""
    targets = page.locator("button, .top a, summary, dialog label:has(input), dialog input:not([type=radio])")
    return targets.evaluate_all(
        "all => all.filter(each => each.checkVisibility() && each.offsetHeight < 48).map(each => each.outerHTML)"
    )
