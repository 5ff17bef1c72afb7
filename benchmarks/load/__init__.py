"""The local stack under load."""
