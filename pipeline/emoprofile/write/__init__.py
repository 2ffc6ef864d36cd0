"""Profiles and failures -> files."""

from emoprofile.write.joined import joined, joined_lines
from emoprofile.write.jsonl import JsonlFile, profile_line
from emoprofile.write.part import PartFile, published, sync_folder
from emoprofile.write.separated import guarded, unguarded
from emoprofile.write.writer import SUFFIXES, ProfileWriter, writer_for

__all__ = [
    "SUFFIXES",
    "JsonlFile",
    "PartFile",
    "ProfileWriter",
    "guarded",
    "joined",
    "joined_lines",
    "profile_line",
    "published",
    "sync_folder",
    "unguarded",
    "writer_for",
]
