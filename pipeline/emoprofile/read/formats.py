"""The registry of formats: what the name of a file says about its content, and what reads it.

To add a format, write a file with its reader and add one line to `FORMATS`.
"""

from dataclasses import dataclass
from pathlib import PurePath

PACKINGS = (".gz", ".zst")
DATASET_PREFIX = "hf://"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes:
        name: For people.
        suffixes: Of its files, in lower case.
        reader: `module:function`. Of a table, the function takes a `Source` and returns a context manager of a `Table`;
            of one article, it takes a `Source` and returns a `Document`.
        is_table: Whether a file may hold many articles.
        single: Of a table: reads a file that holds one article after all, as `is_one_article` of its module tells.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    is_table: bool = True
    single: str | None = None


FORMATS = (
    Format("text", (".md", ".story", ".txt"), "emoprofile.read.text_file:read_text", is_table=False),
    Format("web page", (".htm", ".html"), "emoprofile.read.pages.html:read_page", is_table=False),
    Format("JSON Lines", (".jsonl", ".ndjson"), "emoprofile.read.tables.json:open_json"),
    Format(
        "JSON",
        (".json",),
        "emoprofile.read.tables.json:open_json",
        single="emoprofile.read.tables.json:read_json_article",
    ),
    Format("Excel", (".xlsx",), "emoprofile.read.tables.excel:open_excel"),
    Format("CSV", (".csv",), "emoprofile.read.tables.csv:open_csv"),
    Format("TSV", (".tsv",), "emoprofile.read.tables.csv:open_csv"),
    Format("Parquet", (".parquet",), "emoprofile.read.tables.parquet:open_parquet"),
)
DATASET = Format("dataset", (), "emoprofile.read.tables.hub:open_dataset")
"""Of paths that begin with `hf://`."""
TEXT, JSON_LINES = FORMATS[0], FORMATS[2]
"""What standard input may be."""
SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
ALLOWED = f"{', '.join(SUFFIXES)} files, packed as {' or '.join(PACKINGS)} or not"
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}


def split_suffixes(path: str) -> tuple[str, str]:
    """The suffix of a file and that of its packing, in lower case; empty where there is none."""
    name = PurePath(path)
    if name.suffix.lower() in PACKINGS:
        return PurePath(name.stem).suffix.lower(), name.suffix.lower()
    return name.suffix.lower(), ""


def find_format(path: str) -> Format | None:
    """The format of a path, by its suffix; None if no format has that."""
    return DATASET if path.startswith(DATASET_PREFIX) else _BY_SUFFIX.get(split_suffixes(path)[0])


def is_table(path: str) -> bool:
    """Whether there may be many articles behind one path."""
    found = find_format(path)
    return found is not None and found.is_table
