"""The sweep over everything about payments whose time has come."""
