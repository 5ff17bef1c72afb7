"""The stress test: the attacks of the test suite, for longer and with more cases. Run it with `make stress`."""
