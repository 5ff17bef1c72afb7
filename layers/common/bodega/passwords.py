"""Passwords at rest: bcrypt over base64(HMAC-SHA-384(pepper, NFKC(password))).

bcrypt reads 72 bytes and no zero byte; the keyed hash makes 64 printable bytes of any password, so
that nothing is ever cut off. Without the pepper, which is not in the table, the hashes are worth
nothing to whoever gets hold of the table. The cost stands in each hash (`$2b$12$…`).
"""

import base64
import hashlib
import hmac
import os
import unicodedata

from bodega.secret_values import read_secret

_MINIMUM_PEPPER_BYTES = 32
# A salt and a digest that no password is known for; only the cost is the real one.
_DUMMY = "$2b${cost:02d}$" + "C6UzMDM.H6dfI/f/IKxGhu" + "AZ2xXJ0ZTzrJZ9zEg5Jv0h5Ww0tZkxe"


def hash_password(password: str) -> str:
    """The hash to store, at the cost of the environment's BCRYPT_COST."""
    import bcrypt  # noqa: PLC0415  # only who handles a password pays for it

    return bcrypt.hashpw(_keyed(password), bcrypt.gensalt(rounds=_cost())).decode()


def check_password(password: str, stored: str | None) -> bool:
    """Whether `stored` is the hash of `password`; None, for an account that is not there, takes as long."""
    import bcrypt  # noqa: PLC0415

    keyed, cost = _keyed(password), _cost()
    if bcrypt.checkpw(keyed, (stored or _dummy(cost)).encode()):
        return stored is not None
    # Each cost takes twice the time of the one below, so that these make up what an old hash was quicker by.
    for old in range(_cost_of(stored) if stored else cost, cost):
        bcrypt.checkpw(keyed, _dummy(old).encode())
    return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made at a lower cost than today's."""
    return _cost_of(stored) < _cost()


def normalise_password(password: str) -> str:
    """One form of what keyboards write in several (NIST SP 800-63B-4 §3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def require_pepper() -> bytes:
    """Raises: StorageUnavailable."""
    pepper = read_secret(os.environ["PASSWORD_PEPPER_SECRET"])
    if pepper is None or len(pepper.value.encode()) < _MINIMUM_PEPPER_BYTES:
        raise RuntimeError(f"the pepper needs at least {_MINIMUM_PEPPER_BYTES} bytes")
    return pepper.value.encode()


def _keyed(password: str) -> bytes:
    digest = hmac.digest(require_pepper(), normalise_password(password).encode(), hashlib.sha384)
    return base64.b64encode(digest)


def _dummy(cost: int) -> str:
    return _DUMMY.format(cost=cost)


def _cost_of(stored: str) -> int:
    return int(stored.split("$")[2])


def _cost() -> int:
    return int(os.environ["BCRYPT_COST"])
