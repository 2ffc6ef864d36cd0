"""A profile in one sentence that can be quoted, and what to know about it."""

from collections.abc import Iterator

from emoprofile.data import DimensionFigures, Profile
from emoprofile.data.readings import Leading

MOST_SAID = 0.995
"""Above this, a probability would be rounded to 100 %."""
_FLAGS = {
    "language": "the text is in a language that the model does not know",
    "mojibake": "the text was decoded wrongly before it came here",
    "damaged": "characters of the text are lost: U+FFFD stands in their place",
    "html": "the text was taken out of HTML: offsets refer to the text that was taken out",
    "unescaped": "entities and escapes were read as what they stand for: offsets refer to the text with them",
    "markup": "HTML tags or entities in the text were scored as words",
    "truncated": "the page holds only a part of the article, or more than could be taken out of it",
}


def write_headline(profile: Profile) -> str:
    """What is above baseline, and valence and arousal with their 90 % intervals.

    Readings are named unless `expressed` is the only one: `Above baseline: expressed fear (97 %); evoked anger (91 %)`.
    """
    readings = [(name, each) for name in ("expressed", "evoked") if (each := getattr(profile, name)) is not None]
    is_named = [name for name, _ in readings] != ["expressed"]
    said = [(f"{name} " if is_named else "", _leading(each.leading, each.leading_reason)) for name, each in readings]
    first = ["Above baseline: " + "; ".join(f"{name}{labels}" for name, labels in said)] if said else []
    dimensions = [
        f"{name} {write_dimension(each, '+z.2f' if name == 'valence' else 'z.2f')}"
        for name, each in (("valence", profile.valence), ("arousal", profile.arousal))
        if each is not None and each.mean is not None
    ]
    sentence = "; ".join([*first, *dimensions])
    return sentence[:1].upper() + sentence[1:]


def list_cautions(profile: Profile) -> Iterator[str]:
    """What limits the figures, in the words of the JSON."""
    for flag in profile.flags:
        yield f"Beware: {_FLAGS[flag.partition(':')[0]]} ({flag})"
    named = (("expressed", profile.expressed), ("evoked", profile.evoked), ("dimensions", profile.dimensions))
    if pooled := [name for name, each in named if each is not None and each.error == "default"]:
        yield f"error: default ({', '.join(pooled)}). The intervals are those of the pooled error model, not its own."
    if profile.dimensions and profile.dimensions.valence_basis == "derived":
        yield "valence_basis: derived. Valence follows from the polarity of the labels; the model has no output for it."
    for name, dimension in (("valence", profile.valence), ("arousal", profile.arousal)):
        if dimension is not None and dimension.rough:
            yield f"{name} is rough: the model rates it unreliably."


def write_dimension(figures: DimensionFigures, form: str) -> str:
    """A figure and its interval: `-0.37 (-0.49 to -0.24)`."""
    value = format(figures.mean or 0.0, form)
    if figures.interval is None:
        return value
    low, high = (format(end, form) for end in figures.interval)
    return f"{value} ({low} to {high})"


def write_percent(probability: float) -> str:
    """A probability from draws; never a certainty that so few draws cannot show."""
    return ">99 %" if probability > MOST_SAID else f"{100 * probability:.0f} %"


def _leading(leading: tuple[Leading, ...] | None, reason: str | None) -> str:
    if leading is None:
        return f"unknown ({reason})"
    return ", ".join(f"{each.label} ({write_percent(each.above)})" for each in leading) or "nothing"
