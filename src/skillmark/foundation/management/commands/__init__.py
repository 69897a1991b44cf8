"""One module each, under the name of the command."""
