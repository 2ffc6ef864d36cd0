"""Profiles and failures -> files."""

from emoprofile.write.joined import join_parts, joined_lines
from emoprofile.write.jsonl import JsonlFile, profile_line
from emoprofile.write.part import PartFile, sync_folder, write_atomically
from emoprofile.write.separated import guard_cell, unguard_cell
from emoprofile.write.writer import SUFFIXES, ProfileWriter, writer_for

__all__ = [
    "SUFFIXES",
    "JsonlFile",
    "PartFile",
    "ProfileWriter",
    "guard_cell",
    "join_parts",
    "joined_lines",
    "profile_line",
    "sync_folder",
    "unguard_cell",
    "write_atomically",
    "writer_for",
]
