"""What people type: one module a command, each with `SUMMARY`, `configure(parser)` and `run(arguments) -> int`."""
