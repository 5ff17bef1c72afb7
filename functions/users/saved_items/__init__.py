"""Addresses and payment methods: up to 20 of each per user, one of which may be the default."""
