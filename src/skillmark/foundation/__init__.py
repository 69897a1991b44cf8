"""What every context stands on: scopes, access, audit chain, jobs and outbox, signer, clock, files, links, tokens,
engines.
"""
