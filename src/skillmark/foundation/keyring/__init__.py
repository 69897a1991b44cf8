"""The signer's own side: the keys it holds and the process that serves them. Imports no web framework and no
database.
"""
