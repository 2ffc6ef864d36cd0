"""The rule splitter: a block of text -> the ranges of its sentences.

A sentence ends at a terminator with its closing marks, unless one of the rules below says that it goes on. Sentences
inside a longer quotation are sentences of their own: emotion is scored one by one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from emoprofile.text.items import items
from emoprofile.text.language import Language, language

Splitter = Callable[[str], Iterator[tuple[int, int]]]
"""A block of text -> ordered, disjoint (start, end) ranges that cover every character other than space."""

CLOSERS = "\"'”’»›)]}*_"
QUOTES = "\"'”’»›"
OPENERS = "\"'“‘”’«»„‚(["
# Possessive, and a run of stops is tried from its first only: no input takes more than linear time. For the same reason
# a spaced ellipsis (. . .) needs nothing behind it: were it tried and given up, each of its stops would try again.
_TERMINATOR = re.compile(
    r"(?P<mark>(?P<spaced>\.(?:[ \u00a0]\.){2,}+)|(?<![.!?…‼⁇⁈⁉])[.!?…‼⁇⁈⁉]++)"
    rf"(?P<closers>[{re.escape(CLOSERS)}]*+)(?P<notes>(?:\[\d{{1,3}}\])*+)(?(spaced)|(?=\s|$))"
    rf"|(?P<wide>[。！？｡]++)(?P<wide_closers>[{re.escape(CLOSERS)}」』）】]*+)"
)
_NEXT_WORDS = re.compile(r"\s*(\S{1,40})(?:\s+(\S{1,40}))?(?:\s+(\S{1,40}))?")
_LAST_WORD = re.compile(r"\S{1,40}$")
_LETTERS_WITH_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_PLAIN_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]{1,3})?")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place where a sentence may end.

    Attributes:
        mark: The terminators, such as `.` or `?!`.
        closers: The closing marks right behind them.
        word: The word before, without opening marks, in its own case.
        starts_sentence: Whether that word is the first of its sentence.
        is_elision: Whether the mark stands in brackets, `[...]`, for words that were left out.
        following: Up to three words that follow, as written.
    """

    mark: str
    closers: str
    word: str
    starts_sentence: bool
    is_elision: bool
    following: tuple[str, ...]

    @property
    def next_word(self) -> str:
        return self.following[0].strip(OPENERS + CLOSERS + ".,;:!?…")

    @property
    def next_is_lower(self) -> bool:
        first = self.following[0].lstrip(OPENERS)[:1]
        return first.islower()


def rule_splitter(code: str) -> Splitter:
    """The rule splitter for the language of that code."""
    rules = language(code)

    def split(block: str) -> Iterator[tuple[int, int]]:
        for item in items(block):
            for start, end in _sentences(block[item.start : item.end], item.content - item.start, rules):
                yield item.start + start, item.start + end

    return split


def _sentences(block: str, content: int, rules: Language) -> Iterator[tuple[int, int]]:
    """The sentences of a block whose text starts at `content`, behind its enumerator."""
    start = _past_space(block, 0)
    for match in _TERMINATOR.finditer(block, content):
        if match.start() >= start and (match["wide"] or _ends(_candidate(block, start, match), rules)):
            yield start, match.end()
            start = _past_space(block, match.end())
    end = len(block.rstrip())
    if start < end:
        yield start, end


def _past_space(block: str, start: int) -> int:
    while block[start : start + 1].isspace():
        start += 1
    return start


def _candidate(block: str, start: int, match: re.Match[str]) -> _Candidate:
    before = block[max(start, match.start() - 41) : match.start()]
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    following = _NEXT_WORDS.match(block, match.end())
    return _Candidate(
        mark=match["mark"],
        closers=match["closers"],
        word=word.lstrip(OPENERS + "-–—/"),
        starts_sentence=match.start() - len(word) == start,
        is_elision=word.endswith("[") and match["closers"].startswith("]"),
        following=tuple(w for w in following.groups() if w) if following else (),
    )


def _ends(at: _Candidate, rules: Language) -> bool:
    """Whether the sentence ends here; the rules are asked in this order, and the first that knows decides."""
    if not at.following:
        return True
    quoted = any(c in QUOTES for c in at.closers)
    if at.closers and at.next_is_lower:
        return False  # “Where?” he asked
    if quoted and at.mark != "." and _is_speech_tag(at, rules):
        return False  # “Where?” Mary asked
    if at.is_elision:
        return False
    if at.mark == "…" or at.mark.startswith(("..", ". ", ".\u00a0")):
        return not (at.next_is_lower or at.next_word.split("'")[0].split("’")[0] == "I")  # Mom... I'm afraid
    if at.mark != ".":
        return not (at.next_is_lower and at.word.lower() in rules.names_with_marks)  # Yahoo! in
    return _full_stop_ends(at, rules)


def _full_stop_ends(at: _Candidate, rules: Language) -> bool:
    word, next_word = at.word.lower(), at.next_word
    starter = next_word[:1].isupper() and next_word.lower().replace("’", "'") in rules.starters
    if at.starts_sentence and _ENUMERATOR.fullmatch(at.word) and at.word != "I":
        return False  # 1. First
    if next_word[:1].isdigit() and word in rules.before_figures:
        return False  # No. 5
    if at.closers:
        return True
    if word in rules.final_abbreviations or _LETTERS_WITH_STOPS.fullmatch(at.word):
        return starter  # in the U.S. The
    if word in rules.abbreviations:
        return False  # Gen. Smith
    if len(at.word) == 1 and at.word.isupper():
        return starter  # J. Smith
    if at.next_is_lower:
        return bool(_PLAIN_WORD.fullmatch(at.word))  # good. i loved it
    return True


def _is_speech_tag(at: _Candidate, rules: Language) -> bool:
    """Whether one to two words and a verb of saying follow: Mary asked; the officer shouted; asked Mary."""
    words = [w.strip(",.;:").lower() for w in at.following]
    return any(word in rules.speech_verbs for word in words) and not words[0].startswith(tuple(OPENERS))
