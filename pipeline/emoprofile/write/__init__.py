"""Profiles and failures -> files."""

from emoprofile.write.jsonl import JsonlFile, profile_line, profile_writer

__all__ = ["JsonlFile", "profile_line", "profile_writer"]
