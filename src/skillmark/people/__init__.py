"""Accounts, persons, organisations and their profile, employments, memberships, consent, messages, demographics."""
