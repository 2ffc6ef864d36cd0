"""A sheet that annotators filled in -> corrected shares of the corpus and of groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from emoprofile.audit.correction import (
    CorrectedShare,
    Labelled,
    average_shares,
    correct_articles,
    subtract_shares,
)
from emoprofile.audit.drawing import Group, gather_sentences
from emoprofile.audit.key import AuditKey, place_key
from emoprofile.audit.sampling import stratify
from emoprofile.audit.sentences import Sentences
from emoprofile.audit.sheet import read_answers
from emoprofile.compare import open_profiles, read_groups
from emoprofile.data.figures import Interval
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.errors import InvalidValueError, ReadError

MOST_PAIRED = 4


@dataclass(frozen=True, slots=True)
class AuditedShare:
    """A corrected share, and what it is of.

    Attributes:
        figure: The name of the label.
        group: The values of the keys; empty for the whole corpus.
        share: Before and after correction.
    """

    figure: str
    group: Group
    share: CorrectedShare


@dataclass(frozen=True, slots=True)
class AuditedDifference:
    """A corrected difference between two groups.

    Attributes:
        figure: The name of the label.
        group: The key of one group.
        other: The key of the other.
        difference: The corrected share of the group less that of the other; null if one has fewer than 20 labels.
        interval: 90 % for all differences of the audit together; null with the difference.
    """

    figure: str
    group: Group
    other: Group
    difference: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Audit:
    """Corrected shares.

    Attributes:
        by: The keys of the metadata that make groups; may be empty.
        shares: Per label, that of the corpus, then those of groups, the largest group first.
        differences: Per label, those of at most four groups, each with each larger one.
        answers: Per label, how many of the sentences on the sheet have an answer.
        asked: How many sentences are on the sheet.
        weights: Per label, how much the scores of the model count: 0 is nothing, 1 is as they are.
        model: What made the profiles.
    """

    by: tuple[str, ...]
    shares: tuple[AuditedShare, ...]
    differences: tuple[AuditedDifference, ...]
    answers: dict[str, int]
    asked: int
    weights: dict[str, float]
    model: str


def correct_shares(profiles: Sequence[str], sheet: Path, by: Sequence[str] = ()) -> Audit:
    """Correct the shares of profiles by the answers on a sheet.

    Args:
        profiles: Those that the sheet was drawn from.
        sheet: As annotators filled it in; the key stands beside it.
        by: Keys of the metadata that make groups.

    Raises:
        ReadError: If the sheet or its key cannot be read, or the sheet is of other profiles.
        InvalidValueError: If there are fewer than 20 answers to a label.
    """
    key = AuditKey.read(place_key(sheet))
    answers = read_answers(sheet, key.figures)
    contents, sentences, drawn_groups = gather_sentences(profiles, key.figures, key.by)
    strata = _stratify_again(sentences, drawn_groups, key, sheet)
    groups = _group(sentences, profiles, by)
    whole = np.arange(len(sentences.ids))
    shares: list[AuditedShare] = []
    differences: list[AuditedDifference] = []
    weights: dict[str, float] = {}
    pairs = list(combinations(list(groups)[:MOST_PAIRED], 2)) if 1 < len(groups) <= MOST_PAIRED else []
    for column, figure in enumerate(key.figures):
        labelled = _join(sentences, strata, key, answers[figure], column)
        means = _average(sentences, sentences.values[:, column])
        corrected = correct_articles(means, _part(sentences, strata), labelled)
        share = average_shares(corrected, means, whole)
        if share.corrected is None:
            raise InvalidValueError(
                f"{sheet}: {share.labels} answers to {figure}; fewer than twenty correct nothing. Label more rows"
            )
        weights[figure] = corrected.weight
        shares.append(AuditedShare(figure, (), share))
        shares += [AuditedShare(figure, name, average_shares(corrected, means, rows)) for name, rows in groups.items()]
        for other, group in pairs:
            found = subtract_shares(corrected, groups[other], groups[group], tests=len(pairs) * len(key.figures))
            differences.append(AuditedDifference(figure, group, other, *(found or (None, None))))
    return Audit(
        by=tuple(by),
        shares=tuple(shares),
        differences=tuple(differences),
        answers={figure: len(found) for figure, found in answers.items()},
        asked=len(key.rows),
        weights=weights,
        model=contents.model,
    )


def _stratify_again(sentences: Sentences, groups: Sequence[Group], key: AuditKey, sheet: Path) -> IntArray:
    """The strata of the draw; they come out as they did if the profiles are the same."""
    _, numbers = np.unique(np.array([" / ".join(group) for group in groups]), return_inverse=True)
    strata = stratify(sentences, numbers, key.count)
    rows = _locate(sentences, key)
    if len(sentences.article) != key.sentences or any(
        k is None or strata[k] != row.stratum for k, row in zip(rows, key.rows, strict=True)
    ):
        raise ReadError(
            f"{sheet}: it was drawn from other profiles than these, or they were scored anew. Draw a new sheet"
        )
    return strata


def _locate(sentences: Sentences, key: AuditKey) -> list[int | None]:
    """The position of the sentence of each row among all; None if it is not there."""
    places = {(row.id, row.sentence) for row in key.rows}
    wanted = {row.id for row in key.rows}
    articles = {i for i, name in enumerate(sentences.ids) if name in wanted}
    found = {}
    for k in np.flatnonzero(np.isin(sentences.article, sorted(articles))).tolist():
        place = sentences.ids[sentences.article[k]], int(sentences.position[k])
        if place in places:
            found[place] = k
    return [found.get((row.id, row.sentence)) for row in key.rows]


def _join(sentences: Sentences, strata: IntArray, key: AuditKey, answers: dict[int, float], column: int) -> Labelled:
    """The labelled sentences; of a stratum that was answered in part, each stands for those that were not."""
    rows = _locate(sentences, key)
    asked = np.bincount([row.stratum for row in key.rows], minlength=int(strata.max()) + 1)
    kept = [(k, row) for k, row in zip(rows, key.rows, strict=True) if k is not None and row.row in answers]
    given = np.bincount([row.stratum for _, row in kept], minlength=len(asked))
    rate = given / np.maximum(asked, 1)
    places = np.array([k for k, _ in kept], np.int64)
    article = sentences.article[places]
    return Labelled(
        article=article,
        lengths=sentences.lengths[article],
        probabilities=np.array([row.probability * rate[row.stratum] for _, row in kept]),
        strata=strata[places],
        scores=sentences.values[places, column],
        answers=np.array([answers[row.row] for _, row in kept]),
    )


def _group(sentences: Sentences, profiles: Sequence[str], by: Sequence[str]) -> dict[Group, IntArray]:
    """The articles of each group, the largest group first."""
    if not by:
        return {}
    known = read_groups(open_profiles(profiles)[1], by)
    members: dict[Group, list[int]] = {}
    for i, name in enumerate(sentences.ids):
        group = known.get(name)
        if group is not None:
            members.setdefault(group, []).append(i)
    return {name: np.array(members[name]) for name in sorted(members, key=lambda name: (-len(members[name]), name))}


def _average(sentences: Sentences, values: FloatArray) -> FloatArray:
    return np.asarray(np.bincount(sentences.article, values, len(sentences.ids)) / sentences.lengths)


def _part(sentences: Sentences, strata: IntArray) -> FloatArray:
    """Which part of the sentences of each article is in each stratum: shape (articles, strata)."""
    many = int(strata.max()) + 1
    counts = np.bincount(sentences.article * many + strata, minlength=len(sentences.ids) * many)
    return np.asarray(counts.reshape(-1, many) / sentences.lengths[:, None])
