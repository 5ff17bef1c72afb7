"""The life of an account over HTTP: sessions, mail, saved items, admins, erasure."""

import pytest

from tests.e2e.customers import RESET, WELCOME, Customer, Shop, registration
from tests.e2e.test_catalogue import problem

ADDRESS = {"name": "Ada Lovelace", "line1": "12 Rue Saint-Paul", "city": "Montréal", "country": "CA"}
CARD = {"token": "pm_1MqLiJLkdIwHu7ix", "brand": "visa", "last4": "4242", "expiryMonth": 4, "expiryYear": 2090}
CARD_NUMBER = "4242 4242 4242 4242"


@pytest.fixture
def ada(shop: Shop) -> Customer:
    return shop.register()


class TestSessions:
    def test_a_customer_registers_verifies_the_email_logs_in_and_logs_out(self, shop: Shop) -> None:
        ada = shop.register(phone="+15145550123")
        token = shop.mailed_token(ada.email, WELCOME)
        assert ada.get("/users/me")["emailVerified"] is False
        verify = "/users/me/email/verify"
        assert problem(shop.post(verify, token=token)) == (401, "unauthorized")
        assert problem(shop.register().call("POST", verify, {"token": token})) == (400, "invalid_token")
        assert [ada.call("POST", verify, {"token": token}).status for _ in range(2)] == [204, 204]
        again = ada.elsewhere()
        me = again.get("/users/me")
        assert (me["id"], me["email"], me["emailVerified"], me["phone"]) == (ada.id, ada.email, True, "+15145550123")
        assert again.call("POST", "/users/logout").status == 204
        assert problem(again.call("GET", "/users/me")) == (401, "unauthorized")
        assert problem(shop.refresh(again.refresh_token)) == (403, "session_ended")
        assert ada.is_let_in(), "another session ended"

    def test_logging_out_everywhere_ends_every_session_at_once(self, shop: Shop, ada: Customer) -> None:
        phone = ada.elsewhere()
        assert phone.call("POST", "/users/logout", {"everywhere": True}).status == 204
        assert [one.is_let_in() for one in (ada, phone)] == [False, False]
        assert [shop.refresh(one.refresh_token).status for one in (ada, phone)] == [403, 403]
        assert ada.elsewhere().is_let_in()

    def test_a_refresh_token_gives_the_next_tokens_of_the_session(self, shop: Shop, ada: Customer) -> None:
        tokens = shop.refresh(ada.refresh_token).json()
        assert set(tokens) == {"accessToken", "refreshToken", "expiresIn"}
        assert tokens["refreshToken"] != ada.refresh_token
        assert shop.refresh(tokens["refreshToken"]).status == 200
        assert ada.is_let_in()

    def test_a_password_change_ends_all_sessions_but_the_current_one(self, shop: Shop, ada: Customer) -> None:
        phone, old, new = ada.elsewhere(), ada.password, registration()["password"]
        answer = ada.call("PUT", "/users/me/password", {"currentPassword": old, "newPassword": new})
        assert answer.status == 200
        assert [one.is_let_in() for one in (ada, phone)] == [False, False]
        assert shop.refresh(answer.json()["refreshToken"]).status == 200
        assert problem(shop.log_in(ada.email, old)) == (403, "invalid_credentials")
        assert shop.log_in(ada.email.upper(), new).status == 200


class TestTheEmail:
    def test_moves_to_another_mailbox_and_back_when_the_owner_undoes_a_thiefs_change(
        self, shop: Shop, ada: Customer
    ) -> None:
        verify, new = "/users/me/email/verify", registration()["email"]
        assert ada.call("POST", verify, {"token": shop.mailed_token(ada.email, WELCOME)}).status == 204
        asked = ada.call("POST", "/users/me/email", {"email": new, "password": ada.password})
        assert asked.status == 202
        assert ada.get("/users/me")["email"] == ada.email
        assert ada.get("/users/me/export")["emailChange"]["email"] == new
        assert ada.call("POST", verify, {"token": shop.mailed_token(new, "confirm your new email")}).status == 204
        assert ada.get("/users/me")["email"] == new
        assert shop.log_in(new, ada.password).status == 200
        token = shop.mailed_token(ada.email, "was changed")
        assert shop.post("/users/email/undo", token=token).status == 204
        assert not ada.is_let_in()
        assert problem(shop.log_in(ada.email, ada.password)) == (403, "invalid_credentials")
        password = registration()["password"]
        back = shop.post(
            "/users/password/reset", token=shop.mailed_token(ada.email, "has this email again"), newPassword=password
        )
        assert (back.status, back.json()["user"]["email"], back.json()["removed"]) == (200, ada.email, [])

    def test_belongs_to_its_mailbox_and_not_to_a_stranger_who_registers_it(self, shop: Shop, ada: Customer) -> None:
        token = shop.mailed_token(ada.email, WELCOME)
        assert ada.call("POST", "/users/me/email/verification").status == 202
        ada.add("/users/me/addresses", ADDRESS)
        latest = shop.mailed_token(ada.email, "Please confirm your email")
        assert problem(shop.post("/users/email/disown", token=token)) == (400, "invalid_token")
        assert [shop.post("/users/email/disown", token=latest).status for _ in range(2)] == [204, 204]
        assert not ada.is_let_in()
        assert problem(shop.log_in(ada.email, ada.password)) == (403, "invalid_credentials")
        assert shop.register(email=ada.email).id != ada.id

    def test_of_an_unverified_account_is_proven_by_a_reset_that_removes_what_was_there(
        self, shop: Shop, ada: Customer
    ) -> None:
        ada.add("/users/me/addresses", ADDRESS)
        assert shop.post("/users/password/forgot", email=ada.email).status == 202
        password = registration()["password"]
        mine = shop.post(
            "/users/password/reset", token=shop.mailed_token(ada.email, RESET), newPassword=password
        ).json()
        assert mine["removed"] == ["addresses", "firstName", "lastName"]
        assert (mine["user"]["emailVerified"], mine["user"]["firstName"]) == (True, "")


class TestSavedItems:
    def test_only_the_owner_adds_changes_and_deletes_addresses(self, shop: Shop, ada: Customer) -> None:
        first = ada.add("/users/me/addresses", ADDRESS | {"default": True})
        second = ada.add("/users/me/addresses", ADDRESS | {"default": True, "city": "Québec"})
        listed = ada.get("/users/me/addresses")["items"]
        assert [(address["city"], address["default"]) for address in listed] == [("Montréal", False), ("Québec", True)]
        path = f"/users/me/addresses/{first['id']}"
        assert ada.call("PUT", path, ADDRESS | {"city": "Laval"}, If_Match='"1"').json()["city"] == "Laval"
        assert problem(ada.call("PUT", path, ADDRESS, If_Match='"1"')) == (412, "version_conflict")
        eve = shop.register()
        bodies = {"GET": None, "PUT": ADDRESS, "DELETE": None}
        assert {problem(eve.call(method, path, body))[0] for method, body in bodies.items()} == {404}
        assert ada.call("DELETE", path).status == 204
        assert [address["id"] for address in ada.get("/users/me/addresses")["items"]] == [second["id"]]

    def test_a_payment_method_is_stored_without_its_token(self, ada: Customer) -> None:
        added = ada.add("/users/me/payment-methods", CARD)
        assert ada.call("PUT", f"/users/me/payment-methods/{added['id']}/default").status == 204
        (listed,) = ada.get("/users/me/payment-methods")["items"]
        assert listed == added | {"default": True}
        assert "token" not in listed
        assert ada.call("DELETE", f"/users/me/payment-methods/{added['id']}").status == 204
        assert ada.get("/users/me/payment-methods")["items"] == []

    @pytest.mark.parametrize(
        "card_data",
        [
            {"token": CARD_NUMBER.replace(" ", "")},
            {"number": CARD_NUMBER},
            {"billing": {"note": [f"my card is {CARD_NUMBER}"]}},
            {CARD_NUMBER: "the card"},
            {"cvc": "918273"},
        ],
    )
    def test_card_data_is_rejected_and_not_echoed(self, shop: Shop, ada: Customer, card_data: object) -> None:
        written = {CARD_NUMBER, CARD_NUMBER.replace(" ", ""), "918273"}
        shop.secrets |= written
        answer = ada.call("POST", "/users/me/payment-methods", CARD | card_data)
        assert problem(answer) == (422, "validation_failed")
        assert not [digits for digits in written if digits in answer.body.decode()]
        assert ada.get("/users/me/payment-methods")["items"] == []


class TestAdmins:
    def test_list_users_in_pages_or_find_one_by_email(self, shop: Shop, admin: Customer) -> None:
        latest = [shop.register().id for _ in range(3)]
        page = admin.get("/users?limit=2")
        rest = admin.get(f"/users?limit=2&cursor={page['nextCursor']}")
        assert [user["id"] for user in (page["items"] + rest["items"])[:3]] == latest[::-1]
        (found,) = admin.get(f"/users?email={admin.email.upper()}")["items"]
        assert (found["id"], found["role"]) == (admin.id, "admin")
        assert "passwordHash" not in found

    def test_freeze_a_customer_and_end_their_tokens_until_they_unfreeze(
        self, shop: Shop, admin: Customer, ada: Customer
    ) -> None:
        path = f"/users/{ada.id}/status"
        assert admin.call("PUT", path, {"status": "frozen"}).json()["status"] == "frozen"
        assert not ada.is_let_in()
        assert problem(shop.refresh(ada.refresh_token)) == (403, "session_ended")
        assert problem(shop.log_in(ada.email, ada.password)) == (403, "account_frozen")
        assert admin.call("PUT", path, {"status": "active"}).json()["status"] == "active"
        assert ada.elsewhere().is_let_in()
        assert not ada.is_let_in(), "unfreezing brought an ended session back"

    def test_make_somebody_an_admin_and_a_customer_again(self, admin: Customer, ada: Customer) -> None:
        path = f"/users/{ada.id}/role"
        assert admin.call("PUT", path, {"role": "admin"}).status == 200
        assert not ada.is_let_in()
        promoted = ada.elsewhere()
        assert promoted.call("GET", "/users").status == 200
        assert admin.call("PUT", path, {"role": "customer"}).status == 200
        assert problem(promoted.call("GET", "/users")) == (401, "unauthorized")
        assert problem(ada.elsewhere().call("GET", "/users")) == (403, "forbidden")

    def test_cannot_remove_the_last_admin(self, admin: Customer) -> None:
        for path, body in (("role", {"role": "customer"}), ("status", {"status": "frozen"})):
            assert problem(admin.call("PUT", f"/users/{admin.id}/{path}", body)) == (409, "last_admin")
        gone = admin.call("DELETE", "/users/me", {"password": admin.password})
        assert problem(gone) == (409, "last_admin")
        assert admin.is_let_in()

    def test_have_routes_that_nobody_else_may_call(self, shop: Shop, ada: Customer) -> None:
        routes = [
            ("GET", "/users", None),
            ("GET", f"/users/{ada.id}", None),
            ("PUT", f"/users/{ada.id}/status", {"status": "active"}),
            ("PUT", f"/users/{ada.id}/role", {"role": "admin"}),
            ("POST", f"/users/{ada.id}/loyalty/accruals", {"points": 1_000_000, "reason": "I am worth it"}),
        ]
        for method, path, body in routes:
            assert problem(shop.call(method, path, body)) == (401, "unauthorized")
            assert problem(ada.call(method, path, body, Idempotency_Key="one")) == (403, "forbidden")
        forged = {"role": "admin", "status": "active", "id": "usr_00000000000000000000000001"}
        for name, value in forged.items():
            assert problem(ada.call("PATCH", "/users/me", {name: value})) == (422, "validation_failed")
        assert ada.get("/users/me")["role"] == "customer"


class TestErasure:
    def test_the_export_is_complete_and_erasure_leaves_no_data(
        self, shop: Shop, admin: Customer, ada: Customer
    ) -> None:
        address = ada.add("/users/me/addresses", ADDRESS)
        card = ada.add("/users/me/payment-methods", CARD)
        points = f"/users/{ada.id}/loyalty/accruals"
        accrued = admin.add(points, {"points": 30, "reason": "Welcome"}, Idempotency_Key="one")
        export = ada.get("/users/me/export")
        assert export["user"] == ada.get("/users/me")
        assert (export["addresses"], export["paymentMethods"]) == ([address], [card])
        assert export["loyalty"] == {"balance": 30, "lifetime": 30, "redeemed": 0, "transactions": [accrued]}
        assert (len(export["sessions"]), [mail["template"] for mail in export["mails"]]) == (1, ["welcome"])

        wrong = ada.call("DELETE", "/users/me", {"password": "not the password"})
        assert problem(wrong) == (403, "invalid_credentials")
        assert ada.call("DELETE", "/users/me", {"password": ada.password}).status == 204

        assert not ada.is_let_in()
        assert shop.refresh(ada.refresh_token).status == 403
        assert problem(shop.log_in(ada.email, ada.password)) == (403, "invalid_credentials")
        assert problem(admin.call("GET", f"/users/{ada.id}")) == (404, "not_found")
        assert admin.get(f"/users?email={ada.email}")["items"] == []
        again = shop.register(email=ada.email)
        assert again.id != ada.id
        fresh = again.get("/users/me/export")
        assert [fresh[kind] for kind in ("addresses", "paymentMethods")] == [[], []]
        assert fresh["loyalty"] == {"balance": 0, "lifetime": 0, "redeemed": 0, "transactions": []}
