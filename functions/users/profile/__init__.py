"""A user's own profile, the export of their data, and the erasure of their account."""
