"""One installation: what it was set up with, its backups, its upgrades, and what is wrong with it."""
