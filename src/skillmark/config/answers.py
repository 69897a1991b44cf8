"""What the front door itself keeps of people: files of whole workspaces, for some days, which nobody here can open."""

from skillmark.config.installation.moving import kept

ANSWERS = {"erase": kept.forget}
