"""Requisitions, postings, applications, pools, slates, placements, fit and gap."""
