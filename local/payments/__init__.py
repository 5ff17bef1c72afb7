"""A stand-in for Stripe: the part of its API that the shop uses, with test cards, webhooks, and faults on demand.

`stand_in.py` puts it together, `routes.py` serves Stripe's API and `control.py` the controls of tests and of `/pay`.
"""
