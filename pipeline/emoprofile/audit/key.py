"""The key to a sheet: where each row is from, and with which probability it was taken. Annotators do not need it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from emoprofile.errors import ReadError
from emoprofile.write import write_atomically

SCHEMA = "emoprofile-audit/1"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One row of the sheet.

    Attributes:
        row: Its number, from 1.
        id: Of the article.
        sentence: The position of the sentence in it, from 0.
        probability: With which it was taken.
        stratum: The stratum of scores that it is in, from 0.
    """

    row: int
    id: str
    sentence: int
    probability: float
    stratum: int


@dataclass(frozen=True, slots=True)
class AuditKey:
    """What is known of a sheet beside its sentences.

    Attributes:
        model: What made the profiles.
        figures: The labels that are audited.
        by: The keys of metadata whose groups got equal parts of the labels.
        count: How many sentences were asked for: the strata depend on it.
        seed: Of the draw.
        sentences: How many sentences there were to draw from.
        rows: Where each row of the sheet is from.
    """

    model: str
    figures: tuple[str, ...]
    by: tuple[str, ...]
    count: int
    seed: int
    sentences: int
    rows: tuple[KeyRow, ...]

    def write(self, path: Path) -> None:
        """Write it.

        Raises:
            WriteError: If the disk refuses.
        """
        whole = {"schema": SCHEMA, **asdict(self)}
        write_atomically(path, (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode())

    @classmethod
    def read(cls, path: Path) -> "AuditKey":
        """Read it.

        Raises:
            ReadError: If it is not there, or no key.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except OSError:
            raise ReadError(
                f"{path}: the key to the sheet is not beside it; without the probabilities in it labels correct nothing"
            ) from None
        except ValueError as error:
            raise ReadError(f"{path}: no key to a sheet ({error})") from None
        if not isinstance(values, dict) or values.pop("schema", None) != SCHEMA:
            raise ReadError(f"{path}: no key to a sheet of this version ({SCHEMA})")
        values["rows"] = tuple(KeyRow(**row) for row in values["rows"])
        return cls(**values | {name: tuple(values[name]) for name in ("figures", "by")})


def place_key(sheet: Path) -> Path:
    """Where the key to a sheet stands."""
    return sheet.with_name(f"{sheet.stem}.key.json")
