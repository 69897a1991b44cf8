"""The main job: from a real job to whom to invite, and a signed record, through the actions of every context."""
