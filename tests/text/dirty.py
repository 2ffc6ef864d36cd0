"""Score the cleaning rules on the dirty articles: pieces found, and characters of the story that were dropped."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

from emoprofile.data import Document
from emoprofile.text import Segmenter

ARTICLES = ROOT / "tests" / "fixtures" / "dirty"
NEARLY_ALL = 0.9


@dataclass(slots=True)
class Score:
    """What the rules did on some articles.

    Attributes:
        found: Gold pieces of which at least 90 % of the characters were dropped, by reason.
        all: Gold pieces, by reason.
        false: Parts of the story that were dropped, as (article, reason, text).
        story: Characters of the story, white space not counted.
    """

    found: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    false: list[tuple[str, str, str]] = field(default_factory=list)
    story: int = 0


def scored(half: str, segmenter: Segmenter) -> Score:
    """The score on `dev` or `last_look`."""
    score = Score()
    for path in sorted((ARTICLES / half).glob("*.txt")):
        text = path.read_bytes().decode()
        gold = gold_pieces(path, text)
        ours = segmenter(Document(path.name, text)).dropped
        dropped = {i for part in ours for i in range(part.span.start, part.span.end)}
        for reason, characters in gold:
            inked = [i for i in characters if not text[i].isspace()]
            score.all[reason] += 1
            score.found[reason] += sum(i in dropped for i in inked) >= NEARLY_ALL * len(inked)
        dirty = {i for _, characters in gold for i in characters}
        score.story += sum(not c.isspace() for i, c in enumerate(text) if i not in dirty)
        for part in ours:
            lost = "".join(text[i] for i in range(part.span.start, part.span.end) if i not in dirty).strip()
            if lost:
                score.false.append((path.name, part.reason, lost))
    return score


def gold_pieces(path: Path, text: str) -> list[tuple[str, range]]:
    """The reason and the place of each piece to drop, in order."""
    pieces, at = [], 0
    for piece in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["dropped"]:
        start = text.index(piece["text"], at)
        at = start + len(piece["text"])
        pieces.append((piece["reason"], range(start, at)))
    return pieces
