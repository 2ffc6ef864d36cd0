"""The rule splitter: a block of text -> the ranges of its sentences.

A sentence ends at a terminator with its closing marks, unless one of the rules below says that it goes on. Sentences
inside a longer quotation are sentences of their own: emotion is scored one by one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from emoprofile.text.items import Item, items
from emoprofile.text.language import Language, language

Splitter = Callable[[str], Iterator[tuple[int, int]]]
"""A block of text -> ordered, disjoint (start, end) ranges that cover every character other than space."""

CLOSERS = "\"'”’»›)]}*_"
QUOTES = "\"'”’»›"
OPENERS = "\"'“‘”’«»„‚([¿¡"
_NOT_SPACE = re.compile(r"\S")
_LETTERS_WITH_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_PLAIN_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]{1,3})?")
_ORDINALS = {"figures": re.compile(r"\d{1,3}"), "roman": re.compile(r"[IVX]{1,5}")}


def _terminator(rules: Language) -> re.Pattern[str]:
    # Possessive, and a run of stops is tried from its first only: no input takes more than linear time. For the same
    # reason a spaced ellipsis (. . .) needs nothing behind it: were it tried and given up, each of its stops would try
    # again. A closing mark behind a space that a comma follows makes the whole fail, as it should: « Où ? », dit-il.
    closers = _any(CLOSERS, rules.closers)
    return re.compile(
        r"(?P<mark>(?P<spaced>\.(?:[ \u00a0]\.){2,}+)|(?<![.!?…‼⁇⁈⁉])[.!?…‼⁇⁈⁉]++)"
        rf"(?P<closers>{closers}*+(?:[ \u00a0\u202f]{_any(rules.spaced_closers)}{closers}*+)?+)"
        r"(?P<notes>(?:\[\d{1,3}\])*+)(?(spaced)|(?=\s|$))"
        rf"|(?P<wide>[。！？｡]++)(?P<wide_closers>{_any(CLOSERS, rules.closers, '」』）】')}*+)"
    )


def _next_words(rules: Language) -> re.Pattern[str]:
    return re.compile(
        rf"\s*+(?P<dash>{_any(rules.dashes)}?+)\s*+(?:{_any(rules.spaced_openers)}\s++)?+"
        r"(\S{1,40})(?:\s+(\S{1,40}))?(?:\s+(\S{1,40}))?"
    )


def _any(*marks: Iterable[str]) -> str:
    together = "".join(sorted(set().union(*marks)))
    return f"[{re.escape(together)}]" if together else r"[^\s\S]"


class _Candidate(NamedTuple):
    """A place where a sentence may end.

    Attributes:
        mark: The terminators, such as `.` or `?!`.
        closers: The closing marks right behind them.
        word: The word before, without opening marks, in its own case.
        earlier: Up to two words before that one.
        starts_sentence: Whether that word is the first of its sentence.
        inside: Whether the mark may stand inside a sentence, as of a quotation or an aside.
        is_elision: Whether the mark stands in brackets, `[...]`, for words that were left out.
        following: Up to three words that follow, as written.
    """

    mark: str
    closers: str
    word: str
    earlier: tuple[str, ...]
    starts_sentence: bool
    inside: bool
    is_elision: bool
    following: tuple[str, ...]

    @property
    def next_word(self) -> str:
        return self.following[0].strip(OPENERS + CLOSERS + ".,;:!?…")

    @property
    def next_is_lower(self) -> bool:
        first = self.following[0].lstrip(OPENERS)[:1]
        return first.islower()

    @property
    def endings(self) -> list[str]:
        """The last word, the last two, the last three: `B`, `z. B`."""
        endings = [self.word]
        for word in reversed(self.earlier):
            endings.append(f"{word} {endings[-1]}")
        return endings


def rule_splitter(code: str) -> Splitter:
    """The rule splitter for the language of that code."""
    rules = language(code)
    terminator, next_words = _terminator(rules), _next_words(rules)

    def split(block: str) -> Iterator[tuple[int, int]]:
        found = items(block, ordinals=bool(rules.ordinals))
        if len(found) == 1:
            return _sentences(block, found[0].content, rules, terminator, next_words)
        return chain.from_iterable(map(partial(split_item, block), found))

    def split_item(block: str, item: Item) -> Iterator[tuple[int, int]]:
        part = block[item.start : item.end]
        for start, end in _sentences(part, item.content - item.start, rules, terminator, next_words):
            yield item.start + start, item.start + end

    return split


def _sentences(
    block: str, content: int, rules: Language, terminator: re.Pattern[str], next_words: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """The sentences of a block whose text starts at `content`, behind its enumerator."""
    start = _past_space(block, 0)
    for match in terminator.finditer(block, content):
        ahead = next_words.match(block, match.end())
        if match.start() < start:
            continue
        if match["wide"] or _ends(_candidate(block, start, match, ahead, rules), rules):
            yield start, match.end()
            start = _past_space(block, match.end())
    end = len(block.rstrip())
    if start < end:
        yield start, end


def _past_space(block: str, start: int) -> int:
    inside = _NOT_SPACE.search(block, start)
    return inside.start() if inside else len(block)


def _candidate(
    block: str, start: int, match: re.Match[str], ahead: re.Match[str] | None, rules: Language
) -> _Candidate:
    before = block[max(start, match.start() - 41) : match.start()]
    words = before.split()[-3:]
    word = words.pop()[-40:] if before and not before[-1].isspace() else ""
    dashed = block[:1] in rules.dashes or bool(ahead and ahead["dash"])
    inverted = any(before.rfind(mark) > 0 for mark in rules.inverted)
    return _Candidate(
        mark=match["mark"],
        closers=match["closers"],
        word=_bare(word),
        earlier=tuple(map(_bare, words[-2:])),
        starts_sentence=match.start() - len(word) == start,
        inside=bool(match["closers"]) or (match["mark"] != "." and (dashed or inverted)),
        is_elision=word.endswith("[") and match["closers"].startswith("]"),
        following=tuple(w for w in ahead.groups()[1:] if w) if ahead else (),
    )


def _bare(word: str) -> str:
    return word.lstrip(OPENERS + "-–—/")


def _ends(at: _Candidate, rules: Language) -> bool:
    """Whether the sentence ends here; the rules are asked in this order, and the first that knows decides."""
    if not at.following:
        return True
    quoted = bool(at.closers) and any(c in QUOTES or c in rules.closers for c in at.closers)
    if at.inside and at.next_is_lower:
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
    endings = at.endings
    lower = [ending.lower() for ending in endings]
    forms = {*endings, *lower}  # one with a capital holds only where that is written
    first, apostrophe, _ = (opening := next_word.lower().replace("’", "'")).partition("'")
    starter = next_word[:1].isupper() and not rules.starters.isdisjoint((opening, first + apostrophe))
    if at.starts_sentence and _ENUMERATOR.fullmatch(at.word) and at.word != "I":
        return False  # 1. First
    compound = word.endswith(tuple(rules.compounds))
    if next_word[:1].isdigit() and (compound or not rules.before_figures.isdisjoint(forms)):
        return False  # No. 5
    if at.closers:
        return True
    if rules.parts and (word in rules.parts or any(f"{form}. {next_word.lower()}" in rules.parts for form in lower)):
        return False  # z. B.
    if compound or not rules.final_abbreviations.isdisjoint(forms) or _LETTERS_WITH_STOPS.fullmatch(at.word):
        return starter  # in the U.S. The
    if not rules.abbreviations.isdisjoint(forms):
        return False  # Gen. Smith
    if _is_ordinal(at, rules):
        return starter  # am 3. Mai
    if len(at.word) == 1 and at.word.isupper():
        return starter  # J. Smith
    if at.next_is_lower:
        return bool(_PLAIN_WORD.fullmatch(at.word))  # good. i loved it
    return True


def _is_ordinal(at: _Candidate, rules: Language) -> bool:
    """Whether the full stop may belong to a number: am 3. Mai; not where it is said to be none: auf Platz 3."""
    number = any(_ORDINALS[kind].fullmatch(at.word) for kind in rules.ordinals)
    return number and rules.before_cardinals.isdisjoint(word.lower() for word in at.earlier[-1:])


def _is_speech_tag(at: _Candidate, rules: Language) -> bool:
    """Whether one to two words and a verb of saying follow: Mary asked; the officer shouted; asked Mary."""
    words = [w.strip(",.;:").lower() for w in at.following]
    return any(word in rules.speech_verbs for word in words) and not words[0].startswith(tuple(OPENERS))
