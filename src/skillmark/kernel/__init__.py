"""Pure libraries: no Django, no network, no clock, no files. Each can be imported and used alone."""
