"""Actions of a random walk that type a password, or mail or use a link that replaces it."""

from harness.shop.mails import token_in
from tests.support.shop.environment import ShopEnvironment
from tests.support.walks.attacked_shop import AttackedShop, Outcome
from tests.support.walks.knowledge import (
    DAY,
    LINK_PAUSES,
    LINKS,
    MOST_ATTEMPTS,
    MOST_MAILS,
    Account,
    Attempts,
    Link,
    Session,
    State,
)
from users.auth import login, password_reset

EMAIL = "walker@shop.example"
OWNER_IP, STRANGER_IP = "192.0.2.1", "203.0.113.9"
PASSWORDS = (
    "seven quiet umbrellas",
    "a lantern under the bridge",
    "copper kettle by the window",
    "eleven patient herons walk",
)
WRONG = "no owner would type this one"


class PasswordWalk(AttackedShop):
    """`account`: what the owner knows of the account."""

    account: Account

    def __init__(self, env: ShopEnvironment, seed: int) -> None:
        super().__init__(env, seed)
        self.seen: set[str] = set()
        """The keys of the mails that were seen."""

    def log_in(self, password: str, ip: str = OWNER_IP, *, twice: bool = False) -> Outcome:
        """`twice`: a stranger tries a wrong password between two calls of the request."""
        body = {"email": EMAIL, "password": password}
        least = self.account.attempts.least(self.now)
        outcome = self.act(
            f"log in with {password!r}",
            lambda: self.post("/users/login", body, ip=ip),
            (lambda: login.log_in(EMAIL, WRONG, STRANGER_IP, None)) if twice else None,
        )
        if outcome.code not in {"account_frozen", "too_many_requests"} or twice:  # these write nothing
            self.see_mails()
        if None in self.account.passwords and outcome.status != 200:
            self.account.mailbox.unseen.append(self.now)  # a lock-out is recorded also if there is nobody to mail it to
        if self.at_the_same_time:
            self._tried(self.at_the_same_time, WRONG, least, others=1)
        self._tried(outcome, password, least)
        return outcome

    def _tried(self, outcome: Outcome, password: str, least: int, others: int = 0) -> None:
        """Learn from the answer to a log-in. `least`: of the wrong attempts before. `others`: at the same time."""
        account, attempts, now = self.account, self.account.attempts, self.now
        right = account.is_password(password)
        if outcome.status == 200:
            self.expect(right is not False, "a password that was replaced, or never set, logs in")
            account.passwords = {password}
            self.expect(least < MOST_ATTEMPTS, "a frozen account lets somebody in")
            self.opened(outcome)
        elif outcome.code == "invalid_credentials":
            self.expect(right is not True, "the right password is refused")
            account.not_password(password)
            attempts.wrong.append(now)
            self.expect(attempts.least(now) <= MOST_ATTEMPTS, "more than five wrong passwords are evaluated in a day")
        elif outcome.code == "account_frozen":
            self.expect(attempts.most(now) + others >= MOST_ATTEMPTS, "the account is frozen, without five attempts")
            self.expect(self._told_of_lock_out(), "the account is frozen, and its owner got no link")
        elif outcome.status == 429:
            self.expect(attempts.most_reserved(now) + others >= MOST_ATTEMPTS, "429 without attempts under way")
        else:
            self._undecided(attempts, right)
        self.expect(
            least < MOST_ATTEMPTS or outcome.code in {"account_frozen", "storage_unavailable"},
            "after five wrong passwords, another one is checked",
        )

    def _undecided(self, attempts: Attempts, right: bool | None) -> None:
        if right is not True:
            attempts.unknown.append(self.now)
        if not self.withdrawn:
            attempts.reserved.append(self.now)

    def _told_of_lock_out(self) -> bool:
        """Return whether a link was mailed when the attempts failed, or at most a pause before that."""
        account = self.account
        if account.erased or None in account.passwords:
            return True  # to the account before, or to nobody
        attempts = account.attempts.wrong + account.attempts.unknown
        times = sorted(time for time in attempts if self.now - time < DAY)[:MOST_ATTEMPTS]
        return any(link.mailed > times[-1] - LINK_PAUSES[-1] for link in account.mailbox.links)

    def opened(self, outcome: Outcome) -> None:
        """A session was opened by a log-in, a registration or a reset."""
        tokens = outcome.body
        session_id = tokens["refreshToken"].split("_")[2]
        session = Session(f"ses_{session_id}", tokens["accessToken"], tokens["refreshToken"], self.now)
        self.expect(all(known.id != session.id for known in self.account.sessions), "a session is opened twice")
        self.account.sessions.append(session)

    def change_password(self, session: Session, current: str, new: str) -> Outcome:
        account, right = self.account, self.account.is_password(current)
        body = {"currentPassword": current, "newPassword": new}
        outcome = self.act(
            f"change {current!r} to {new!r} in {session.id}",
            lambda: self.call(session, "PUT", "/users/me/password", body),
        )
        if outcome.status == 200:
            self.worked(session)
            self.expect(right is not False, "a wrong password changes the password")
            account.new_password(new, certain=True)
            account.end_sessions(State.ENDED, session.user)
            session.restart(outcome.body, self.now)
        elif outcome.status == 503 and right is not False:
            account.new_password(new, certain=False)
            account.end_sessions(State.UNKNOWN, session.user)
            session.listed = True
            session.attempts.lift(certain=False)
        if outcome.status in {200, 503} and right is not False and account.verified is not False:
            certain = outcome.status == 200 and account.verified is True
            account.mailbox.end_links(State.ENDED if certain else State.UNKNOWN)
            account.mailbox.forget_pauses(certain=certain)
        self.confirmed(session, current, right, outcome)
        self.see_mails(changes=True)
        return outcome

    def confirmed(self, session: Session, password: str, right: bool | None, outcome: Outcome) -> None:
        """Learn from the answer to a request of a session that contains the password. `right`: whether it was."""
        attempts = session.attempts
        if outcome.code in {"unauthorized", "session_ended"}:
            self.expect(session.state is not State.OPEN, "a session that nobody ended has ended")
            session.answered(worked=False)
        elif outcome.code == "invalid_credentials":
            self.expect(right is not True, "the right password is refused")
            self.account.not_password(password)
            attempts.wrong.append(self.now)
            self.expect(attempts.least(self.now) <= MOST_ATTEMPTS, "a session has more than five attempts in a day")
        elif outcome.status == 429:
            self.expect(attempts.most_reserved(self.now) >= MOST_ATTEMPTS, "429 without attempts under way")
        elif outcome.status == 503:
            self._undecided(attempts, right)
        else:
            allowed = outcome.status in {200, 204} or (outcome.status == 403 and session.leaving)
            self.expect(allowed, "a customer may not use their session")
        refused = outcome.code in {"unauthorized", "session_ended", "invalid_credentials"}
        if refused and attempts.least(self.now) >= MOST_ATTEMPTS:
            session.state = State.ENDED
        elif attempts.most(self.now) >= MOST_ATTEMPTS and session.state is State.OPEN:
            session.state = State.UNKNOWN

    def worked(self, session: Session) -> None:
        self.expect(session.state is not State.ENDED, "an ended session works")
        session.answered(worked=True)

    def forgot(self, *, twice: bool = False) -> Outcome:
        mailbox, before = self.account.mailbox, len(self.account.mailbox.links)
        due = self.now >= mailbox.latest_link() and None not in self.account.passwords
        outcome = self.act(
            "ask for a link",
            lambda: self.post("/users/password/forgot", {"email": EMAIL}, ip=OWNER_IP),
            (lambda: password_reset.forgot_password(EMAIL, STRANGER_IP)) if twice else None,
        )
        self.expect(outcome.status in {202, 503}, "a link cannot be asked for")
        self.see_mails()
        if None in self.account.passwords:
            mailbox.unseen.append(self.now)
        self.expect(not due or outcome.status == 503 or len(mailbox.links) > before, "a link that is due is not mailed")
        return outcome

    def reset(self, link: Link, new: str) -> Outcome:
        account, state = self.account, link.state_at(self.now)
        body = {"token": token_in(link.mail), "newPassword": new}
        outcome = self.act(
            f"reset to {new!r} with a link of {self.now - link.mailed} s ago",
            lambda: self.post("/users/password/reset", body, ip=OWNER_IP),
        )
        if outcome.status == 200:
            self.expect(state is not State.ENDED, "a link works that was used, replaced, or is too old")
            account.end_sessions(State.ENDED)
            account.new_password(new, certain=True)
            self.opened(outcome)
        elif outcome.status == 400:
            self.expect(state is not State.OPEN, "the latest link does not work")
            link.state = State.ENDED
        else:
            self.expect(outcome.status == 503, "a reset has another answer")
        if outcome.status in {200, 503} and state is not State.ENDED:
            certain = outcome.status == 200
            if not certain:
                account.new_password(new, certain=False)
                account.end_sessions(State.UNKNOWN)
            account.mailbox.end_links(State.ENDED if certain else State.UNKNOWN)
            account.mailbox.forget_pauses(certain=certain)
            account.attempts.lift(certain=certain)
            account.takes_over(certain=certain)
        self.see_mails()
        return outcome

    def see_mails(self, *, changes: bool = False) -> None:
        """Read the table: new mails, and what must hold at any time. `changes`: whether the password was changed."""
        items = self.stored()
        mailbox = self.account.mailbox
        new = [item for item in items if item["pk"].startswith("OUTBOX#") and item["pk"] not in self.seen]
        for mail in new:
            self.seen.add(mail["pk"])
            template = mail["template"]
            if template in LINKS:
                self.expect(self.now >= mailbox.earliest_link(self.now), "a link is mailed before the pause has ended")
                mailbox.end_links(State.ENDED)
                mailbox.links.append(Link(mail, self.now))
            elif template in MOST_MAILS and (template != "password-changed" or changes):
                times = mailbox.times.setdefault(template, [])
                times.append(self.now)
                recent = sum(self.now - time < DAY for time in times)
                self.expect(recent <= MOST_MAILS[template], f"more than {MOST_MAILS[template]} mails {template} a day")
        for item in items:
            self.expect(item.get("failed", set()) <= item.get("attempts", set()), "a failed attempt does not count")
        accounts = [item for item in items if item["sk"] == "PROFILE" and item["role"] != "leaving"]
        credentials = [item for item in items if item["sk"] == "CREDENTIALS"]
        self.expect(len(accounts) == len(credentials) <= 1, "the email does not have exactly one account")
        if any(mail["template"] == "frozen" for mail in new) and None not in self.account.passwords:
            self._probe()

    def _probe(self) -> None:
        """Check that an account is frozen whose owner was just told so."""
        body = {"email": EMAIL, "password": WRONG}
        self.env.forget()
        answer = self.post("/users/login", body, ip=STRANGER_IP)
        self.expect(answer.code == "account_frozen", "the owner was told of a lock-out that is none")
