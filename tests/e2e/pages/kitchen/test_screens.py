"""The kitchen's payments, other screens, lost connections, keyboard and screen reader. The API is a fake."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.pages.axe import violations
from tests.support.pages.fake_kitchen import FakeKitchen, money, order, payment
from tests.support.pages.kitchen import FUTURE, QUEUE, button, card, log_in, open_kitchen

ENDED = 6_000  # milliseconds after which an ended order is not shown any more

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
