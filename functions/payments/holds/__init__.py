"""Holds: orders whose card was not authorized in time, and authorizations that are about to lapse."""
