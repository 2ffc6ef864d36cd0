"""What the readers of published formats have in common: lines without quoting, and rows of a sentence each."""

import csv
import io
from collections.abc import Iterator, Mapping

from emoprofile.errors import ReadError
from emoprofile.labelled.raw import RawArticle, RawSentence
from emoprofile.read.compression import FAULTS, describe_damage, open_unpacked


def read_unquoted(path: str) -> Iterator[tuple[int, list[str]]]:
    """The fields of each line, with its number: separated by tabs, and a quote is a character like any other.

    Raises:
        ReadError: If the file is not there, is damaged, or is not UTF-8.
    """
    with open_unpacked(path) as stream:
        lines = io.TextIOWrapper(stream, "utf-8-sig", newline="")
        try:
            yield from enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1)
        except UnicodeDecodeError as error:
            raise ReadError(f"not valid UTF-8: {error.reason}") from None
        except FAULTS as error:
            raise describe_damage(error) from None


def make_row(
    place: str, identity: str, text: str, labels: Mapping[str, float], valence: float | None = None
) -> RawArticle:
    """A row of one sentence."""
    return RawArticle(place, identity, text, (RawSentence(text, labels, valence=valence),), valence=valence)
