"""Terms: words in quotation marks that nobody speaks, as titles, nicknames and scare quotes."""

import re

from emoprofile.data import Span
from emoprofile.text.voices.lexicon import Lexicon
from emoprofile.text.voices.quotations import Quotation

MOST_WORDS_OF_TERM = 2
MOST_WORDS_UNTAGGED = 3
LONGEST_TITLE = 120
"""Characters."""
_MARKS = "\"“”„‟«»‹›「」『』'‘’‚`"
_WORD = re.compile(r"[\w'’&-]+")
_TAG_WORDS = re.compile(r"[^\W\d_]+")
_LOOK = 40
_UNSPACED = "「『"
_STARTS = re.compile(r"(?:^|[.!?…:]\s+)$")
_FINISHED = re.compile(r"[.!?…。！？](?:\s|$)")


def is_term(text: str, part: Span, quotation: Quotation, words: Lexicon) -> bool:
    """Whether a quotation is a term or a title: one or two words, or capitals throughout, and no tag beside it."""
    start, end = quotation.span.start, quotation.span.end
    if end - start > LONGEST_TITLE or text[start] in _UNSPACED:
        return False
    inner = text[start:end].strip(_MARKS + " \u00a0\u202f")
    found = _WORD.findall(inner)
    short = len(found) <= MOST_WORDS_OF_TERM and (inner[:1].islower() or inner[-1:] not in ".!?…,;—。！？")
    title = "nouns" not in words.capitals and len(found) > 1 and _is_title(inner, found)
    if not short and not title:
        return False
    return not _has_tag(text, part, start, end, words)


def is_phrase(text: str, quotation: Span) -> bool:
    """Whether a quotation is so short that, without a speaker, it may as well be a term."""
    inner = text[quotation.start : quotation.end].strip(_MARKS + " \u00a0\u202f")
    return len(_WORD.findall(inner)) <= MOST_WORDS_UNTAGGED and inner[:1].islower() and not _FINISHED.search(inner)


def _is_title(inner: str, found: list[str]) -> bool:
    if _FINISHED.search(inner[:-1]) or inner[-1] in "!?…":
        return False
    long = [word for word in found if len(word) > 3 or word[0].isupper()]
    return len(long) > 1 and all(word[0].isupper() or word[0].isdigit() for word in long) and found[0][0].isupper()


def _has_tag(text: str, part: Span, start: int, end: int, words: Lexicon) -> bool:
    """Whether a verb of saying or a colon stands right beside a quotation."""
    before = text[max(part.start, start - _LOOK) : start]
    if before.rstrip().endswith(":") or text[end : end + 1] == ":":
        return True
    if not words.attaching and text[end : end + 1] == "," and _STARTS.search(before):
        return True  # „Betreten verboten“, hieß es
    ahead = _TAG_WORDS.findall(text[end : min(part.end, end + _LOOK)])[:4]
    comma = text[end - 2 : end - 1] in ",?!…—" or text[end : end + 1] == "," or text[end - 1 : end] == ","
    last = _TAG_WORDS.findall(before)[-1:]
    told = bool(last) and last[0] in words.saying and before.rstrip(" ,\n")[-1:].isalpha()
    return (comma and any(word in words.saying or word in words.auxiliaries for word in ahead)) or told
