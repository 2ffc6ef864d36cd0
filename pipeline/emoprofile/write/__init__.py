"""Profiles and failures -> files."""

from emoprofile.write.joined import join_lines, join_parts, read_head
from emoprofile.write.jsonl import JsonlFile, build_profile_line
from emoprofile.write.new_file import check_new_file, write_new_file
from emoprofile.write.part import PartFile, write_atomically
from emoprofile.write.separated import LIST_SEPARATOR, SEPARATORS, guard_cell, unguard_cell
from emoprofile.write.table import TableColumn, write_table
from emoprofile.write.values import to_json
from emoprofile.write.writer import SUFFIXES, ProfileWriter, make_writer

__all__ = [
    "LIST_SEPARATOR",
    "SEPARATORS",
    "SUFFIXES",
    "JsonlFile",
    "PartFile",
    "ProfileWriter",
    "TableColumn",
    "build_profile_line",
    "check_new_file",
    "guard_cell",
    "join_lines",
    "join_parts",
    "make_writer",
    "read_head",
    "to_json",
    "unguard_cell",
    "write_atomically",
    "write_new_file",
    "write_table",
]
