"""Ladders, readiness, succession, moves."""
