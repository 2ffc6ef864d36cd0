"""What the name of a file says about its content."""

from dataclasses import dataclass
from pathlib import PurePath

TEXTS = (".md", ".txt")
PAGES = (".htm", ".html")
JSON_LINES = (".jsonl", ".ndjson")
DELIMITERS = {".csv": ",", ".tsv": "\t"}
PARQUET = ".parquet"
TABLES = (*JSON_LINES, *DELIMITERS, PARQUET)
SUFFIXES = (*TEXTS, *PAGES, *TABLES)
PACKINGS = (".gz", ".zst")
ALLOWED = f"{', '.join(SUFFIXES)} files, packed as {' or '.join(PACKINGS)} or not"
DATASET = "hf://"


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is to be read.

    Attributes:
        suffix: In lower case, without that of the packing; empty if there is none.
        packing: `.gz`, `.zst`, or empty.
    """

    suffix: str
    packing: str = ""

    @classmethod
    def of(cls, path: str) -> "Form":
        """The form of the file of that name."""
        name = PurePath(path)
        if name.suffix.lower() in PACKINGS:
            return cls(PurePath(name.stem).suffix.lower(), name.suffix.lower())
        return cls(name.suffix.lower())


def is_table(path: str) -> bool:
    """Whether there may be many articles behind one path."""
    return path.startswith(DATASET) or Form.of(path).suffix in TABLES
