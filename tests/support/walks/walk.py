"""A random walk: one customer, a stranger, about twenty actions under faults, and what must hold all the time."""

from collections.abc import Callable

from harness.shop.mails import token_in
from tests.support.shop.accounts import ADDRESS, CARD
from tests.support.walks.attacked_shop import Outcome
from tests.support.walks.finale import POINTS, finale
from tests.support.walks.knowledge import GRACE_SECONDS, LINK_SECONDS, Account, Session, State
from tests.support.walks.passwords import EMAIL, OWNER_IP, PASSWORDS, STRANGER_IP, WRONG, PasswordWalk
from users.auth import sessions

ACCESS_SECONDS = 15 * 60
_JUMPS = (1, 5, 20, 31, 61, 5 * 60, 16 * 60, 46 * 60, 61 * 60, 25 * 60 * 60)
_LEAST_ACTIONS, _MOST_ACTIONS = 12, 25


class Walk(PasswordWalk):
    """The actions of the customer and of the stranger."""

    def run(self) -> None:
        """Raises: Violation."""
        with self.clock.running():
            self.env.forget()
            self._begin()
            actions, weights = zip(*self._actions().items(), strict=True)
            for _ in range(self.chance.randint(_LEAST_ACTIONS, _MOST_ACTIONS)):
                self.chance.choices(actions, weights)[0]()
            self.end_faults()
            finale(self)

    def _actions(self) -> dict[Callable[[], object], int]:
        """Return the actions, and how often each is done."""
        return {
            self.log_in_as_owner: 6,
            self.guess: 6,
            self.refresh_any: 5,
            self.repeat_refresh: 3,
            self.use_old_token: 1,
            self.change_any_password: 4,
            self.forget_password: 4,
            self.use_link: 4,
            self.log_out: 2,
            self.look_at_sessions: 2,
            self.end_session: 1,
            self.erase: 1,
            self.register_again: 2,
            self.jump: 7,
        }

    def _begin(self) -> None:
        """A customer registers, saves two items and gets points, without faults."""
        body = {"email": EMAIL, "password": PASSWORDS[0], "firstName": "Ada", "lastName": "Lovelace"}
        registered = self.post("/users/register", body, ip=OWNER_IP)
        self.account = Account({PASSWORDS[0]})
        self.opened(registered)
        (session,) = self.account.sessions
        for url, item in (("addresses", ADDRESS), ("payment-methods", CARD)):
            assert self.call(session, "POST", f"/users/me/{url}", item).status == 201
        user = registered.body["user"]["id"]
        accrual = {"points": POINTS, "reason": "Welcome"}
        key = {"Idempotency-Key": "given"}
        assert self.env.shop.post(f"/users/{user}/loyalty/accruals", accrual, headers=key).status == 201
        self.see_mails()
        if self.chance.random() < 0.5:
            (welcome,) = [item for item in self.stored() if item.get("template") == "welcome"]
            body = {"token": token_in(welcome)}
            assert self.call(session, "POST", "/users/me/email/verify", body).status == 204
            self.account.verified = True

    def log_in_as_owner(self) -> None:
        """The owner tries again if the shop has failed."""
        known = sorted(password for password in self.account.passwords if password)
        password = self.chance.choice(known or PASSWORDS)
        for _ in range(self.chance.choice((1, 3, 6))):
            if self.log_in(password, twice=self._sometimes()).status != 503:
                return

    def guess(self) -> None:
        ip = self.chance.choice((OWNER_IP, STRANGER_IP))
        for _ in range(self.chance.choice((1, 1, 2, 5))):
            self.log_in(WRONG, ip, twice=self._sometimes())

    def refresh_any(self) -> None:
        if session := self._any_session():
            self.refresh(session)

    def refresh(self, session: Session) -> None:
        twice = self._sometimes()
        outcome = self.act(
            f"refresh {session.id}",
            lambda: self.post("/users/refresh", {"refreshToken": session.refresh}, ip=OWNER_IP),
            (lambda: sessions.refresh(session.refresh)) if twice else None,
        )
        other, in_time = self.at_the_same_time, session.lost is None or self.now <= session.lost + GRACE_SECONDS
        if other and session.state is State.OPEN and in_time:
            self.expect(other.code != "session_ended", "a refresh in another tab does not work")
        if outcome.status == 200:
            self.worked(session)
            if other and other.status == 200:
                self.expect(other.body["refreshToken"] == outcome.body["refreshToken"], "two tabs get different tokens")
            session.next(outcome.body, self.now)
        elif outcome.code == "session_ended":
            self.expect(session.state is not State.OPEN or not in_time, "the latest refresh token does not work")
            session.answered(worked=False)
        else:
            self.expect(outcome.status == 503, "a refresh has another answer")
            session.lost = self.now if session.lost is None else session.lost
            if not in_time and session.state is State.OPEN:
                session.state = State.UNKNOWN

    def repeat_refresh(self) -> None:
        """The customer's client has not got the answer, and sends the token again."""
        session = self._any_session(lambda session: bool(session.previous) and session.lost is None)
        if session is None:
            return
        outcome = self.act(
            f"refresh {session.id} with the token before",
            lambda: self.post("/users/refresh", {"refreshToken": session.previous}, ip=OWNER_IP),
        )
        earliest, latest = session.refreshed
        if outcome.status == 200:
            self.worked(session)
            self.expect(self.now <= latest + GRACE_SECONDS, "a token works long after it was used")
            self.expect(outcome.body["refreshToken"] == session.refresh, "a repeated refresh gets another token")
            session.access, session.issued = outcome.body["accessToken"], self.now
        elif outcome.code == "session_ended":
            must_work = session.state is State.OPEN and self.now <= earliest + GRACE_SECONDS
            self.expect(not must_work, "a refresh that is repeated in time does not work")
            session.answered(worked=False)
        elif self.now > earliest + GRACE_SECONDS and session.state is State.OPEN:
            session.state = State.UNKNOWN

    def use_old_token(self) -> None:
        session = self._any_session(lambda session: bool(session.older))
        if session is None:
            return
        token = self.chance.choice(session.older)
        outcome = self.act(
            f"refresh {session.id} with an old token",
            lambda: self.post("/users/refresh", {"refreshToken": token}, ip=STRANGER_IP),
        )
        self.expect(outcome.status in {403, 503}, "an old refresh token works")
        session.state = State.ENDED if outcome.code == "session_ended" else _at_most_unknown(session)

    def change_any_password(self) -> None:
        session = self._signed_in()
        if session is None:
            return
        known = sorted(password for password in self.account.passwords if password)
        right = bool(known) and self.chance.random() < 0.6
        for _ in range(1 if right else self.chance.choice((1, 2, 5))):
            current = self.chance.choice(known) if right else WRONG
            self.change_password(session, current, self.chance.choice(PASSWORDS))

    def forget_password(self) -> None:
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            self.forgot(twice=self._sometimes())

    def use_link(self) -> None:
        if links := self.account.mailbox.links:
            self.reset(links[-1] if self.chance.random() < 0.8 else self.chance.choice(links), self._new_password())

    def log_out(self) -> None:
        session = self._signed_in()
        if session is None:
            return
        everywhere = self.chance.random() < 0.3
        outcome = self._signed("POST", "/users/logout", session, {"everywhere": everywhere})
        if outcome.status in {204, 503}:
            state = State.ENDED if outcome.status == 204 else State.UNKNOWN
            if everywhere:
                self.account.end_sessions(state, session.user)
            else:
                session.state = State.ENDED if outcome.status == 204 else _at_most_unknown(session)

    def look_at_sessions(self) -> None:
        if session := self._signed_in():
            self.list_sessions(session)

    def list_sessions(self, session: Session) -> None:
        outcome = self._signed("GET", "/users/me/sessions", session)
        if outcome.status == 200:
            listed = {item["id"] for item in outcome.body["items"]}
            own = [known for known in self.account.sessions if known.user == session.user]
            missing = [known.id for known in own if known.state is State.OPEN and known.id not in listed]
            self.expect(not missing, f"open sessions are not listed: {missing}")
            gone = {known.id for known in self.account.sessions if known.state is State.ENDED and not known.listed}
            ended = sorted(listed & gone)
            self.expect(not ended, f"ended sessions are listed: {ended}")

    def end_session(self) -> None:
        session, other = self._signed_in(), self._any_session()
        if session is None or other is None:
            return
        outcome = self._signed("DELETE", f"/users/me/sessions/{other.id}", session)
        if outcome.status == 404:
            self.expect(other.state is not State.OPEN, "an open session is not found")
        if outcome.status in {204, 404, 503}:
            other.state = State.ENDED if outcome.status != 503 else _at_most_unknown(other)

    def erase(self) -> None:
        session = self._signed_in()
        password = self.chance.choice([*sorted(password for password in self.account.passwords if password), WRONG])
        if session is None:
            return
        account, right = self.account, self.account.is_password(password)
        body = {"password": password}
        outcome = self.act(
            f"erase with {password!r} in {session.id}", lambda: self.call(session, "DELETE", "/users/me", body)
        )
        if outcome.status == 204:
            self.worked(session)
            self.expect(right is not False or session.leaving, "a wrong password erases an account")
        if outcome.status == 204 or (outcome.status == 503 and (right is not False or session.leaving)):
            certain = outcome.status == 204 and not session.leaving
            account.maybe_erased()
            account.passwords = {None} if certain else account.passwords | {None}
            account.end_sessions(State.ENDED if certain else State.UNKNOWN, session.user, leaving=True)
            account.mailbox.end_links(State.ENDED if certain else State.UNKNOWN)
            account.attempts.lift(certain=certain)
        self.confirmed(session, password, right, outcome)
        self.see_mails()

    def register_again(self) -> None:
        self.register(self._new_password())

    def register(self, password: str) -> Outcome:
        account = self.account
        body = {"email": EMAIL.upper(), "password": password, "firstName": "Ada", "lastName": "Lovelace"}
        outcome = self.act(f"register with {password!r}", lambda: self.post("/users/register", body, ip=OWNER_IP))
        if outcome.status == 201:
            self.expect(None in account.passwords, "an email gets a second account")
            account.is_new(password)
            account.end_sessions(State.ENDED)
            account.mailbox.end_links(State.ENDED)
            account.attempts.lift(certain=True)
            self.opened(outcome)
        elif outcome.status == 409:
            account.not_password(None)
            self.expect(bool(account.passwords), "an erased account keeps its email")
        else:
            self.expect(outcome.status == 503, "a registration has another answer")
            if None in account.passwords:
                account.new_password(password, certain=False)
                account.verified = None
                account.mailbox.end_links(State.UNKNOWN)
                account.attempts.lift(certain=False)
        self.see_mails()
        return outcome

    def jump(self) -> None:
        self.move_clock(self.chance.choice(_JUMPS))

    def move_clock(self, seconds: int) -> None:
        self.clock.now += seconds
        expired = seconds >= LINK_SECONDS and self.chance.random() < 0.5
        if expired:
            self.delete_expired()
        self.actions.append(f"{seconds} seconds later{', expired items are deleted' * expired}")

    def _signed(self, method: str, url: str, session: Session, body: object = None) -> Outcome:
        outcome = self.act(f"{method} {url} in {session.id}", lambda: self.call(session, method, url, body))
        if outcome.status in {200, 204, 404}:
            self.worked(session)
        elif outcome.code in {"unauthorized", "session_ended"}:
            self.expect(session.state is not State.OPEN, "a session that nobody ended has ended")
            session.answered(worked=False)
        elif outcome.status == 403:
            self.expect(session.leaving, "a customer may not use their session")
        return outcome

    def _any_session(self, fits: Callable[[Session], bool] = lambda _: True) -> Session | None:
        """Return a session, usually one that has not ended."""
        fitting = [session for session in self.account.sessions if fits(session)]
        alive = [session for session in fitting if session.state is not State.ENDED]
        found = alive if alive and self.chance.random() < 0.9 else fitting
        return self.chance.choice(found) if found else None

    def _signed_in(self) -> Session | None:
        """Return a session whose access token has not expired. It is refreshed for that, like a client does."""
        session = self._any_session()
        if session and self.now >= session.issued + ACCESS_SECONDS:
            self.refresh(session)
        return session if session and self.now < session.issued + ACCESS_SECONDS else None

    def _new_password(self) -> str:
        return self.chance.choice(PASSWORDS)

    def _sometimes(self) -> bool:
        return self.chance.random() < 0.3


def _at_most_unknown(session: Session) -> State:
    return State.ENDED if session.state is State.ENDED else State.UNKNOWN
