"""Campaigns, job orders, cohorts, enrolments, partners, agreements, budgets, ledger, gates, signals."""
