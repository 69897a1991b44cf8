"""What the front door itself keeps of people: files of whole workspaces, for some days, which nobody here can open."""

from skillmark.config.installation.moving import kept
from skillmark.foundation import samples

ANSWERS = {"erase": kept.forget, "leave": samples.throw_away}
