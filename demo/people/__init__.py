"""The demo shop's accounts: an admin and a customer."""
