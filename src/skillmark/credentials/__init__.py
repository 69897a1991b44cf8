"""Achievements, awards, records, status, wallets, verification, renewal; and what a person can do."""
