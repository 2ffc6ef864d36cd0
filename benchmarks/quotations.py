"""How well quotations and their speakers are found, on the gold set of real articles: `datasets/quotations`.

python -m benchmarks.quotations --data FOLDER [--part dev|last_look] [--agreement] [--show]
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT
from tests.text.quoted import Quoted, Score, compared, found_in

from emoprofile.config import TextConfig
from emoprofile.text import Segmenter

GOLD = ROOT / "datasets" / "quotations"
CORPORA = ("wikinews.jsonl", "senate.jsonl")


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its marks."""

    id: str
    part: str
    text: str
    quoted: tuple[Quoted, ...] = field(repr=False)


def articles(name: str, data: Path) -> list[Article]:
    """The articles of a file of marks, with their texts.

    Raises:
        SystemExit: If a text is not the one that was marked.
    """
    texts: dict[str, str] = {}
    for corpus in CORPORA:
        for line in (data / "open_news" / corpus).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    found = []
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["id"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            raise SystemExit(f"{row['id']}: this is not the text that was marked")
        quoted = tuple(Quoted.from_row(text, mark) for mark in row["quotations"])
        found.append(Article(row["id"], row["part"], text, quoted))
    return found


def measured(some: Sequence[Article], segmenter: Segmenter, *, show: bool) -> Score:
    """What the rules find in some articles."""
    score = Score()
    for article in some:
        one = compared(article.quoted, found_in(article.text, segmenter))
        if show:
            for line in one.faults:
                print(f"{article.id:16} {line}")
        score += one
    return score


def agreement(data: Path) -> Score:
    """How the second person's marks agree with the first's, on the articles that both marked."""
    first = {article.id: article for article in articles("gold.jsonl", data)}
    score = Score()
    for article in articles("second.jsonl", data):
        score += compared(first[article.id].quoted, article.quoted)
    return score


def main() -> None:
    """Print the figures of a part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the folder with open_news")
    parser.add_argument("--part", default="dev", choices=("dev", "last_look"))
    parser.add_argument("--agreement", action="store_true", help="compare the two markings of the double articles")
    parser.add_argument("--show", action="store_true", help="print every fault")
    asked = parser.parse_args()
    if asked.agreement:
        print(agreement(asked.data).table())
        return
    some = [article for article in articles("gold.jsonl", asked.data) if article.part == asked.part]
    print(f"{asked.part}: {len(some)} articles")
    print(measured(some, Segmenter(TextConfig()), show=asked.show).table())


if __name__ == "__main__":
    main()
