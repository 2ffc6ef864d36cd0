"""Counts what became of every character and sentence of an article."""

from emoprofile.data import Accounting, ScoreMatrix, Segmentation


def account_for_text(segmentation: Segmentation, scores: ScoreMatrix) -> Accounting:
    """Account for the text of one article; `kept`, `dropped` and `blank` add up to its characters."""
    dropped: dict[str, int] = {}
    for part in segmentation.dropped:
        dropped[part.reason] = dropped.get(part.reason, 0) + len(part.span)
    sentences = segmentation.sentences
    characters = len(segmentation.document.text)
    kept = sum(len(sentence.span) for sentence in sentences)
    return Accounting(
        characters=characters,
        kept=kept,
        dropped=dropped,
        blank=characters - kept - sum(dropped.values()),
        sentences=len(sentences),
        sentences_windowed=int((scores.windows > 1).sum()),
        sentences_repeated=len(sentences) - len({sentence.text for sentence in sentences}),
    )
