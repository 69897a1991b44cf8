"""Needs, services, referrals, case work, coaching. Its audience is the case team and nobody else."""
