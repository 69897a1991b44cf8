"""Commands of the web framework that this house does otherwise."""
