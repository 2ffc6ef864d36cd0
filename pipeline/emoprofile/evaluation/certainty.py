"""Judges the stated uncertainty of a system on articles: intervals, `above` and the lists of leading labels.

Gold is the share of the labelled sentences that carry a label, or the mean of their ratings. It is compared with the
profiles of these sentences alone. Two figures come from the profiles of the whole texts instead: whether the list of a
flat article is empty, and whether the leading label is the gold one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from emoprofile.data import Figures, Group, Leading, Profile
from emoprofile.data.scores import FloatArray
from emoprofile.evaluation.gold import Gold, has_evoked_ratings
from emoprofile.labelled import NO_EMOTION
from emoprofile.metrics import (
    AboveQuality,
    IntervalQuality,
    Measure,
    is_worth_counting,
    leading_precision,
    measure_above,
    measure_coverage,
)
from emoprofile.metrics.resampling import average_rows


@dataclass(frozen=True, slots=True)
class LeadingResult:
    """How good the list of leading labels is.

    Attributes:
        precision: The share of the listed labels that some labelled sentence carries.
        flat_empty: The share of the flat articles whose list is empty.
        first: The share of articles whose first leading label is the gold one; an empty list counts as `none`.
        among: The share of articles whose list holds the gold label.
        majority: The value of `first` for a list that always names the most frequent gold label.
        majority_label: The most frequent gold label; empty without gold.
    """

    precision: Measure
    flat_empty: Measure
    first: Measure
    among: Measure
    majority: Measure
    majority_label: str

    def list_figures(self) -> Iterator[tuple[str, Measure]]:
        """List the main figures by name."""
        yield "leading_precision", self.precision
        yield "flat_empty", self.flat_empty
        yield "leading", self.first
        yield "leading_among", self.among
        yield "leading_majority", self.majority


@dataclass(frozen=True, slots=True)
class Certainty:
    """Whether the stated uncertainty of profiles is right, in one vocabulary or dimension.

    Attributes:
        intervals: How often the 90 % intervals hold gold.
        above: Whether gold is above the baseline as often as `above` says.
        leading: The quality of the leading labels; None for dimensions, and if gold is a rating.
    """

    intervals: IntervalQuality
    above: AboveQuality
    leading: LeadingResult | None

    def list_figures(self) -> Iterator[tuple[str, Measure]]:
        """List the main figures by name."""
        yield "coverage", self.intervals.coverage
        if self.leading is not None:
            yield "coverage_present", self.intervals.coverage_present
        yield "gold_below", self.intervals.gold_below
        yield "gold_above", self.intervals.gold_above
        yield "width", self.intervals.width
        yield "width_all", self.intervals.width_all
        yield "above_error", self.above.error
        if self.leading is not None:
            yield from self.leading.list_figures()


def measure_certainty(
    whole: Sequence[Profile | None], labelled: Sequence[Profile | None], gold: Gold, weights: list[FloatArray]
) -> dict[str, Certainty]:
    """Measure the stated uncertainty by vocabulary of `expressed`, and for `evoked`, `valence` and `arousal`.

    Only what system and data share is measured.

    Args:
        whole: The profiles of the whole texts, or of the labelled sentences without texts.
        labelled: The profiles of the labelled sentences.
        gold: The data.
        weights: The weights of the labelled sentences of each article.
    """
    some = next((profile for profile in labelled if profile is not None), None)
    if some is None:
        return {}
    found = {}
    if some.expressed is not None and not has_evoked_ratings(gold.data):
        for name, group in some.expressed.vocabularies.items():
            if name not in gold.spoken:
                continue
            known = _collect_figures(group, gold.spoken[name].vocabulary.neutral)
            if labels := [label for label in gold.spoken[name].vocabulary.labels if label in known]:
                found[name] = _measure_events(name, labels, whole, labelled, gold, weights)
    if some.evoked is not None and (shared := gold.match_labels(some.evoked.vocabulary, tuple(some.evoked.labels))):
        name, labels = shared
        columns = [gold.spoken[name].vocabulary.labels.index(label) for label in labels]
        truth = gold.average_articles(gold.spoken[name].gold[:, columns], weights)
        found["evoked"] = _measure_figures(
            [_find_evoked_figures(profile, labels) for profile in labelled], truth, gold, None
        )
    for name, values in (("valence", gold.valence), ("arousal", gold.data.arousal)):
        rows = [_find_dimension(profile, name) for profile in labelled]
        truth = gold.average_articles(values[:, None], weights)
        if any(row is not None for row in rows) and not np.isnan(truth).all():
            found[name] = _measure_figures(rows, truth, gold, None)
    return found


def _measure_events(
    name: str,
    labels: list[str],
    whole: Sequence[Profile | None],
    labelled: Sequence[Profile | None],
    gold: Gold,
    weights: list[FloatArray],
) -> Certainty:
    possible = gold.spoken[name].vocabulary.labels
    given = gold.given[name][:, [possible.index(label) for label in labels]].astype(np.float64)
    shares = gold.average_articles(given, weights)
    groups = [_find_group(profile, name) for profile in labelled]
    neutral = gold.spoken[name].vocabulary.neutral
    known = [None if group is None else _collect_figures(group, neutral) for group in groups]
    rows = [None if figures is None else [figures[label] for label in labels] for figures in known]
    listed = [
        None
        if group is None or group.leading is None
        else [labels.index(e) for e in _name_leading(group.leading, labels)]
        for group in groups
    ]
    precision = leading_precision(listed, shares, gold.articles)
    leading = _measure_leading(precision, [_find_group(profile, name) for profile in whole], gold, name)
    return _measure_figures(rows, shares, gold, leading)


def _measure_figures(
    rows: Sequence[Sequence[Figures] | None], truth: FloatArray, gold: Gold, leading: LeadingResult | None
) -> Certainty:
    table = np.full((5, *truth.shape), np.nan)
    for i, row in enumerate(rows):
        for j, one in enumerate(row or ()):
            if one.value is not None and one.interval is not None:
                known = (one.above, one.baseline)
                table[:, i, j] = one.value, *one.interval, *(np.nan if x is None else x for x in known)
    figure, low, high, said, baseline = table
    counted = is_worth_counting(truth, figure) if leading is not None else np.ones(truth.shape, bool)
    return Certainty(
        intervals=measure_coverage(truth, low, high, counted, gold.articles),
        above=measure_above(said, truth, baseline, gold.articles),
        leading=leading,
    )


def _measure_leading(precision: Measure, groups: Sequence[Group | None], gold: Gold, name: str) -> LeadingResult:
    lists = [None if group is None or group.leading is None else group.leading for group in groups]
    names = [None if each is None else [one.label for one in each] or [NO_EMOTION] for each in lists]
    right = [article.dominant for article in gold.spoken[name].articles]
    asked = [one for one in right if one is not None]
    most = max(sorted(set(asked)), key=asked.count, default="")

    def mean(values: Sequence[bool | None], missing: str) -> Measure:
        column = np.array([np.nan if value is None else value for value in values], np.float64)
        return average_rows(column, gold.articles, missing)

    pairs = list(zip(names, right, strict=True))
    no_gold = "no article has a leading emotion in the data, or no profile has a list of leading labels"
    flat = zip(gold.flat_articles, lists, strict=True)
    return LeadingResult(
        precision=precision,
        flat_empty=mean([not each if is_flat and each is not None else None for is_flat, each in flat],
                        "no article is flat, or no profile has a list of leading labels"),
        first=mean([None if n is None or r is None else n[0] == r for n, r in pairs], no_gold),
        among=mean([None if n is None or r is None else r in n for n, r in pairs], no_gold),
        majority=mean([None if n is None or r is None else r == most for n, r in pairs], no_gold),
        majority_label=most,
    )  # fmt: skip


def _collect_figures(group: Group, neutral: str | None) -> dict[str, Figures]:
    """Collect the figures of all labels, neutral included."""
    own: dict[str, Figures] = dict(group.labels)
    return own if neutral is None or group.neutral is None else own | {neutral: group.neutral}


def _name_leading(leading: Sequence[Leading], labels: Sequence[str]) -> list[str]:
    return [one.label for one in leading if one.label in labels]


def _find_group(profile: Profile | None, name: str) -> Group | None:
    return None if profile is None or profile.expressed is None else profile.expressed.vocabularies.get(name)


def _find_evoked_figures(profile: Profile | None, labels: Sequence[str]) -> list[Figures] | None:
    return None if profile is None or profile.evoked is None else [profile.evoked.labels[label] for label in labels]


def _find_dimension(profile: Profile | None, name: str) -> list[Figures] | None:
    found = getattr(profile, name) if profile is not None else None
    return None if found is None else [found]
