"""Profiles and failures -> files."""

from emoprofile.write.joined import join_parts, joined_lines
from emoprofile.write.jsonl import JsonlFile, profile_line
from emoprofile.write.new_file import check_new_file, write_new_file
from emoprofile.write.part import PartFile, sync_folder, write_atomically
from emoprofile.write.separated import LIST_SEPARATOR, SEPARATORS, guard_cell, unguard_cell
from emoprofile.write.table import TableColumn, write_table
from emoprofile.write.values import json_text
from emoprofile.write.writer import SUFFIXES, ProfileWriter, writer_for

__all__ = [
    "LIST_SEPARATOR",
    "SEPARATORS",
    "SUFFIXES",
    "JsonlFile",
    "PartFile",
    "ProfileWriter",
    "TableColumn",
    "check_new_file",
    "guard_cell",
    "join_parts",
    "joined_lines",
    "json_text",
    "profile_line",
    "sync_folder",
    "unguard_cell",
    "write_atomically",
    "write_new_file",
    "write_table",
    "writer_for",
]
