"""Bodies, seats, proposals, votes, decisions, reviews and appeals, about any subject."""
