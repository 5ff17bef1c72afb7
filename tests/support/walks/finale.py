"""What must hold when the faults are over: nothing is lost, and the owner gets in."""

from typing import TYPE_CHECKING, TypeVar

from harness.shop.people import is_let_in
from tests.support.shop.accounts import ADDRESS, CARD
from tests.support.walks.knowledge import GRACE_SECONDS, MOST_ATTEMPTS, RESERVED_SECONDS, Session, State
from tests.support.walks.passwords import PASSWORDS, STRANGER_IP, WRONG

if TYPE_CHECKING:
    from tests.support.walks.walk import Walk

POINTS = 100
T = TypeVar("T")
_LAST_PASSWORD = PASSWORDS[-1]


def finale(walk: "Walk") -> None:
    """Raises: Violation."""
    _check_list_of_erasures(walk)
    _check_sessions(walk)
    walk.move_clock(RESERVED_SECONDS + 1)
    _settle_whether_there_is_an_account(walk)
    if walk.chance.random() < 0.5:
        _use_up_attempts(walk)
    session = _log_in(walk) or _reset(walk)
    _check_belongings(walk, session)
    walk.list_sessions(session)
    walk.refresh(session)
    walk.repeat_refresh()


def _check_list_of_erasures(walk: "Walk") -> None:
    """An account that is being erased is on the list of erasures, and no other account."""
    listed = {row["pk"]["S"] for row in walk.env.tables.read("ERASURES_TABLE")}
    for profile in walk.stored():
        if profile["sk"] == "PROFILE":
            leaves = profile["role"] == "leaving"
            walk.expect(leaves == (profile["pk"] in listed), "the list of erasures does not fit the accounts")


def _check_sessions(walk: "Walk") -> None:
    """Sessions that nobody ended are open, and their latest refresh tokens work."""
    for session in walk.account.sessions:
        if session.state is State.OPEN and (session.lost is None or walk.now <= session.lost + GRACE_SECONDS):
            walk.refresh(session)
            walk.expect(is_let_in(session.access), "a session that nobody ended has ended")
            walk.list_sessions(session)


def _settle_whether_there_is_an_account(walk: "Walk") -> None:
    if None in walk.account.passwords:
        walk.register(_LAST_PASSWORD)


def _use_up_attempts(walk: "Walk") -> None:
    """A stranger guesses until the account is frozen. The number of guesses tells what has counted before."""
    attempts, now = walk.account.attempts, walk.now
    least, most = MOST_ATTEMPTS - attempts.most(now), MOST_ATTEMPTS - attempts.least(now)
    guesses = 0
    while walk.log_in(WRONG, STRANGER_IP).code == "invalid_credentials":
        guesses += 1
    walk.expect(least <= guesses <= most, f"a stranger has {guesses} guesses left instead of {least} to {most}")


def _log_in(walk: "Walk") -> Session | None:
    """Log in with a password that the answers allow. None if the account is frozen."""
    for password in sorted(filter(None, walk.account.passwords)):
        outcome = walk.log_in(password)
        if outcome.status == 200:
            return walk.account.sessions[-1]
        if outcome.code == "account_frozen":
            return None
    raise AssertionError("no password works")  # the last one left must


def _reset(walk: "Walk") -> Session:
    """The frozen owner uses the mailed link, or asks for another one if it is too old."""
    mailbox = walk.account.mailbox
    link = mailbox.links[-1] if mailbox.links else None
    if link is None or link.state_at(walk.now) is not State.OPEN:
        walk.move_clock(max(0, mailbox.latest_link() - walk.now))
        walk.forgot()
        link = mailbox.links[-1]
    outcome = walk.reset(link, _LAST_PASSWORD)
    walk.expect(outcome.status == 200, "the mailed link does not let the owner in")
    session = walk.account.sessions[-1]
    walk.expect(is_let_in(session.access), "a reset opens no session")
    walk.expect(walk.log_in(_LAST_PASSWORD).status == 200, "an owner is frozen after a reset")
    return session


def _check_belongings(walk: "Walk", session: Session) -> None:
    """Neither points nor saved items are lost, except those that somebody else may have saved."""
    account = walk.account
    points = walk.call(session, "GET", "/users/me/loyalty").body["balance"]
    walk.expect(points in _allowed(POINTS, 0, account.points), f"there are {points} points")
    for kind, item in (("addresses", ADDRESS), ("payment-methods", CARD)):
        items = walk.call(session, "GET", f"/users/me/{kind}").body["items"]
        found = [{name: saved[name] for name in item if name in saved} for saved in items]
        shown = {name: value for name, value in item.items() if name != "token"}
        walk.expect(found in _allowed([shown], [], account.saved), f"{kind} are {found}")


def _allowed(there: T, gone: T, is_there: bool | None) -> list[T]:
    return [there] * (is_there is not False) + [gone] * (is_there is not True)
