"""Passwords at rest: bcrypt over base64(HMAC-SHA-384(pepper, NFKC(password))).

bcrypt reads at most 72 bytes and stops at a zero byte. The keyed hash turns any password into 64 printable bytes, so
nothing is cut off. The pepper is not in the table, so a stolen table alone does not allow guessing. Each hash states
its cost (`$2b$12$…`).
"""

import base64
import hashlib
import hmac
import os
import unicodedata

from bodega.secret_values import read_secret

_MINIMUM_PEPPER_BYTES = 32
# A salt and a digest without a known password. Only the cost is real.
_DUMMY = "$2b${cost:02d}$" + "C6UzMDM.H6dfI/f/IKxGhu" + "AZ2xXJ0ZTzrJZ9zEg5Jv0h5Ww0tZkxe"


def hash_password(password: str) -> str:
    """Return the hash to store, at the cost in the environment variable BCRYPT_COST."""
    import bcrypt  # only routes with passwords need it

    return bcrypt.hashpw(_keyed(password), bcrypt.gensalt(rounds=_cost())).decode()


def check_password(password: str, stored: str | None) -> bool:
    """Return whether `stored` is the hash of `password`. None (no such account) takes the same time and is False."""
    import bcrypt

    keyed, cost = _keyed(password), _cost()
    if bcrypt.checkpw(keyed, (stored or _dummy(cost)).encode()):
        return stored is not None
    # Each cost takes twice the time of the one below. Together, these take as long as the hash at today's cost.
    for old in range(_cost_of(stored) if stored else cost, cost):
        bcrypt.checkpw(keyed, _dummy(old).encode())
    return False


def is_outdated(stored: str) -> bool:
    """Return whether the hash has a lower cost than today's."""
    return _cost_of(stored) < _cost()


def normalise_password(password: str) -> str:
    """Return the NFKC form, so that the same password from different keyboards matches (NIST SP 800-63B-4 §3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def require_pepper() -> bytes:
    """Return the pepper. Raises: StorageUnavailable."""
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
