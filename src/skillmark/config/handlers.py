"""What the front door does as jobs: files of workspaces, samples to look at, and every day letting go of files
kept long enough."""

from collections.abc import Mapping, Sequence

from skillmark.config.installation.moving import kept
from skillmark.config.sample import making
from skillmark.foundation import jobs, outbox

HANDLERS: Mapping[str, Sequence[outbox.Handler]] = {}
CARRIERS: Mapping[str, jobs.Carrier] = {kept.KIND: kept.make, kept.SWEEP: kept.sweep, making.KIND: making.make}
DAILY = (kept.SWEEP,)
