"""Registration, log-in, sessions, lock-out, rate limit, and the password and email flows."""
