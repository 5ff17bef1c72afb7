"""The email of an account: proven by a token in a mail, changed, restored, and disowned by its mailbox."""
