"""The conventions of the HTTP contract, the same on every route of every function."""
