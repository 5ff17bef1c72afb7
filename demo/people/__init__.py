"""The demo shop's accounts: an admin, a member of the staff and a customer."""
