"""Hostile text: kinds that cost a splitter or a cleaning rule more than an article does, of any length asked for."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cache, partial
from itertools import chain, count, cycle, repeat

from emoprofile.text.language import Language, language, language_file

CODES = ("de", "en", "es", "fr")
Kind = Callable[[int], str]
"""A number of characters -> a text of that length."""

_UNITS = {
    # Lines.
    "single-character lines": "a\n",
    "single-capital lines": "A\n",
    "single-figure lines": "1\n",
    "single-mark lines": "-\n",
    "emoji lines": "😀\n",
    "CJK lines": "中\n",
    "short words, a line each": "So it\n",
    "short sentences, a line each": "So.\n",
    "questions, a line each": "Who?\n",
    "paragraphs of one word": "Word\n\n",
    "heading-like lines": "The Long Way Home\n",
    "heading-like lines before prose": "The Long Way Home\nHe went home.\n",
    "Markdown headings": "# A\n",
    "hard-wrapped lines": "the quick brown fox jumps over the lazy dog and\n",
    "verse": "o sing\n\nOf me,\n",
    "speech lines": "“a\n",
    "closed speech lines": "“a”\n",
    "single-quote lines": "'a\n",
    "guillemet lines": "«a\n",
    "dialogue lines": "—a\n",
    "dialogue lines with tags": "—No —dijo Ana—.\n",
    "dialogue lines with unmarked tags": "– Oui, dit-il.\n",
    "bullets": "• a\n",
    "bullets, dashes": "- a\n",
    "bullets, stars": "* a\n",
    "enumerated lines": "1. a\n",
    "lettered lines": "a) a\n",
    "block quotes": "> a\n",
    "emphasis lines": "**a**\n",
    "images": "![a](b)\n",
    "links": "[aaa](b)\n",
    "arrows": "» a\n",
    "teasers": "Read more: a b c\n",
    "lead-ins and headlines": "More from us\nA b\n",
    "chains of headlines": "-\nA b\n",
    "credits": "Photo: A\n",
    "credits behind captions": "A b. Photo: A\n",
    "many ends before a credit": 'A. b! c? d) e" ',
    "bylines": "By A\n",
    "dates": "3 May 2020\n",
    "dates and bars": "3 May | News | ",
    "clock lines": "10:30\n",
    "share buttons": "Share\n",
    "share bars": "Share | Tweet | ",
    "notices": "Advertisement\n",
    "calls to action": "Follow us on Facebook\n",
    "repeated paragraphs": "One two three four five six seven eight nine.\n",
    "repeated short lines": "One two three.\n",
    "headings and quotations": "A b\n“A.” b.\n",
    "quotations in headings": "A “b” c\nD e.\n",
    # Marks inside one line.
    "full stops": ".",
    "spaced full stops": ". ",
    "ellipses": "… ",
    "dotted ellipses": ". . . a ",
    "questions": "a? ",
    "exclamations": "a! ",
    "mixed terminators": "a?!. ",
    "wide terminators": "a。",
    "interrobangs": "a⁉ ",
    "sentences of one letter": "A. ",
    "sentences in lower case": "a. ",
    "sentences of one word": "Aa. ",
    "abbreviations": "Dr. ",
    "abbreviations of two words": "z. B. ",
    "letters with stops": "U.S. ",
    "one word of letters with stops": "a.",
    "initials": "J. K. ",
    "roman numerals": "XIV. ",
    "ordinals": "3. ",
    "numbers after No.": "No. 5 ",
    "decimals": "1.5 ",
    "footnote marks": "a.[1] ",
    "enumerators": "1) a ",
    "letters as enumerators": "(a) b ",
    "bullets in a line": "• a ",
    "pipes": "|",
    "spaced pipes": "a | ",
    "slashes": "a/",
    "hyphens": "-",
    "hyphenated words": "a-",
    "spaced dashes": "a — ",
    "glued dashes": "a—",
    "enclosed by dashes": "—a —b",
    "commas": "a, ",
    "semicolons and colons": "a; b: ",
    "double quotes": '"',
    "quoted letters": '"a" ',
    "unclosed quotes": '"a ',
    "unclosed typographic quotes": "“a ",
    "closing quotes": "a” ",
    "nested quotes": "“a ‘b ",
    "alternating quotes": "«a» „b“ ",
    "nested guillemets": "«a ",
    "spaced guillemets": "« a » ",
    "low quotes": "„a ",
    "CJK quotes": "「a",
    "apostrophes": "'",
    "single quotes": "'a' ",
    "unclosed single quotes": "'a ",
    "possessives": "‘as’ ",
    "elisions": "l'a ",
    "brackets": "(",
    "bracketed": "(a) ",
    "square brackets": "[",
    "elision marks": "[...] ",
    "unclosed links": "[a](",
    "stops and quotes": '." ',
    "quoted questions with tags": "“Who?” Mary asked. ",
    "quotations with tags": "“Yes,” said Mary. ",
    "quotations with tags in front": "Mary said: “Yes.” ",
    "quotations in a row": "“Yes,” “No,” ",
    "attributed to ever new names": "according to Ann: “A” ",
    "verbs of saying": "said ",
    "speech verbs with stops": "said. ",
    "names": "Mary ",
    "names and particles": "Mary von der ",
    "titles": "Mr ",
    "fillers": "yesterday ",
    "inverted questions": "¿a? ",
    "addresses": "a@b.c ",
    "web addresses": "https://a.b/c ",
    "hashes": "#",
    "stars": "*",
    "underscores": "_",
    "tildes": "~~",
    "greater-than signs": ">",
    # White space, and signs of other scripts.
    "spaces": " ",
    "letters between many spaces": "a" + " " * 60,
    "stops between many spaces": "a." + " " * 60,
    "tabs": "a\t",
    "no-break spaces": "a.\u00a0",
    "thin spaces": "a.\u202f",
    "zero-width spaces": "a\u200b",
    "byte order marks": "\ufeff",
    "newlines": "\n",
    "carriage returns": "a\r",
    "both line ends": "a\r\n",
    "form feeds": "a\f",
    "next lines": "a\x85",
    "line separators": "a\u2028",
    "paragraph separators": "a\u2029",
    "blank lines with spaces": "a\n \n",
    "combining marks": "a\u0301",
    "combining marks alone": "\u0301",
    "emoji": "😀",
    "joined emoji": "👩\u200d🚀 ",
    "CJK": "中",
    "right-to-left": "שלום. ",
    "right-to-left marks": "\u202ea. ",
    "wrongly decoded": "Ã© â€™ ",
    "lone surrogates": "\ud800 ",
    "controls": "\x00\x1b ",
    "box drawing": "─",
    "one word": "a",
    "one number": "1",
    "words of one letter": "a ",
    "capitals": "A ",
    "one line of words": "word ",
}


_SPOKEN = {
    "commas": "a, ", "questions": "a? ", "dashes": "a —b ", "closed dashes": "a —b— ", "tags": "a, dit-il ",
    "verbs": "a, dijo ", "auxiliaries": "a, ha ", "names": "a —dijo Ana— ", "sentences": "A. —A ",
}  # fmt: skip
"""What may stand in a line of dialogue, which begins with a dash."""


def _repeated(unit: str) -> Kind:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _joined(parts: Callable[[], Iterator[str]]) -> Kind:
    """Parts one after the other, until the length is reached."""

    def fill(length: int) -> str:
        taken, size = [], 0
        for part in parts():
            if size >= length:
                break
            taken.append(part)
            size += len(part)
        return "".join(taken)[:length]

    return fill


def _numbered(pattern: str) -> Kind:
    """The pattern with another word each time, so that no store of lines seen before helps."""
    return _joined(lambda: (pattern.replace("#", _word(n)) for n in count()))


def _word(number: int) -> str:
    """A word of lower-case letters for a number: no two have the same."""
    letters = ""
    while number or not letters:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return letters


def _shuffled(tokens: Sequence[str], between: str, seed: int) -> Kind:
    def draw() -> Iterator[str]:
        generator = random.Random(seed)
        while True:
            yield generator.choice(tokens) + generator.choice(between)

    return _joined(draw)


_NUMBERED = {
    "lines, none twice": "#\n",
    "capital lines, none twice": "A#\n",
    "speech lines, none twice": "“#\n",
    "closed speech lines, none twice": "“#.”\n",
    "bullets, none twice": "- #\n",
    "enumerated lines, none twice": "1. #\n",
    "abbreviated lines, none twice": "Dr. #\n",
    "heading-like lines, none twice": "The Long Way #\n",
    "teasers, none twice": "Read more: # b c\n",
    "credits, none twice": "Photo: A#\n",
    "credits behind captions, none twice": "A b. Photo: A#\n",
    "bars of facts, none twice": "News | A# | 3 May\n",
    "dashed facts, none twice": "news - may - #\n",
    "dialogue, none twice": "—A # —dijo Ana—.\n",
    "paragraphs, none twice": "# two three four five six seven eight nine.\n",
    "near-repeated paragraphs": "One two three four five six seven eight nine ten eleven twelve and also #.\n",
    "paragraphs that share a few words": "One two three four # five # six # seven # eight # nine # ten.\n",
    "speakers, none twice": "“Yes,” said A#. ",
    "speakers with titles, none twice": "“Yes,” said Mr A#. “No,” said Ann A#. ",
    "quotations, none twice": "“#” ",
    "names, none twice": "A# ",
    "initials and names, none twice": "J. A# ",
    "full lines of names, none twice": "Photo: A# " + "A " * 190 + "\n",
    "full lines of calls, none twice": "# " + "send tell write e-mail " * 16 + "\n",
    "full lines of calls and ends, none twice": "# have you. " + "contact our join our " * 17 + "\n",
    "full lines of buttons, none twice": "# " + "share it tweet print " * 18 + "\n",
    "full lines of dates, none twice": "# " + "1 May " * 60 + "\n",
    "full lines of bars, none twice": "#" + " | a" * 95 + "\n",
    "full lines of marks, none twice": "#" + "-" * 380 + "a\n",
    "full lines of link starts, none twice": "#" + "[a](" * 95 + "\n",
    "full lines of ends and credits, none twice": "#. " + "Photo. " * 54 + "\n",
    "full lines of image starts, none twice": "![#" + "![a](b" * 60 + "\n",
    "full lines of slashes, none twice": "AA#" + "/ A" * 120 + "\n",
    "full lines of capitals, none twice": "A# " + "AB " * 125 + "\n",
    "full lines of capitals and dashes, none twice": "A# " + "AB— " * 95 + "\n",
    "full lines of words, none twice": "# " + "word " * 77 + "\n",
    "full lines of letters, none twice": "# " + "a " * 195 + "\n",
    "full lines of one word, none twice": "#" + "a" * 390 + "\n",
    "full lines of one capital word, none twice": "#" + "A" * 390 + "\n",
    "full lines of figures, none twice": "#" + "1" * 390 + "\n",
    "full lines of stops, none twice": "#" + "." * 390 + "a\n",
    "full lines of stops between words, none twice": "#" + "a." * 195 + "\n",
    "full lines of arrows, none twice": "» #" + "»" * 390 + "\n",
    "full lines of addresses, none twice": "write #" + " a@a.aa" * 55 + "\n",
    "full lines of closing quotes, none twice": "#." + "”" * 390 + "a\n",
}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind, by name; those of a language's words and of random tokens are the same in each run."""
    found = {name: _repeated(unit) for name, unit in _UNITS.items()}
    found |= {name: _numbered(pattern) for name, pattern in _NUMBERED.items()}
    for name, unit in _SPOKEN.items():
        found[f"dialogue of {name}"] = _joined(partial(chain, ["—x "], repeat(unit)))
        found[f"dialogue lines of {name}"] = _repeated("—x " + unit * (200 // len(unit)) + "\n")
    marks = [unit.strip("\n") for unit in _UNITS.values()]
    for seed, code in enumerate(CODES):
        rules = language(code)
        words = {each.name: sorted(getattr(rules, each.name)) for each in fields(Language)}
        voices = {name: sorted(entries) for name, entries in (language_file(code, "voices") or {}).items()}
        for name, entries in words.items():
            if entries:
                found[f"{code}: {name}"] = _joined(lambda entries=entries: (f"{word}. " for word in cycle(entries)))  # type: ignore[misc]
        everything = [word for entries in (*words.values(), *voices.values()) for word in entries]
        capitals = [word.title() for word in everything]
        found[f"{code}: words of all lists"] = _shuffled(everything, " ", seed)
        found[f"{code}: words of all lists, with stops"] = _shuffled([*everything, *capitals], " .", seed)
        found[f"{code}: words of all lists, in short lines"] = _shuffled([*everything, *capitals], " \n", seed)
        found[f"{code}: words and marks"] = _shuffled([*everything, *capitals, *marks], " .", seed)
        found[f"{code}: words and marks in lines"] = _shuffled([*everything, *capitals, *marks], " .,\n", seed)
        wordings = _literals(code)
        found[f"{code}: words of the cleaning rules"] = _shuffled(wordings, "         \n", seed)
        found[f"{code}: words of the cleaning rules and marks"] = _shuffled([*wordings, *marks], " |,:\n", seed)
        found[f"{code}: words of the cleaning rules in full lines"] = _shuffled(wordings, " " * 60 + "\n", seed)
    found["marks of all kinds"] = _shuffled(marks, " ", 0)
    found["marks of all kinds in lines"] = _shuffled(marks, " \n", 0)
    found["any character"] = _shuffled([chr(i) for i in range(0x3000) if i not in range(0xD800, 0xE000)], " \n.", 0)
    return found


def _literals(code: str) -> list[str]:
    """The words that stand in the patterns of a language's cleaning rules."""
    rules = language_file(code, "cleaning") or {}
    patterns = [*rules.pop("definitions", {}).values()]
    patterns += [pattern for kinds in rules.values() for patterns in kinds.values() for pattern in patterns]
    return sorted({word for pattern in patterns for word in re.findall(r"[^\W\d_]{3,}", pattern)})
