"""Profiles and failures -> files."""

from emoprofile.write.joined import join_lines, join_parts
from emoprofile.write.jsonl import JsonlFile, build_profile_line
from emoprofile.write.part import PartFile, sync_folder, write_atomically
from emoprofile.write.separated import guard_cell, unguard_cell
from emoprofile.write.writer import SUFFIXES, ProfileWriter, make_writer

__all__ = [
    "SUFFIXES",
    "JsonlFile",
    "PartFile",
    "ProfileWriter",
    "build_profile_line",
    "guard_cell",
    "join_lines",
    "join_parts",
    "make_writer",
    "sync_folder",
    "unguard_cell",
    "write_atomically",
]
