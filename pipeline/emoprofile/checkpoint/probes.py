"""Golden probes: sentences that leave no doubt, to show that a model's labels mean what they say.

Names cannot show that two columns were swapped; a model that calls terror joy can.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from emoprofile.data import LabelScores, ScoreMatrix
from emoprofile.data.finding import Finding, Verdict

PROBES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "goemotions": {
            "I am so happy, this is the happiest day of my life!": ("joy", "excitement"),
            "I am terrified, I am so scared of him!": ("fear",),
            "I am so sad, I cannot stop crying.": ("sadness", "grief"),
            "I am furious, I hate them for this!": ("anger", "annoyance"),
            "Thank you so much, I am very grateful for your help!": ("gratitude",),
            "I love you, I love you so much.": ("love",),
            "Haha, that is hilarious, so funny!": ("amusement",),
            "I am so sorry, I apologize, please forgive me.": ("remorse",),
        },
        "ekman": {
            "I am so happy, this is the happiest day of my life!": ("joy",),
            "I am terrified, I am so scared of him!": ("fear",),
            "I am so sad, I cannot stop crying.": ("sadness",),
            "I am furious, I hate them for this!": ("anger",),
            "Ugh, that is disgusting, it makes me want to vomit.": ("disgust",),
            "Wow, what a surprise, I did not expect that at all!": ("surprise",),
        },
        "sentiment": {
            "I am so happy, this is the happiest day of my life!": ("positive",),
            "Thank you so much, this is wonderful!": ("positive",),
            "I am so sad, I cannot stop crying.": ("negative",),
            "This is terrible, I hate it.": ("negative",),
        },
        "plutchik": {
            "I am so happy, this is the happiest day of my life!": ("joy",),
            "I am terrified, I am so scared of him!": ("fear",),
            "I am so sad, I cannot stop crying.": ("sadness",),
            "I am furious, I hate them for this!": ("anger", "disgust"),
        },
        "semeval-2018": {
            "I am so happy, this is the happiest day of my life!": ("joy",),
            "I am terrified, I am so scared of him!": ("fear",),
            "I am so sad, I cannot stop crying.": ("sadness",),
            "I am furious, I hate them for this!": ("anger", "disgust"),
        },
        "stars": {
            "Wonderful, perfect, the best I have ever had!": ("5-stars",),
            "Terrible, the worst I have ever had, never again.": ("1-star",),
        },
    }
)
"""Per vocabulary: a sentence, and the labels of which one must lead the labels that are probed for."""


def probe_sentences() -> list[str]:
    """Every probe, once."""
    return list(dict.fromkeys(sentence for probes in PROBES.values() for sentence in probes))


def check_probes(scores: ScoreMatrix, *, shipped: bool) -> Iterator[Finding]:
    """What the scores of `probe_sentences()` say of a model: one finding for each vocabulary it speaks.

    Args:
        scores: One row per probe.
        shipped: Whether the spec came with emoprofile: a failure refuses it, and only warns of a user's own.
    """
    for given in (scores.emotions, *scores.groups.values()):
        wrong = [*_misread(given, probe_sentences())]
        if wrong:
            verdict: Verdict = "refused" if shipped else "warning"
            remedy = "Are its labels in the right order, and is its language that of the probes?"
            seen = f"{len(wrong)} of {len(_probes_for(given))} clear sentences are read wrong, such as {wrong[0]}"
            yield Finding(f"probes ({given.vocabulary})", verdict, f"{seen}. {remedy}")
        else:
            count = len(_probes_for(given))
            yield Finding(f"probes ({given.vocabulary})", "fine", f"{count} of {count} clear sentences are read right")


def _probes_for(given: LabelScores) -> dict[str, tuple[str, ...]]:
    """The probes whose label the model has."""
    probes = PROBES.get(given.vocabulary, {})
    return {sentence: labels for sentence, labels in probes.items() if set(labels) & set(given.labels)}


def _misread(given: LabelScores, sentences: Sequence[str]) -> Iterator[str]:
    probes = _probes_for(given)
    named = {label for labels in probes.values() for label in labels}
    columns = [i for i, label in enumerate(given.labels) if label in named]
    p = given.probabilities
    for sentence, labels in probes.items():
        row = p[sentences.index(sentence)]
        top = max(columns, key=lambda i: row[i])
        if given.labels[top] not in labels:
            yield f"{sentence!r} is read as {given.labels[top]}, not as {' or '.join(labels)}"
