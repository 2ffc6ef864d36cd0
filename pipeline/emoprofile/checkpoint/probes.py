"""Golden probes: sentences with an obvious emotion. They show whether the labels of a model mean what they say.

The names of labels cannot show that two columns were swapped. A sentence about terror that is scored as joy can.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from emoprofile.data import EventScores, ScoreMatrix
from emoprofile.data.finding import Finding, Verdict
from emoprofile.data.scores import FloatArray

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
    }
)
"""By vocabulary: each sentence with its expected labels. One of them must have the highest score among all labels that
the probes of the vocabulary name."""


def list_probe_sentences() -> list[str]:
    """List every probe once."""
    return list(dict.fromkeys(sentence for probes in PROBES.values() for sentence in probes))


def check_probes(scores: ScoreMatrix, *, shipped: bool) -> Iterator[Finding]:
    """Judge a model by its scores of the probes: one finding for each vocabulary that it has.

    Args:
        scores: The scores of `list_probe_sentences()`, one row per probe.
        shipped: Whether the spec came with emoprofile. A misread probe refuses such a model; for a model of the user,
            it is only a warning.
    """
    for given in (scores.expressed, *scores.groups.values()):
        if given is not None:
            yield _judge_probes(
                given.vocabulary,
                [*_find_misread_sentences(given, list_probe_sentences())],
                len(_select_probes(given)),
                shipped,
            )
    if scores.dimensions is not None and scores.valence_basis == "model":
        values = scores.dimensions.get_values("valence")
        assert values is not None  # it has a basis
        yield _judge_probes(
            "valence", [*_find_wrong_signs(values, list_probe_sentences())], len(PROBES["sentiment"]), shipped
        )


def _judge_probes(name: str, wrong: Sequence[str], count: int, shipped: bool) -> Finding:
    if not wrong:
        return Finding(f"probes ({name})", "fine", f"{count} of {count} clear sentences are read correctly")
    verdict: Verdict = "refused" if shipped else "warning"
    remedy = "Check that its labels are in the right order, and that its language is that of the probes (English)"
    seen = f"{len(wrong)} of {count} clear sentences are read wrong, such as {wrong[0]}"
    return Finding(f"probes ({name})", verdict, f"{seen}. {remedy}")


def _find_wrong_signs(valence: FloatArray, sentences: Sequence[str]) -> Iterator[str]:
    for sentence, labels in PROBES["sentiment"].items():
        value = valence[sentences.index(sentence)]
        if (value > 0) != ("positive" in labels):
            yield f"{sentence!r} is read as {value:+.2f}, not as {' or '.join(labels)}"


def _select_probes(given: EventScores) -> dict[str, tuple[str, ...]]:
    """Select the probes with a label that the model has."""
    probes = PROBES.get(given.vocabulary, {})
    return {sentence: labels for sentence, labels in probes.items() if set(labels) & set(given.labels)}


def _find_misread_sentences(given: EventScores, sentences: Sequence[str]) -> Iterator[str]:
    probes = _select_probes(given)
    named = {label for labels in probes.values() for label in labels}
    columns = [i for i, label in enumerate(given.labels) if label in named]
    p = given.probabilities
    for sentence, labels in probes.items():
        row = p[sentences.index(sentence)]
        top = max(columns, key=lambda i: row[i])
        if given.labels[top] not in labels:
            yield f"{sentence!r} is read as {given.labels[top]}, not as {' or '.join(labels)}"
