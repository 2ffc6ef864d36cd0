"""Score quotations and their speakers against marks.

A quotation is found where start and end are those of a mark, quotation marks, spaces and the comma or stop at the end
aside: overlap alone does not count. Its speaker is right where both name the same by their words (`is_same_speaker`),
or where both name nobody.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from emoprofile.data import Document
from emoprofile.text import Segmenter

_EDGES = "\"'“”‘’„‟«»‹›`´ \t\r\n\u00a0\u202f,.*_"
_SMALL = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "my"))
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "professor", "sen", "senator", "rep", "gov", "president"))
_TAIL = re.compile(r"\s*,.*|\s+(?:of|for|from|at|in|with|to|on|who|by)\s.*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation, its words without marks at the edges, and who says it; None for nobody."""

    start: int
    end: int
    speaker: str | None
    kind: str = ""
    words: str = ""

    @classmethod
    def at(cls, text: str, start: int, end: int, speaker: str | None, kind: str = "") -> "Quoted":
        """A quotation at a place in a text, marks included."""
        while start < end and text[start] in _EDGES:
            start += 1
        while start < end and text[end - 1] in _EDGES:
            end -= 1
        return cls(start, end, speaker, kind, text[start:end])

    @classmethod
    def from_row(cls, text: str, row: Mapping[str, Any]) -> "Quoted":
        """A quotation as it stands in a file of marks."""
        place = row["speaker"]
        return cls.at(text, row["start"], row["end"], text[place[0] : place[1]] if place else None, row["kind"])


@dataclass(slots=True)
class Score:
    """Counts. Figures are NaN where there is nothing to divide by.

    Attributes:
        gold, found, matched: Quotations marked, found, and both.
        right, wrong, missing, extra: Of the matched ones: the speaker is right; another is named; nobody is, though
            somebody speaks; somebody is, though nobody is known.
        faults: What went wrong, a line each.
    """

    gold: int = 0
    found: int = 0
    matched: int = 0
    right: int = 0
    wrong: int = 0
    missing: int = 0
    extra: int = 0
    named: int = 0
    faults: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Score") -> "Score":
        for name in ("gold", "found", "matched", "right", "wrong", "missing", "extra", "named"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults
        return self

    @property
    def precision(self) -> float:
        """Share of the found quotations that are marked."""
        return _share(self.matched, self.found)

    @property
    def recall(self) -> float:
        """Share of the marked quotations that are found."""
        return _share(self.matched, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return _share(2 * self.matched, self.gold + self.found)

    @property
    def speaker_right(self) -> float:
        """Share of the matched quotations whose speaker is right, nobody included."""
        return _share(self.right, self.matched)

    @property
    def named_right(self) -> float:
        """Share of the speakers that are named, of matched quotations, that are right."""
        return _share(self.named - self.wrong - self.extra, self.named)

    def table(self) -> str:
        """The figures, for people."""
        return (
            f"quotations: {self.gold} marked, {self.found} found, {self.matched} matched: "
            f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}\n"
            f"speakers of the matched: right {self.right} ({self.speaker_right:.3f}), another named {self.wrong}, "
            f"nobody named {self.missing}, named though unknown {self.extra}\n"
            f"of {self.named} that are named, right: {self.named_right:.3f}"
        )


def found_in(text: str, segmenter: Segmenter) -> list[Quoted]:
    """What a segmenter finds in a text."""
    passages = segmenter(Document("d", text)).passages
    quotations = [passage for passage in passages if passage.voice.kind == "quotation"]
    return [Quoted.at(text, p.span.start, p.span.end, p.voice.speaker_hint) for p in quotations]


def compared(gold: Sequence[Quoted], found: Iterable[Quoted]) -> Score:
    """The score of some quotations against the marks."""
    left = {(one.start, one.end): one for one in found}
    score = Score(gold=len(gold), found=len(left))
    for mark in gold:
        one = left.pop((mark.start, mark.end), None)
        if one is None:
            score.faults.append(f"MISSED  {mark.words[:70]!r}")
            continue
        score.matched += 1
        score.named += one.speaker is not None
        if mark.speaker is None or one.speaker is None:
            fault = "" if mark.speaker is one.speaker else "missing" if one.speaker is None else "extra"
        else:
            fault = "" if is_same_speaker(mark.speaker, one.speaker) else "wrong"
        setattr(score, fault or "right", getattr(score, fault or "right") + 1)
        if fault:
            line = f"{fault.upper():8}{mark.kind:8} gold {mark.speaker!r}, found {one.speaker!r}: {mark.words[:50]!r}"
            score.faults.append(line)
    score.faults += [f"INVENTED {one.speaker!r} {one.words[:70]!r}" for one in left.values()]
    return score


def is_same_speaker(one: str, other: str) -> bool:
    """Whether two phrases name the same speaker by their words.

    Articles and titles aside, one must be the end of the other, as in `Moss` and `Gov. Ada Moss`; what follows a
    preposition or comma may be absent from one (`the head of the union`, `the head`), but is compared where both have
    it. A name behind a description (`her sister, June Abbot`) may stand for both.
    """
    return any(_are_same(a, b) for a in _readings(one) for b in _readings(other))


def _readings(phrase: str) -> list[str]:
    _description, comma, name = phrase.partition(", ")
    return [phrase, name] if comma and all(word[:1].isupper() for word in name.split()) else [phrase]


def _are_same(one: str, other: str) -> bool:
    (head, tail), (other_head, other_tail) = _parts(one), _parts(other)
    if tail and other_tail and not (tail[: len(other_tail)] == other_tail or other_tail[: len(tail)] == tail):
        return False
    shorter, longer = sorted((head, other_head), key=len)
    return bool(shorter) and longer[-len(shorter) :] == shorter


def _parts(phrase: str) -> tuple[list[str], list[str]]:
    head = _TAIL.sub("", " ".join(phrase.split()))
    return _words(head), _words(phrase[len(head) :])


def _words(phrase: str) -> list[str]:
    words = re.findall(r"[\w&'’-]+", phrase.casefold().replace("’", "'"))
    bare = [word.removesuffix("'s") for word in words]
    kept = [word for word in bare if word not in _SMALL]
    return kept[1:] if len(kept) > 1 and kept[0] in _TITLES else kept


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
