"""Skillmark: job, standard, evidence, signed record, hire, outcome, decision, in one chain."""
