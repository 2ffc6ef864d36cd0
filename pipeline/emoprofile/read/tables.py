"""A path -> the table behind it, whatever its format."""

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

from emoprofile.config import LIMITS, LimitsConfig
from emoprofile.read.datasets import dataset
from emoprofile.read.delimited import delimited
from emoprofile.read.finding import STDIN
from emoprofile.read.forms import DATASET, JSON_LINES, PARQUET, Form
from emoprofile.read.json_lines import json_lines, table_of
from emoprofile.read.packed import Watch, unwatched
from emoprofile.read.parquet import parquet
from emoprofile.read.table import Table


def open_table(
    path: str, stdin: BinaryIO | None = None, limits: LimitsConfig = LIMITS, watch: Watch = unwatched
) -> AbstractContextManager[Table]:
    """The table at a path: of files by their suffix, of standard input as JSON Lines.

    Raises:
        ReadError: On entering, if it is not there or no table; while its rows are read, if it is damaged.
    """
    if path == STDIN:
        return nullcontext(table_of(stdin or sys.stdin.buffer, limits))
    if path.startswith(DATASET):
        return dataset(path)
    suffix = Form.of(path).suffix
    if suffix in JSON_LINES:
        return json_lines(path, limits, watch)
    return parquet(path, limits, watch) if suffix == PARQUET else delimited(path, limits, watch)
