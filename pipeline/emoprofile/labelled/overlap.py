"""Texts that stand in two sets of labelled data."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from emoprofile.labelled.data import LabelledDataset


def comparison_key(text: str) -> str:
    """The letters and digits of a text without case, punctuation and runs of spaces: equal keys, same text."""
    kept = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", text).casefold())
    return " ".join(kept.split())


def without_texts(data: LabelledDataset, held_out: Iterable[str]) -> LabelledDataset:
    """What is left of a labelled dataset without the sentences that say the same as one of some texts."""
    keys = {comparison_key(text) for text in held_out}
    articles = []
    for article in data.articles:
        kept = tuple(one for one in article.sentences if comparison_key(one.text) not in keys)
        articles.append(article if len(kept) == len(article.sentences) else replace(article, sentences=kept))
    return replace(data, articles=tuple(articles))
