"""The frozen JSON-LD contexts; see README.md beside them. A package, so that they are installed with the engine."""
