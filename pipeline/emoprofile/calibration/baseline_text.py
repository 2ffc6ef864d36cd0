"""Baseline text: unemotional sentences that figures are compared with."""

from dataclasses import dataclass
from pathlib import Path

from emoprofile.errors import ReadError

FEWEST_SENTENCES = 50


@dataclass(frozen=True, slots=True)
class BaselineText:
    """Distinct unemotional sentences.

    Attributes:
        name: The name of the file.
        sentences: The sentences, in the order of the file.
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
            "needed for a reliable mean. Add more sentences"
        )
    return BaselineText(path.name, sentences)
