"""Commands: the calls of the payment provider that decisions about orders need."""
