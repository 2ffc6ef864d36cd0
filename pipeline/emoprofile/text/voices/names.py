"""Names: one name for each speaker of an article."""

from collections.abc import Sequence
from dataclasses import replace

from emoprofile.text.voices.attribution import Attribution
from emoprofile.text.voices.lexicon import Lexicon


def in_full(found: Sequence[Attribution | None], words: Lexicon) -> list[Attribution | None]:
    """One name for each speaker: as first written, and in full where it ends a single longer name.

    `Moss`, `Ms Moss` and `Ada Moss` are one speaker, unless a Tom Moss speaks as well.
    """
    names: dict[str, str] = {}
    for attribution in found:
        if attribution:
            names.setdefault(attribution.speaker.casefold(), attribution.speaker)
    full: dict[str, str] = {}
    longer: dict[str, set[str]] = {}
    for key in sorted(names, key=lambda key: -len(without_title(names[key], words.titles).split(" "))):
        name = names[key]
        bare = without_title(name, words.titles)
        known = longer.get(bare, set())
        full[key] = next(iter(known)) if len(known) == 1 and bare[0].isupper() else name
        if full[key][0].isupper():
            parts = without_title(_head(full[key], words), words.titles).split(" ")
            for start in range(1, len(parts)):
                longer.setdefault(" ".join(parts[start:]), set()).add(full[key])
    return [who and replace(who, speaker=full[who.speaker.casefold()]) for who in found]


def without_title(name: str, titles: frozenset[str]) -> str:
    """A name without the title before it."""
    words = name.split(" ")
    for length in (2, 1):  # la señora Soto, Mrs Osei
        if len(words) > length and " ".join(words[:length]).lower() in titles:
            return " ".join(words[length:])
    return name


def _head(name: str, words: Lexicon) -> str:
    """A name without what is attached to it: Ada Moss [of the council]."""
    parts = name.split(" ")
    cut = next((i for i, part in enumerate(parts) if i and part in words.attaching), len(parts))
    return " ".join(parts[:cut])
