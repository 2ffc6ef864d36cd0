"""Endings: whether a sentence ends at a candidate."""

import re

from emoprofile.text.language import Language
from emoprofile.text.sentences.candidates import CLOSERS, OPENERS, Candidate

QUOTES = "\"'”’»›"
_LETTERS_WITH_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_PLAIN_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]{1,3})?")
# Not the name of a site or of a file: what stands before a lost space is one word, or a figure.
_WORD_OR_FIGURE = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*|[$€£]?\d[\d.,]*(?:%|[a-z]{1,2})?")
_DOMAINS = frozenset(("com", "net", "org"))
_ORDINALS = {"figures": re.compile(r"\d{1,3}"), "roman": re.compile(r"[IVX]{1,5}")}


def ends(at: Candidate, rules: Language) -> bool:
    """Whether the sentence ends here; the rules are asked in this order, and the first that knows decides."""
    if not at.following:
        return True
    if at.is_glued and not _may_glue(at, rules):
        return False  # Example.Com
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


def _may_glue(at: Candidate, rules: Language) -> bool:
    """Whether the space between two sentences was lost: the storms.The firm."""
    if at.next_word.lower() in _DOMAINS or at.word.lower() in rules.names_with_marks:
        return False
    return bool(_WORD_OR_FIGURE.fullmatch(at.word.rstrip(CLOSERS))) or _is_starter(at, rules)


def _is_starter(at: Candidate, rules: Language) -> bool:
    first, apostrophe, _ = (opening := at.next_word.lower().replace("’", "'")).partition("'")
    return at.next_word[:1].isupper() and not rules.starters.isdisjoint((opening, first + apostrophe))


def _full_stop_ends(at: Candidate, rules: Language) -> bool:
    word, next_word = at.word.lower(), at.next_word
    endings = at.endings
    lower = [ending.lower() for ending in endings]
    forms = {*endings, *lower}  # one with a capital holds only where that is written
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
        return _is_starter(at, rules)  # in the U.S. The
    if not rules.abbreviations.isdisjoint(forms):
        return False  # Gen. Smith
    if _is_ordinal(at, rules):
        return _is_starter(at, rules)  # am 3. Mai
    if len(at.word) == 1 and at.word.isupper():
        return _is_starter(at, rules)  # J. Smith
    if at.next_is_lower:
        return bool(_PLAIN_WORD.fullmatch(at.word))  # good. i loved it
    return True


def _is_ordinal(at: Candidate, rules: Language) -> bool:
    """Whether the full stop may belong to a number: am 3. Mai; not where it is said to be none: auf Platz 3."""
    number = any(_ORDINALS[kind].fullmatch(at.word) for kind in rules.ordinals)
    return number and rules.before_cardinals.isdisjoint(word.lower() for word in at.earlier[-1:])


def _is_speech_tag(at: Candidate, rules: Language) -> bool:
    """Whether one to two words and a verb of saying follow: Mary asked; the officer shouted; asked Mary."""
    words = [w.strip(",.;:").lower() for w in at.following]
    return any(word in rules.speech_verbs for word in words) and not words[0].startswith(tuple(OPENERS))
