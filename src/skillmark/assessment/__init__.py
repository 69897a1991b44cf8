"""Tasks, sittings, evidence, ratings, moderation, verification policy."""
