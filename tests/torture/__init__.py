"""Attacks on the shop that take longer than a test may: `make torture`. What each does in short stands in the tests."""
