"""Attacks on accounts of the running shop, and how their owners recover."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from harness import ROOT
from harness.local_stack import FAST_HASHES, Answer, running_stack
from tests.e2e.customers import FROZEN, RESET, WELCOME, Customer, Shop, at_once, registration
from tests.e2e.test_catalogue import problem

WINDOW = 15 * 60  # seconds in which the requests of a client IP are counted together


def fail_30_log_ins(shop: Shop, email: str) -> list[Answer]:
    """Send 30 wrong passwords at the same moment and return the responses."""
    return at_once(30, lambda number: shop.log_in(email, f"a wrong password, number {number:02}"))


def without_instance(answer: Answer) -> dict[str, Any]:
    """Return a problem document without `instance`, which differs in each."""
    return {name: value for name, value in answer.json().items() if name != "instance"}


def check_that_five_were_evaluated(answers: Iterable[Answer]) -> None:
    """The others get 429 while five attempts are being checked, and 403 afterwards."""
    problems = Counter(map(problem, answers))
    assert problems.pop((403, "invalid_credentials")) == 5
    assert set(problems) <= {(403, "account_frozen"), (429, "too_many_requests")}


class TestLockOut:
    def test_only_the_owner_gets_back_in_after_an_attack(self, shop: Shop) -> None:
        ada = shop.register()
        answers = fail_30_log_ins(shop, ada.email)
        check_that_five_were_evaluated(answers)
        right = shop.log_in(ada.email, ada.password)
        assert problem(right) == (403, "account_frozen")
        assert without_instance(right) == without_instance(shop.log_in(ada.email, "a wrong password"))

        token = shop.mailed_token(ada.email, FROZEN)
        winner = self._reset_by_twenty_at_once(shop, token)

        assert not ada.is_let_in()
        assert problem(shop.refresh(ada.refresh_token)) == (403, "session_ended")
        assert problem(shop.log_in(ada.email, ada.password)) == (403, "invalid_credentials")
        ada.password = winner
        assert ada.elsewhere().sent_mails() == ["frozen", "password-changed", "welcome"]

    def _reset_by_twenty_at_once(self, shop: Shop, token: str) -> str:
        """Reset the password 20 times at once and return the one password that was accepted."""
        passwords = [registration()["password"] for _ in range(20)]
        answers = at_once(20, lambda n: shop.post("/users/password/reset", token=token, newPassword=passwords[n]))
        assert Counter(answer.status for answer in answers) == {200: 1, 400: 19}
        assert {problem(answer) for answer in answers if answer.status != 200} == {(400, "invalid_token")}
        again = shop.post("/users/password/reset", token=token, newPassword=passwords[0])
        assert problem(again) == (400, "invalid_token")
        return next(password for password, answer in zip(passwords, answers, strict=True) if answer.status == 200)

    def test_an_email_without_an_account_is_locked_out_too(self, shop: Shop) -> None:
        nobody = registration()["email"]
        known, unknown = fail_30_log_ins(shop, shop.register().email), fail_30_log_ins(shop, nobody)
        check_that_five_were_evaluated(known)
        check_that_five_were_evaluated(unknown)
        registered = shop.register(email=nobody)  # a lock-out does not prevent it
        assert registered.elsewhere().sent_mails() == ["welcome"]

    def test_a_lock_out_soon_after_a_reset_request_sends_no_second_mail(self, shop: Shop) -> None:
        ada, nobody = shop.register(), registration()["email"]
        answers = at_once(10, lambda number: shop.post("/users/password/forgot", email=(ada.email, nobody)[number % 2]))
        assert {(answer.status, answer.body) for answer in answers} == {(202, b"")}
        fail_30_log_ins(shop, ada.email)
        assert ada.sent_mails() == ["reset", "welcome"]
        ada.password = registration()["password"]
        token = shop.mailed_token(ada.email, RESET)
        assert shop.post("/users/password/reset", token=token, newPassword=ada.password).status == 200
        assert ada.elsewhere().is_let_in()

    def test_a_stolen_access_token_is_good_for_five_guesses_and_the_owner_can_log_in(self, shop: Shop) -> None:
        ada = shop.register()
        body = {"currentPassword": "a wrong password by a thief", "newPassword": registration()["password"]}
        answers = Counter(map(problem, at_once(10, lambda number: ada.call("PUT", "/users/me/password", body))))
        assert answers.pop((403, "invalid_credentials")) == 5
        assert set(answers) <= {(401, "unauthorized"), (403, "session_ended"), (429, "too_many_requests")}
        assert not ada.is_let_in()
        assert ada.elsewhere().is_let_in()

    def test_strangers_keep_no_signed_in_owner_from_changing_the_password(self, shop: Shop) -> None:
        ada = shop.register()
        fail_30_log_ins(shop, ada.email)
        body = {"currentPassword": ada.password, "newPassword": registration()["password"]}
        assert ada.call("PUT", "/users/me/password", body).status == 200

    def test_an_admin_lifts_a_lock_out(self, shop: Shop, admin: Customer) -> None:
        ada = shop.register()
        fail_30_log_ins(shop, ada.email)
        assert admin.call("PUT", f"/users/{ada.id}/status", {"status": "active"}).status == 200
        assert ada.elsewhere().is_let_in()


class TestAccountTakeover:
    def test_one_of_twenty_registrations_of_an_email_in_different_spellings_succeeds(
        self, shop: Shop, admin: Customer
    ) -> None:
        email = registration()["email"]
        spellings = [email.upper(), email.title(), f" {email}", f"{email.upper()}  ", email] * 4
        people = [registration(email=spelling) for spelling in spellings]
        answers = at_once(20, lambda number: shop.post("/users/register", **people[number]))
        assert Counter(answer.status for answer in answers) == {201: 1, 409: 19}
        assert {problem(answer) for answer in answers if answer.status == 409} == {(409, "email_taken")}
        (winner,) = [number for number, answer in enumerate(answers) if answer.status == 201]
        owner = Customer(shop, email, people[winner]["password"], answers[winner].json())
        assert owner.elsewhere().sent_mails() == ["email-taken", "welcome"]
        assert shop.log_in(email, people[winner - 1]["password"]).status == 403
        name, _, domain = people[winner]["email"].strip().partition("@")
        mailbox = f"{name}@{domain.lower()}"
        (user,) = admin.get(f"/users?email={email}")["items"]
        assert (user["id"], user["email"]) == (owner.id, mailbox)

    def test_a_reused_refresh_token_ends_the_session(self, shop: Shop) -> None:
        ada = shop.register()
        bystander = ada.elsewhere()
        tokens = shop.refresh(shop.refresh(ada.refresh_token).json()["refreshToken"]).json()
        assert problem(shop.refresh(ada.refresh_token)) == (403, "session_ended")
        assert problem(shop.refresh(tokens["refreshToken"])) == (403, "session_ended")
        assert not ada.is_let_in()
        ada.access_token = tokens["accessToken"]
        assert not ada.is_let_in()
        assert bystander.is_let_in(), "another log-in's family ended"

    def test_ten_tabs_that_refresh_at_once_stay_signed_in(self, shop: Shop) -> None:
        ada = shop.register()
        answers = at_once(10, lambda number: shop.refresh(ada.refresh_token))
        assert {answer.status for answer in answers} == {200}
        (token,) = {answer.json()["refreshToken"] for answer in answers}
        assert shop.refresh(token).status == 200
        for answer in answers:
            ada.access_token = answer.json()["accessToken"]
            assert ada.is_let_in()

    def test_made_up_tokens_are_rejected(self, shop: Shop) -> None:
        ada = shop.register()
        mailed, password = shop.mailed_token(ada.email, WELCOME), registration()["password"]
        for token in (mailed, ada.access_token, "made-up-" + "x" * 35):
            assert problem(shop.post("/users/password/reset", token=token, newPassword=password))[0] == 400
        for token in (ada.access_token, ada.refresh_token[:-1], mailed):
            assert problem(shop.refresh(token)) == (403, "session_ended")
        ada.access_token = ada.refresh_token
        assert not ada.is_let_in()


def test_a_client_ip_over_the_limit_gets_429_whatever_its_headers_say(tmp_path: Path) -> None:
    options = ("--no-demo", "--parameter", "ClientIpLimit=5", *FAST_HASHES)
    with running_stack(tmp_path, ROOT / "template.yaml", *options) as stack:
        shop = Shop(stack)
        ada = shop.register()
        emails = [registration()["email"] for _ in range(5)]
        assert [shop.log_in(email, "a wrong password, once").status for email in emails] == [403] * 5

        refused = [
            shop.log_in(ada.email, ada.password),
            shop.call(
                "POST",
                "/users/login",
                {"email": ada.email, "password": ada.password},
                {"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7"},
            ),
        ]

        assert {problem(answer) for answer in refused} == {(429, "too_many_requests")}
        assert all(0 < int(answer.headers["Retry-After"]) <= 2 * WINDOW for answer in refused)
        assert shop.post("/users/password/forgot", email=ada.email).status == 202, "it has a budget of its own"
        assert shop.register().is_let_in(), "it has a budget of its own"
        assert shop.refresh(ada.refresh_token).status == 200
        body = {"currentPassword": ada.password, "newPassword": registration()["password"]}
        assert ada.call("PUT", "/users/me/password", body).status == 200, "signed-in users are not limited"
    shop.assert_that_the_output_tells_nothing()
