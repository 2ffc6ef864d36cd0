"""What sections, columns and marks mean, in the same words on the page and in the terminal."""

from collections.abc import Iterator

from emoprofile.data import Profile

ROUGH = "~"
EXPRESSED = "Expressed by the words"
EVOKED = "Evoked by the content"
DIMENSIONS = "Valence and arousal"
TITLES = {"expressed": EXPRESSED, "evoked": EVOKED, "": DIMENSIONS}
"""By reading; the dimensions have none."""
ARC = "From the first sentence to the last"
ARTICLE = "The article"
VOICES = "Voices"
EVIDENCE = "Evidence: the sentences that a figure rests on"
NO_SENTENCE = "No sentence to score: every figure is null, none is zero."
NOTE = (
    "Expressed is what the words of a sentence say to a careful reader of that sentence alone: not what a reader of "
    "the news feels, nor what a person in it felt."
)
READINGS = {
    "expressed": "do the words express this emotion, as a careful reader of the sentence would say?",
    "evoked": "how strongly would the content move an average reader with no stake in it?",
    "dimensions": "how unpleasant or pleasant is it (valence), how calm or stirring (arousal)?",
}
INTERVAL = "the interval that holds the figure of a careful reader with a probability of 90 %"
BAND = "between its edges the whole curve would stay in 95 % of articles with the same sentences in another order"


def list_meanings(profile: Profile, baseline_mark: str = "the dashed line") -> Iterator[tuple[str, str]]:
    """Each column and mark and what it is, those of them that this profile shows.

    Args:
        profile: The profile that is shown.
        baseline_mark: How the baseline is drawn beside a figure.
    """
    if profile.expressed is not None:
        yield "expressed", READINGS["expressed"]
        yield "prevalence", "the expected share of the article whose words express it"
    if profile.evoked is not None:
        yield "evoked", READINGS["evoked"]
    if profile.evoked is not None or profile.dimensions is not None:
        yield "mean", "the average over the article: 0 to 1; valence from -1, unpleasant, to 1, pleasant"
    yield "90 %", INTERVAL
    yield "baseline", f"the same figure for unemotional text, {baseline_mark}; – where it is unknown"
    yield "above", "the probability that the article's figure is above its baseline"
    yield "peak", "the mean of the strongest tenth of the sentences: how strong it gets"
    if any(getattr(figures, "score", None) for _, figures in profile.readings.list_figures()):
        yield "score", "what the method of the configuration makes of the sentences"
    if any(figures.rough for _, figures in profile.readings.list_figures()):
        yield ROUGH, "rough: the model reads this label too unreliably; it never leads"
    if profile.arc is not None:
        yield "band", BAND
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
