"""Each figure we claim, measured side by side against a named peer in one run: `./dev bench NAME [--json]`."""
