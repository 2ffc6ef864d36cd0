"""Folders called `name=value`, as Hive, Spark and pyarrow write them -> metadata of the articles below."""

import re
from dataclasses import replace
from pathlib import PurePath
from urllib.parse import unquote

from emoprofile.data import Document
from emoprofile.read.formats import DATASET_PREFIX
from emoprofile.read.source import Source

_PARTITION = re.compile(r"([A-Za-z_][\w.\-]{0,60})=(.{0,200})")
_NULL = "__HIVE_DEFAULT_PARTITION__"


def find_partitions(path: str) -> dict[str, str | None]:
    """The names and values in the folders of a path; a value is a text, as it stands there."""
    if path.startswith(DATASET_PREFIX):
        return {}
    found = (_PARTITION.fullmatch(part) for part in PurePath(path).parts[:-1])
    return {each[1]: None if each[2] == _NULL else unquote(each[2]) for each in found if each}


def add_partitions(document: Document, source: Source) -> Document:
    """A document with the partitions of its path in the metadata; what its file says itself counts."""
    wanted = source.config.metadata_columns
    found = {name: value for name, value in find_partitions(source.path).items() if wanted is None or name in wanted}
    return replace(document, metadata={**found, **document.metadata}) if found else document
