"""Names: one name for each speaker of an article."""

from collections.abc import Sequence
from dataclasses import replace

from emoprofile.text.voices.attribution import Attribution
from emoprofile.text.voices.lexicon import Lexicon


def in_full(found: Sequence[Attribution | None], words: Lexicon) -> list[Attribution | None]:
    """One name for each speaker: as first written, and in full where a surname ends a single longer name."""
    names: dict[str, str] = {}
    for attribution in found:
        if attribution:
            names.setdefault(attribution.speaker.casefold(), attribution.speaker)
    longer: dict[str, list[str]] = {}
    for name in names.values():
        *first_names, surname = without_title(_head(name, words), words.titles).split(" ")
        if first_names:
            longer.setdefault(surname, []).append(name)
    full = dict(names)
    for key, name in names.items():
        match longer.get(without_title(name, words.titles)):
            case [other] if other[0].isupper() or words.attaching:
                full[key] = other
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
