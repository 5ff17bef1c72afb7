"""What a customer can know of an account from the answers: what must hold, what may hold, and what must not.

After a 503, a change was made or not. So an account has a set of possible passwords, and a session or a link can be in
the state UNKNOWN. Times are in epoch seconds.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

MOST_ATTEMPTS = 5
DAY = 24 * 60 * 60
RESERVED_SECONDS = 30
GRACE_SECONDS = 60
LINK_SECONDS = 60 * 60
LINK_PAUSES = (60, 5 * 60, 15 * 60, 45 * 60)
MOST_MAILS = {"welcome": 3, "email-taken": 3, "password-changed": 5}
LINKS = frozenset({"reset", "frozen"})


class State(Enum):
    OPEN = "open"
    UNKNOWN = "unknown"
    ENDED = "ended"


@dataclass
class Attempts:
    """The attempts that a mailbox or a session counts, by time.

    `wrong`: answered `invalid_credentials`, so they count. `unknown`: wrong ones that may count, after a 503.
    `reserved`: any that were answered 503 and may not be withdrawn.
    """

    wrong: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    reserved: list[int] = field(default_factory=list)

    def least(self, now: int) -> int:
        return sum(now - time < DAY for time in self.wrong)

    def most(self, now: int) -> int:
        return self.least(now) + sum(now - time < DAY for time in self.unknown)

    def most_reserved(self, now: int) -> int:
        return self.most(now) + sum(now - time < RESERVED_SECONDS for time in self.reserved)

    def lift(self, *, certain: bool) -> None:
        if certain:
            self.unknown.clear()
            self.reserved.clear()
        else:
            self.unknown += self.wrong
        self.wrong.clear()


@dataclass
class Session:
    """`issued`: the time of the access token. `refreshed`: the earliest and the latest time at which `previous`, the
    token before `refresh`, can have been used. `lost`: the time of the first use of `refresh` that was answered 503.
    """

    id: str
    access: str
    refresh: str
    issued: int
    state: State = State.OPEN
    previous: str | None = None
    refreshed: tuple[int, int] = (0, 0)
    older: list[str] = field(default_factory=list)
    lost: int | None = None
    leaving: bool = False
    """Whether an erasure may have closed the account. Then the session can only continue it."""
    listed: bool = False
    """Whether the shop may have given the session tokens that the customer did not get. It is listed until it expires.
    """
    attempts: Attempts = field(default_factory=Attempts)

    @property
    def user(self) -> str:
        """Return the middle of the user's ID."""
        return self.refresh.split("_")[1]

    def next(self, tokens: dict[str, Any], now: int) -> None:
        """Take the tokens of the answer to a refresh."""
        self.older += [self.previous] if self.previous else []
        self.previous, self.refreshed = self.refresh, (now if self.lost is None else self.lost, now)
        self.access, self.refresh, self.issued, self.lost = tokens["accessToken"], tokens["refreshToken"], now, None

    def restart(self, tokens: dict[str, Any], now: int) -> None:
        """Take the tokens of the answer to a change of the password. Older tokens are not of this chain any more."""
        self.access, self.refresh, self.issued = tokens["accessToken"], tokens["refreshToken"], now
        self.previous, self.older, self.lost, self.state = None, [], None, State.OPEN
        self.attempts = Attempts()

    def answered(self, *, worked: bool) -> None:
        if not worked:
            # Other requests of an account that is leaving are refused, and the session can still continue the erasure.
            self.state = State.UNKNOWN if self.leaving else State.ENDED
        elif not self.leaving:
            self.state = State.OPEN


@dataclass
class Link:
    """A mailed link that resets the password."""

    mail: dict[str, Any]
    mailed: int
    state: State = State.OPEN

    def state_at(self, now: int) -> State:
        return self.state if now < self.mailed + LINK_SECONDS else State.ENDED


@dataclass
class Mailbox:
    """The mails that were seen in the outbox. `unseen`: when the shop may have recorded a link that it did not mail.

    The use of a link ends the pauses between links. `may_count`, `must_count`: the index of the first link after the
    last use that was certain, and after the last one that was certain or possible.
    """

    links: list[Link] = field(default_factory=list)
    times: dict[str, list[int]] = field(default_factory=dict)
    unseen: list[int] = field(default_factory=list)
    may_count: int = 0
    must_count: int = 0

    def earliest_link(self, now: int) -> int:
        """Return the earliest time at which the next link may be mailed."""
        recent = [link.mailed for link in self.links[self.must_count :] if link.mailed > now - DAY]
        return recent[-1] + LINK_PAUSES[min(len(recent), len(LINK_PAUSES)) - 1] if recent else 0

    def latest_link(self) -> int:
        """Return the time from which on a link must be mailed if it is asked for."""
        times = [link.mailed for link in self.links[self.may_count :]] + self.unseen
        return max(times) + LINK_PAUSES[-1] if times else 0

    def end_links(self, state: State) -> None:
        for link in self.links:
            if link.state is not State.ENDED:
                link.state = state

    def forget_pauses(self, *, certain: bool) -> None:
        self.must_count = len(self.links)
        if certain:
            self.may_count = len(self.links)
            self.unseen.clear()


@dataclass
class Account:
    """`passwords`: those that the account may have; None among them: there may be no account.

    `verified`: of the email; `saved`: whether the saved items are there, and the points; None: unknown. `erased`:
    whether an account may have been erased at some time.
    """

    passwords: set[str | None]
    verified: bool | None = False
    saved: bool | None = True
    points: bool | None = True
    erased: bool = False
    attempts: Attempts = field(default_factory=Attempts)
    sessions: list[Session] = field(default_factory=list)
    mailbox: Mailbox = field(default_factory=Mailbox)

    def end_sessions(self, state: State, user: str | None = None, *, leaving: bool = False) -> None:
        """Sessions ended, or may have. `user`: whose; None: the account's. `leaving`: by an erasure."""
        for session in self.sessions:
            if user not in {None, session.user}:
                continue
            # The account before may still be leaving.
            known = leaving or not session.leaving
            session.leaving |= leaving
            if session.state is not State.ENDED:
                session.state = state if known else State.UNKNOWN

    def new_password(self, password: str, *, certain: bool) -> None:
        self.passwords = {password} if certain else self.passwords | {password}

    def not_password(self, password: str | None) -> None:
        self.passwords.discard(password)

    def takes_over(self, *, certain: bool) -> None:
        """A reset proves the mailbox. If nobody has proven it before, the saved items are removed."""
        if self.saved and self.verified is not True:
            self.saved = False if certain and self.verified is False else None
        self.verified = True if certain or self.verified else None

    def maybe_erased(self) -> None:
        self.erased, self.saved, self.points = True, self.saved and None, self.points and None

    def is_new(self, password: str) -> None:
        """Another account was registered."""
        self.passwords, self.verified, self.saved, self.points = {password}, False, False, False

    def is_password(self, password: str | None) -> bool | None:
        """Return whether this is the password; None if that is unknown."""
        if password not in self.passwords:
            return False
        return True if len(self.passwords) == 1 else None
