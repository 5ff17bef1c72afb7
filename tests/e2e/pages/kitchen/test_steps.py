"""The kitchen's queue, and the steps of an order. The API is a fake."""

import re

from playwright.sync_api import Page, expect

from harness.local_stack import wait_until
from tests.support.pages.axe import violations
from tests.support.pages.fake_kitchen import FakeKitchen, order
from tests.support.pages.kitchen import FUTURE, QUEUE, button, card, log_in, open_kitchen


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
