"""Transactions that verify, change, restore and disown the email of an account."""
