"""Judges the valence of whole articles against gold: how close it is, and whether it is biased to one side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.data import Profile, ScoreMatrix
from emoprofile.evaluation.gold import Gold
from emoprofile.evaluation.graded_results import list_fit_figures
from emoprofile.metrics import GradedFit, Measure, measure_agreement, measure_fit
from emoprofile.metrics.resampling import average_rows

NO_GOLD = "no article has both a valence and gold"


@dataclass(frozen=True, slots=True)
class DocumentValence:
    """How well the valence of articles is judged.

    Attributes:
        fit: How close valence is to gold over the articles.
        within: Spearman's coefficient between the sentences of an article and gold; the mean over articles.
        positive: The share of articles whose valence is above 0.
        positive_gold: The share of the same articles whose gold is above 0.
    """

    fit: GradedFit
    within: Measure
    positive: Measure
    positive_gold: Measure

    def list_figures(self) -> Iterator[tuple[str, Measure]]:
        """List the main figures by name."""
        yield from list_fit_figures(self.fit)
        yield "within", self.within
        yield "positive", self.positive
        yield "positive_gold", self.positive_gold


def judge_document_valence(
    profiles: Sequence[Profile | None], scores: ScoreMatrix, gold: Gold
) -> DocumentValence | None:
    """Judge the valence of articles; None if the system or the data have no valence.

    Gold is the valence of the article in the data, or else the mean of its labelled sentences.

    Args:
        profiles: The profiles of the articles.
        scores: The scores of the labelled sentences.
        gold: The data.
    """
    found = [None if profile is None or profile.valence is None else profile.valence.value for profile in profiles]
    predicted = np.array([np.nan if value is None else value for value in found], np.float64)
    means = gold.average_articles(gold.valence[:, None])[:, 0]
    said = [article.valence for article in gold.data.articles]
    truth = np.array([mean if one is None else one for one, mean in zip(said, means, strict=True)], np.float64)
    there = ~(np.isnan(predicted) | np.isnan(truth))
    if not there.any():
        return None
    values = scores.dimensions.get_values("valence") if scores.dimensions else None
    within = np.full(len(profiles), np.nan)
    if values is not None:
        for i in range(len(profiles)):
            here = gold.data.units == i
            coefficient = measure_agreement(values[here], gold.valence[here]).spearman.value
            within[i] = np.nan if coefficient is None else coefficient
    return DocumentValence(
        fit=measure_fit(predicted, truth, gold.articles),
        within=average_rows(within, gold.articles, "no article has sentences to rank"),
        positive=average_rows(np.where(there, predicted > 0, np.nan), gold.articles, NO_GOLD),
        positive_gold=average_rows(np.where(there, truth > 0, np.nan), gold.articles, NO_GOLD),
    )
