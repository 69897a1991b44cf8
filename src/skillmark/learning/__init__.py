"""Modules, pathways, sessions, on-the-job hours."""
