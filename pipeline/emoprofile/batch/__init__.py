"""Batch runs: many articles, each scored once, whatever is killed on the way."""

from emoprofile.batch.chunk_scorer import Event, Progress
from emoprofile.batch.how import How
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Chunk, Input, Plan
from emoprofile.batch.run import Begun, OnEvent, Planning, score_files
from emoprofile.batch.summary import Summary

__all__ = [
    "Begun",
    "Chunk",
    "Event",
    "How",
    "Input",
    "OnEvent",
    "Output",
    "Plan",
    "Planning",
    "Progress",
    "Summary",
    "score_files",
]  # fmt: skip
