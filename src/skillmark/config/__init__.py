"""Settings, URLs, the assembled tables, home, search, public site, commands, server entry."""
