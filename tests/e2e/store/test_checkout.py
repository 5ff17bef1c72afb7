"""The checkout: what a customer enters, one order however often it is sent, and the way out of each refusal."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.store.test_cart import with_cart
from tests.support.store.fake_account import user
from tests.support.store.fake_checkout import LINE, NOW, THEN, quote
from tests.support.store.fake_menu import money, store
from tests.support.store.fake_orders import ID as ORDER
from tests.support.store.fake_orders import own_order
from tests.support.store.fake_shop import Answer, Call, problem
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import Visits, lose_responses

LATER = "2026-11-30T17:30:00.000Z"
GUEST = {
    "accessToken": "a.b.c",
    "expiresIn": 900,
    "user": {"id": "usr_1", "role": "guest", "email": None, "firstName": "", "lastName": "", "phone": None},
}


@pytest.fixture(autouse=True)
def shop(site: Site) -> None:
    """A shop that takes the order of a guest."""

    def priced(call: Call) -> Answer:
        tip = call.body.get("tip") or {}
        return Answer(
            200, quote(tip=tip["amount"]["amount"] if "amount" in tip else 0, at=call.body["fulfilment"].get("at"))
        )

    site.api.script("POST /orders/quote", priced)
    site.api.answer("POST /users/guests", GUEST, status=201)
    site.api.answer("POST /orders", own_order(), status=201)
    site.api.answer("GET /orders/mine/*", own_order())
    site.api.answer("GET /users/me", {**GUEST["user"], "version": 1})
    slots = [slot("2026-11-30T16:45:00.000Z", "closed"), slot(NOW, "full"), slot(THEN), slot(LATER)]
    site.api.answer("GET /store/slots", {"date": "2026-11-30", "fulfilment": "pickup", "items": slots})


def slot(start: str, status: str = "free") -> dict[str, str]:
    return {"from": start, "to": start, "status": status}


def open_checkout(visit: Visits) -> Page:
    page = with_cart(visit, [LINE], "/checkout")
    expect(button(page)).to_have_attribute("aria-busy", "false")
    return page


def button(page: Page) -> Any:
    return page.get_by_role("button", name="Place the order")


def enter_contact(page: Page) -> None:
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Email").fill("ada@shop.example")


def expect_order(page: Page) -> None:
    page.wait_for_url(f"**/o/{ORDER}")


def keys(site: Site) -> list[str]:
    return [call.headers["idempotency-key"] for call in site.api.called("POST /orders")]


def test_a_guest_gets_a_session_only_with_the_order_which_a_second_press_does_not_repeat(
    site: Site, visit: Visits
) -> None:
    page = open_checkout(visit)
    button(page).click()
    expect(page.get_by_text("Fill in this field.")).to_have_count(2)
    expect(page.get_by_label("Name")).to_be_focused()
    enter_contact(page)
    page.get_by_label("Note to the kitchen").fill("no sugar")
    assert site.api.called("POST /users/guests") == []
    assert len(site.api.called("POST /orders/quote")) <= 2  # texts change no price
    with site.api.held("POST /orders"):
        button(page).click()
        expect(button(page)).to_have_attribute("aria-busy", "true")
        button(page).click(force=True)
        page.get_by_label("Name").press("Enter")
    expect_order(page)
    (call,) = site.api.called("POST /orders")
    assert call.body == {
        "lines": [{"productId": call.body["lines"][0]["productId"], "quantity": 2, "selections": [], "note": None}],
        "fulfilment": {"type": "pickup", "at": None, "table": None},
        "tip": None,
        "expectedTotal": money(682),
        "payment": {"method": "counter"},
        "customer": {"name": "Ada Lovelace", "email": "ada@shop.example", "phone": None},
        "note": "no sugar",
    }
    assert len(site.api.called("POST /users/guests")) == 1
    page.goto(page.url.replace(f"/o/{ORDER}", "/checkout"))
    expect(page.get_by_text("Your cart is empty")).to_be_visible()


def test_an_order_without_an_answer_is_sent_again_with_its_key_after_a_reload(site: Site, visit: Visits) -> None:
    page = open_checkout(visit)
    enter_contact(page)
    lose_responses(page, "**/v1/orders", times=3)
    button(page).click()
    expect(page.get_by_role("heading", name="Your order is not confirmed yet")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("The shop does not answer")
    expect(page.get_by_text("Change the order instead")).to_be_visible()
    check_screen(page)
    site.api.answer("POST /users/refresh", {"accessToken": "a.b.c", "expiresIn": 900})
    page.reload()
    expect_order(page)
    calls = site.api.called("POST /orders")
    assert len(calls) == 4
    assert len(set(keys(site))) == 1
    assert all(call.body == calls[0].body for call in calls)


def test_an_order_without_an_answer_is_not_sent_again_for_another_user(site: Site, visit: Visits) -> None:
    page = open_checkout(visit)
    enter_contact(page)
    lose_responses(page, "**/v1/orders", times=3)
    button(page).click()
    expect(page.get_by_role("button", name="Send it again")).to_be_visible()
    page.reload()  # the session of the guest is over
    expect(page.get_by_role("alert")).to_contain_text("The session in which this order was sent is over.")
    assert len(site.api.called("POST /orders")) == 3
    assert len(site.api.called("POST /users/guests")) == 1
    enter_contact(page)
    expect(button(page)).to_have_attribute("aria-busy", "false")
    button(page).click()
    expect_order(page)
    assert len(set(keys(site))) == 2


def test_a_session_that_ends_after_a_lost_answer_says_that_the_shop_may_have_the_order(
    site: Site, visit: Visits
) -> None:
    page = open_checkout(visit)
    enter_contact(page)
    site.api.refuse("POST /orders", 401, "unauthorized")
    site.api.refuse("POST /users/refresh", 403, "session_ended")
    lose_responses(page, "**/v1/orders")
    button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("The shop may have the order")
    page.reload()  # the order is not sent again
    expect(page.get_by_role("alert")).to_contain_text("The shop may have the order")
    assert len(set(keys(site))) == 1
    assert len(site.api.called("POST /users/guests")) == 1


def test_a_changed_cart_waits_for_the_customer_and_keeps_what_was_not_ordered(site: Site, visit: Visits) -> None:
    page = open_checkout(visit)
    enter_contact(page)
    lose_responses(page, "**/v1/orders", times=3)
    button(page).click()
    expect(page.get_by_role("button", name="Send it again")).to_be_visible()
    site.api.answer("POST /users/refresh", {"accessToken": "a.b.c", "expiresIn": 900})
    more = {"version": 1, "lines": [{**LINE, "quantity": 5}]}
    page.evaluate("cart => localStorage.setItem('bodega.cart', JSON.stringify(cart))", more)
    page.reload()
    again = page.get_by_role("button", name="Send it again")
    expect(again).to_be_visible()
    check_screen(page)
    assert len(site.api.called("POST /orders")) == 3
    again.click()
    expect_order(page)
    assert len(set(keys(site))) == 1
    expect(page.get_by_role("link", name="Cart, 3")).to_be_visible()


def test_a_busy_shop_keeps_the_order_until_the_customer_sends_it_again(site: Site, visit: Visits) -> None:
    site.api.refuse("POST /orders", 500, "internal_error", instance="request-1")
    page = open_checkout(visit)
    enter_contact(page)
    button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("request-1")
    site.api.answer("POST /orders", own_order(), status=201)
    page.get_by_role("button", name="Send it again").click()
    expect_order(page)
    assert len(set(keys(site))) == 1


def test_offline_nothing_is_sent_and_nothing_is_lost(site: Site, visit: Visits) -> None:
    page = open_checkout(visit)
    enter_contact(page)
    page.context.set_offline(True)
    button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("You are offline.")
    assert site.api.called("POST /orders") == []
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Email")).to_have_value("ada@shop.example")
    button(page).click()
    expect_order(page)


def test_a_stored_entry_of_another_type_is_left_out(site: Site, visit: Visits) -> None:
    stored = {"name": 7, "email": "ada@shop.example", "phone": None, "note": {}, "at": ["x"], "tip": True, "more": 1}
    page = with_cart(visit, [LINE], "/login")
    page.evaluate("draft => sessionStorage.setItem('bodega.checkout', JSON.stringify(draft))", stored)
    page.goto(page.url.replace("/login", "/checkout"))
    expect(page.get_by_label("Email")).to_have_value("ada@shop.example")
    page.get_by_label("Name").fill("Ada Lovelace")
    expect(button(page)).to_have_attribute("aria-busy", "false")
    button(page).click()
    expect_order(page)
    assert site.api.called("POST /orders")[0].body["tip"] is None


def test_another_total_is_shown_before_it_is_ordered(site: Site, visit: Visits) -> None:
    def dearer(call: Call) -> Answer:
        if call.body["expectedTotal"] == money(735):
            return Answer(201, own_order())
        return problem(409, "price_changed", quote=quote(700))

    site.api.script("POST /orders", dearer)
    page = open_checkout(visit)
    enter_contact(page)
    button(page).click()
    dialog = page.get_by_role("dialog", name="The price has changed")
    expect(dialog).to_contain_text("Your order came to $6.82 when you looked last. It is $7.35 now.")
    check_screen(page)
    dialog.get_by_role("button", name="Order for $7.35").click()
    expect_order(page)
    assert len(set(keys(site))) == 2


def test_a_full_slot_offers_the_next_one(site: Site, visit: Visits) -> None:
    full = {"code": "slot_full", "pointer": "/fulfilment/at", "detail": "has no room", "next": LATER}

    def placed(call: Call) -> Answer:
        at = call.body["fulfilment"]["at"]
        return Answer(201, own_order()) if at == LATER else problem(409, "not_orderable", problems=[full])

    site.api.script("POST /orders", placed)
    page = open_checkout(visit)
    enter_contact(page)
    page.get_by_label("At a time of your choice").check()
    times = page.get_by_role("combobox", name="Time")
    expect(times).to_have_value(THEN)
    expect(times.locator("option")).to_have_text(["12:00 p.m. (full)", "12:15 p.m.", "12:30 p.m."])
    expect(times.locator("option").first).to_be_disabled()
    expect(button(page)).to_have_attribute("aria-busy", "false")
    button(page).click()
    take = page.get_by_role("button", name="Take 12:30 p.m.")
    expect(take).to_be_focused()
    check_screen(page)
    take.click()
    expect(times).to_have_value(LATER)
    expect(take).to_be_hidden()
    button(page).click()
    expect_order(page)


def test_a_closed_shop_takes_orders_for_later(site: Site, visit: Visits) -> None:
    site.api.answer("GET /store", store(open=False, opensAt=THEN, closesAt=None))
    page = open_checkout(visit)
    enter_contact(page)
    expect(page.get_by_label("As soon as possible")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Time")).to_have_value(THEN)
    expect(page.get_by_text("You can order ahead.")).to_be_visible()
    expect(button(page)).to_have_attribute("aria-busy", "false")
    button(page).click()
    expect_order(page)
    assert site.api.called("POST /orders")[0].body["fulfilment"]["at"] == THEN


def test_an_own_tip_is_read_as_people_type_it_and_a_table_is_part_of_the_order(site: Site, visit: Visits) -> None:
    page = open_checkout(visit)
    enter_contact(page)
    page.get_by_label("Eat here").check()
    page.get_by_label("Table").fill("12")
    page.get_by_label("Other amount").check()
    tip = page.get_by_role("textbox", name="Tip")
    tip.fill("two")
    expect(button(page)).to_have_attribute("aria-busy", "false")
    button(page).click()
    expect(page.get_by_text("Enter an amount like $2.50.")).to_be_visible()
    expect(tip).to_be_focused()
    tip.fill("1,50")
    expect(button(page)).to_have_text("Place the order · $8.32")
    button(page).click()
    expect_order(page)
    body = site.api.called("POST /orders")[0].body
    assert body["tip"] == {"amount": money(150)}
    assert body["fulfilment"] == {"type": "dineIn", "at": None, "table": "12"}


def test_a_refused_field_says_so_in_french(site: Site, visit: Visits) -> None:
    errors = [{"pointer": "/customer/phone", "detail": "must be + and the telephone number"}]
    site.api.refuse("POST /orders", 422, "validation_failed", errors=errors)
    page = with_cart(visit, [LINE], "/checkout?lang=fr")
    page.get_by_label("Nom").fill("Ada")
    page.get_by_label("Courriel").fill("ada@shop.example")
    page.get_by_label("Téléphone").fill("514")
    page.get_by_role("button", name="Commander · ").click()
    expect(page.get_by_label("Téléphone")).to_be_focused()
    expect(page.get_by_text("Saisissez + et le numéro")).to_be_visible()


def test_a_customer_is_asked_for_nothing_that_the_profile_has(site: Site, visit: Visits) -> None:
    profile = user()
    site.api.answer("POST /users/refresh", {"accessToken": "a.b.c", "expiresIn": 900})
    site.api.answer("GET /users/me", profile)
    page = open_checkout(visit)
    expect(page.get_by_text(f"You are ordering as {profile['firstName']} {profile['lastName']}")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_count(0)
    button(page).click()
    expect_order(page)
    assert site.api.called("POST /orders")[0].body["customer"] is None
    assert site.api.called("POST /users/guests") == []
