"""Health: what is deployed, and whether it can serve requests."""
