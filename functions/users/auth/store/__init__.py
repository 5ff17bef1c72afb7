"""Keys, transactions and reads of the accounts table for registration, log-in, sessions and passwords."""
