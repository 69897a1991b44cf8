"""Home, search, navigation and the public site: pages made from the contexts' answers."""
