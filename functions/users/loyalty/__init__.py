"""Loyalty points: balance, ledger, accruals and redemptions."""
