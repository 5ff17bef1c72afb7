"""The conventions of the HTTP contract, which all functions share."""
