"""Many articles, scored once each whatever is killed on the way: plan, units, commits, and the engines that do them."""

from emoprofile.batch.output import Output
from emoprofile.batch.plan import Input, Plan, Unit
from emoprofile.batch.run import Begun, How, OnEvent, Planning, score_files
from emoprofile.batch.summary import Summary
from emoprofile.batch.unit import Event, Progress

__all__ = [
    "Begun", "Event", "How", "Input", "OnEvent", "Output", "Plan", "Planning", "Progress", "Summary", "Unit",
    "score_files",
]  # fmt: skip
