"""Who may open which address: one file a context, written by hand from what the design wants."""
