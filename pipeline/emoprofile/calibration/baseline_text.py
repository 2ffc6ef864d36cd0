"""Baseline text: unemotional sentences that figures are held against."""

from dataclasses import dataclass
from pathlib import Path

from emoprofile.errors import ReadError

FEWEST_SENTENCES = 50


@dataclass(frozen=True, slots=True)
class BaselineText:
    """Distinct unemotional sentences.

    Attributes:
        name: Of the file.
        sentences: In its order.
    """

    name: str
    sentences: tuple[str, ...]


def read_baseline_text(path: Path) -> BaselineText:
    """Read a text file of one sentence a line; repeated and blank lines are left out.

    Raises:
        ReadError: If the file cannot be read as text, or holds fewer than fifty distinct sentences.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read the baseline text {path}: {error}. Give a text file, a sentence a line") from None
    sentences = tuple(dict.fromkeys(filter(None, map(str.strip, lines))))
    if len(sentences) < FEWEST_SENTENCES:
        raise ReadError(
            f"the baseline text {path} holds {len(sentences)} distinct sentences; at least {FEWEST_SENTENCES} are "
            "needed for a mean that figures can be held against"
        )
    return BaselineText(path.name, sentences)
