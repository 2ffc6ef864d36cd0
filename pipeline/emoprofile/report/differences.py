"""How two profiles that were written before differ, where their articles are not at hand."""

from collections.abc import Iterator
from math import sqrt
from statistics import NormalDist

from emoprofile.compare import ArticleComparison, Difference, Part, jensen_shannon
from emoprofile.data import Profile
from emoprofile.data.figures import Figures
from emoprofile.errors import InvalidValueError

CONFIDENCE = 0.9
MOST_PARTS = 20


def compare_profiles(first: Profile, second: Profile) -> ArticleComparison:
    """The differences of two profiles: second - first.

    The interval of a difference d is d ± z·√(sd₁² + sd₂²), with z for all labels together (Bonferroni), within the
    range of a difference. The errors that all articles share do not cancel in it as they do in `compare_articles`: it
    is wider than that of the articles themselves. Its parts are pieces of evidence.

    Raises:
        InvalidValueError: If a profile has no sentence, or the model of one is not that of the other.
    """
    for profile in (first, second):
        if not profile.accounting.sentences:
            raise InvalidValueError(f"{profile.id}: no sentence could be scored; it cannot be compared")
    ones, others = dict(first.readings.list_figures()), dict(second.readings.list_figures())
    if first.provenance.model != second.provenance.model:
        raise InvalidValueError(
            f"{first.id} was profiled by the model {first.provenance.model}, {second.id} by "
            f"{second.provenance.model}. Score both with one configuration"
        )
    names = [name for name in ones if name in others]
    z = NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / 2 / max(1, len(names)))
    found = [_differ(name, (first, second), (ones[name], others[name]), z) for name in names]
    return ArticleComparison(
        vocabulary=first.expressed.vocabulary if first.expressed else None,
        articles=(1, 1),
        left_out=({}, {}),
        distances={
            name: jensen_shannon([each.first for each in own], [each.second for each in own])
            for name in ("expressed", "evoked")
            if (own := [each for each in found if each.label.startswith(f"{name}.")])
        },
        differences=tuple(sorted(found, key=lambda each: (_rank_reading(each.label), -abs(each.difference)))),
        no_interval=None,
    )


def _differ(name: str, profiles: tuple[Profile, Profile], sides: tuple[Figures, Figures], z: float) -> Difference:
    first, second = (side.value or 0.0 for side in sides)
    width = 2.0 if name == "valence" else 1.0
    room = z * sqrt(sum((side.sd or 0.0) ** 2 for side in sides))
    interval = (max(-width, second - first - room), min(width, second - first + room))
    direction = 1.0 if second >= first else -1.0
    parts = sorted(_list_parts(profiles, sides), key=lambda part: -direction * part.part)
    return Difference(name, first, second, interval, any(side.rough for side in sides), tuple(parts[:MOST_PARTS]))


def _list_parts(profiles: tuple[Profile, Profile], sides: tuple[Figures, Figures]) -> Iterator[Part]:
    for sign, profile, side in zip((-1, 1), profiles, sides, strict=True):
        for piece in side.evidence:
            yield Part(profile.id, piece.sentence, piece.start, piece.end, piece.text, sign * piece.contribution)


def _rank_reading(label: str) -> int:
    return ("expressed", "evoked").index(label.split(".")[0]) if "." in label else 2
