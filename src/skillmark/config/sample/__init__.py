"""View as: a sample of made-up people, through whose eyes a lead walks the pages."""
