"""Fill this empty installation with a backup and leave its schema as old as that: `python -m …old_schema FILE KEY`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")

import django

django.setup()

from skillmark.config.installation import backups  # noqa: E402

backups.restore(Path(sys.argv[1]), Path(sys.argv[2]), onward=False, tell=lambda _told: None)
