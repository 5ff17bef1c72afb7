"""Random waits between attempts."""

import os


def jitter(longest: float) -> float:
    """Return a random number of seconds up to `longest`: callers that collided once do not collide again.

    The randomness comes from the system. Functions that start from the same snapshot would have the same `random`.
    """
    return longest * int.from_bytes(os.urandom(4)) / 0xFFFFFFFF
