"""Surveys, suggestions, and "you said, we did"."""
