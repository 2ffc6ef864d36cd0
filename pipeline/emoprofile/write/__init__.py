"""Profiles and failures -> files."""

from emoprofile.write.jsonl import JsonlFile, profile_line
from emoprofile.write.part import PartFile
from emoprofile.write.separated import guarded, unguarded
from emoprofile.write.writer import SUFFIXES, ProfileWriter, writer_for

__all__ = ["SUFFIXES", "JsonlFile", "PartFile", "ProfileWriter", "guarded", "profile_line", "unguarded", "writer_for"]
