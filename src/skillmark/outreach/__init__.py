"""Employer pipeline, events, toolkit, stories, awards, pledges."""
