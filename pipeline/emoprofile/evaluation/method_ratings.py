"""Compares methods of aggregation on the articles of a labelled dataset that have ratings."""

from collections.abc import Sequence

import numpy as np

from emoprofile.data import Scored
from emoprofile.errors import LabelledDataError
from emoprofile.evaluation.gold import Gold
from emoprofile.evaluation.method_comparison import MethodComparison, compare_methods


def compare_on_ratings(fed: Sequence[Scored | str | None], gold: Gold) -> MethodComparison:
    """Compare methods in the finest vocabulary that model and ratings share.

    Args:
        fed: For each article, its scored text, or the reason why there is none.
        gold: The data.

    Raises:
        LabelledDataError: If no article has both a text and ratings.
    """
    scored = [(one, i) for i, one in enumerate(fed) if isinstance(one, Scored) and len(one.scores)]
    scored = [(one, i) for one, i in scored if gold.data.articles[i].emotions is not None]
    if not scored:
        problem = "no article has both a text and ratings (emotions): methods cannot be compared"
        raise LabelledDataError(gold.data.name, [problem])
    first = scored[0][0].scores
    own = first.expressed
    name = next((n for n in (own.vocabulary, *first.groups) if n in gold.spoken), None) if own else None
    if name is None:
        spoken = ", ".join(gold.spoken)
        raise LabelledDataError(gold.data.name, [f"the model has none of the vocabularies of the ratings: {spoken}"])
    events = [one.scores.in_vocabulary(name).expressed for one, _ in scored]
    articles = [gold.spoken[name].articles[i] for _, i in scored]
    # One model scored all articles, so all have the same readings.
    kept = [each for each in events if each is not None]
    emotions = [emotion for emotion in gold.spoken[name].vocabulary.emotions if emotion in kept[0].labels]
    ratings = np.array([[(article.emotions or {}).get(e, 0.0) for e in emotions] for article in articles], np.float64)
    return compare_methods([one.scores.in_vocabulary(name) for one, _ in scored], ratings, emotions)
