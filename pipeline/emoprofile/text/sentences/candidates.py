"""Candidates: the places of a block where a sentence may end, each with the words around it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from emoprofile.text.language import Language

CLOSERS = "\"'”’»›)]}*_"
OPENERS = "\"'“‘”’«»„‚([¿¡"
_NOT_SPACE = re.compile(r"\S")
# What may follow a stop without a space, where the space was lost: a word that is not part of an address or of code.
_NEXT_SENTENCE = (
    r"[\"“‘«„(\[¿¡]?(?:[AI](?:['’][a-z]{1,4})?[\s,]"
    r"|[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,30}(?:['’][a-z]{1,4})?(?:[\s,;:!?)\"”’]|\.(?:\s|$)|$))"
)
_REFERENCE = (
    r"(?:[ \u00a0]?\[\^?\d{1,3}(?:[,–-] ?\d{1,3}){0,5}\]|\[(?:[a-z]|(?:note|nb|citation) [\w ]{1,12})\]|[¹²³⁰⁴-⁹])"
)


def past_space(block: str, start: int) -> int:
    """The first place from `start` on that is no white space."""
    inside = _NOT_SPACE.search(block, start)
    return inside.start() if inside else len(block)


class Candidate(NamedTuple):
    """A place where a sentence may end.

    Attributes:
        mark: The terminators, such as `.` or `?!`.
        closers: The closing marks behind them.
        word: The word before, without opening marks, in its own case.
        earlier: Up to two words before that one.
        starts_sentence: Whether that word is the first of its sentence.
        inside: Whether the mark may stand inside a sentence, as of a quotation or an aside.
        is_elision: Whether the mark stands in brackets, `[...]`, for words that were left out.
        is_glued: Whether what follows stands right behind it, without a space.
        following: Up to three words that follow, as written.
    """

    mark: str
    closers: str
    word: str
    earlier: tuple[str, ...]
    starts_sentence: bool
    inside: bool
    is_elision: bool
    is_glued: bool
    following: tuple[str, ...]

    @property
    def next_word(self) -> str:
        """The word that follows, without the marks around it."""
        return self.following[0].strip(OPENERS + CLOSERS + ".,;:!?…")

    @property
    def next_is_lower(self) -> bool:
        """Whether what follows begins in lower case."""
        first = self.following[0].lstrip(OPENERS)[:1]
        return first.islower()

    @property
    def endings(self) -> list[str]:
        """The last word, the last two, the last three: `B`, `z. B`."""
        endings = [self.word]
        for word in reversed(self.earlier):
            endings.append(f"{word} {endings[-1]}")
        return endings


class Candidates:
    """Finds the candidates of a language."""

    def __init__(self, rules: Language) -> None:
        self._rules = rules
        self._terminator = _terminator(rules)
        self._next_words = re.compile(
            rf"\s*+(?P<dash>{_any(rules.dashes)}?+)\s*+(?:{_any(rules.spaced_openers)}\s++)?+"
            r"(\S{1,40})(?:\s+(\S{1,40}))?(?:\s+(\S{1,40}))?"
        )

    def ends(self, block: str, content: int, is_end: Callable[[Candidate], bool]) -> Iterator[int]:
        """Where sentences end, from `content` on, as `is_end` decides of each candidate; not where the block ends."""
        start = past_space(block, 0)
        quotes: _StraightQuotes | None = None
        for match in self._terminator.finditer(block, content):
            if match.start() < start:
                continue
            end = match.end()
            if not match["wide"]:
                is_glued = match["glued"] is not None
                loose = match["loose"] or ""
                closers = match["closers"] + loose
                # A straight mark that has nothing to close opens what follows.
                if (loose or is_glued) and closers.endswith('"'):
                    quotes = quotes or _StraightQuotes(block)
                    if not quotes.is_open(end - 1):
                        end -= len(loose) or 1
                        closers = closers[: -(len(loose) or 1)]
                if not is_end(self._candidate(block, start, match, closers, end, is_glued)):
                    continue
            yield end
            start = past_space(block, end)

    def _candidate(
        self, block: str, start: int, match: re.Match[str], closers: str, end: int, is_glued: bool
    ) -> Candidate:
        ahead = self._next_words.match(block, end)
        before = block[max(start, match.start() - 41) : match.start()]
        words = before.split()[-3:]
        word = words.pop()[-40:] if words else ""
        dashed = block[:1] in self._rules.dashes or bool(ahead and ahead["dash"])
        inverted = any(before.rfind(mark) > 0 for mark in self._rules.inverted)
        return Candidate(
            mark=match["mark"],
            closers=closers,
            word=_bare(word),
            earlier=tuple(map(_bare, words[-2:])),
            starts_sentence=match.start() - len(word) == start,
            inside=bool(closers) or (match["mark"] != "." and (dashed or inverted)),
            is_elision=word.endswith("[") and closers.startswith("]"),
            is_glued=is_glued,
            following=tuple(w for w in ahead.groups()[1:] if w) if ahead else (),
        )


class _StraightQuotes:
    """Tells whether a straight quotation is open; the places asked for go forward."""

    def __init__(self, block: str) -> None:
        self._block, self._counted, self._marks = block, 0, 0

    def is_open(self, at: int) -> bool:
        self._marks += self._block.count('"', self._counted, at)
        self._counted = max(self._counted, at)
        return self._marks % 2 == 1


def _terminator(rules: Language) -> re.Pattern[str]:
    # Possessive, and a run of stops is tried from its first only: no input takes more than linear time. For the same
    # reason a spaced ellipsis (. . .) needs nothing behind it: were it tried and given up, each of its stops would try
    # again. A closing mark behind a space that a comma follows makes the whole fail, as it should: « Où ? », dit-il.
    closers = _any(CLOSERS, rules.closers)
    return re.compile(
        r"(?P<mark>(?P<spaced>\.(?:[ \u00a0]\.){2,}+)|(?<![.!?…‼⁇⁈⁉])[.!?…‼⁇⁈⁉]++)"
        rf"(?P<closers>{closers}*+(?:[ \u00a0\u202f]{_any(rules.spaced_closers)}{closers}*+)?+)"
        rf"(?P<notes>{_REFERENCE}*+)(?P<loose>[ \u00a0](?:''|[\"”])(?=\s|$))?+"
        rf"(?(spaced)|(?:(?=\s|$)|(?P<glued>(?={_NEXT_SENTENCE}))))"
        rf"|(?P<wide>[。！？｡]++)(?P<wide_closers>{_any(CLOSERS, rules.closers, '」』）】')}*+)"
    )


def _any(*marks: Iterable[str]) -> str:
    together = "".join(sorted(set().union(*marks)))
    return f"[{re.escape(together)}]" if together else r"[^\s\S]"


def _bare(word: str) -> str:
    return word.lstrip(OPENERS + "-–—/")
