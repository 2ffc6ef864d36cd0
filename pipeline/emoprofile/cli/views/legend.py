"""What the columns mean, said once on the screen that shows them."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from emoprofile.data import Profile

ROUGH = "~"


def legend(profile: Profile) -> RenderableType:
    """A line for each column and mark in the tables of a profile."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), style="dim")
    table.add_column(no_wrap=True)
    table.add_column()
    for name, about in meanings(profile):
        table.add_row(Text(name), Text(about))
    return Padding(table, (0, 0, 1, 2))


def meanings(profile: Profile) -> Iterator[tuple[str, str]]:
    """Each column of the tables and what it is, those of them that this profile shows."""
    if profile.expressed is not None:
        yield "expressed", "do the words express this emotion, as a careful reader of the sentence would say?"
        yield "prevalence", "the expected share of the article whose words express it"
    if profile.evoked is not None:
        yield "evoked", "how strongly would the content move an average reader with no stake in it?"
    if profile.evoked is not None or profile.dimensions is not None:
        yield "mean", "the average over the article: 0 to 1; valence from -1, unpleasant, to 1, pleasant"
    yield "90 %", "the interval that holds the figure of a careful reader with a probability of 90 %"
    yield "baseline", "the same figure for unemotional text, in bars the mark │; – where it is unknown"
    yield "above", "the probability that the article's figure is above its baseline"
    yield "peak", "the mean of the strongest tenth of the sentences: how strong it gets"
    if any(getattr(figures, "score", None) for _, figures in profile.readings.figures()):
        yield "score", "what the method of the configuration makes of the sentences"
    if any(figures.rough for _, figures in profile.readings.figures()):
        yield ROUGH, "rough: the model reads this label too unreliably; it never leads"
    if len(profile.voices) > 1:
        yield "share", "how much of the article the voice speaks"
        if profile.emotional is not None:
            yield "emotional", "the share of what the voice says that expresses some emotion"
        if profile.valence is not None:
            yield "valence", "from -1, unpleasant, to 1, pleasant"
        reading = "expressed" if profile.expressed is not None else "evoked"
        if profile.expressed is not None or profile.evoked is not None:
            about = f"the labels of {reading} that the voice holds clearly more of than unemotional text does"
            yield "above baseline", about
