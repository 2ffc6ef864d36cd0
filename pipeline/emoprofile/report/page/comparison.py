"""The page of two articles or a few: side by side, what differs, and the sentences that drive it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from markupsafe import Markup

from emoprofile.aggregate import Aggregator
from emoprofile.compare import ArticleComparison, Difference, Part, compare_articles
from emoprofile.report.colours import choose_paint
from emoprofile.report.definitions import TITLES, list_meanings
from emoprofile.report.differences import compare_profiles
from emoprofile.report.figures.scale import write_figure
from emoprofile.report.figures.several import draw_differences, draw_side_by_side, find_figures, rank_labels
from emoprofile.report.headline import list_cautions, write_headline
from emoprofile.report.inputs import Subject
from emoprofile.report.page.environment import render_page
from emoprofile.report.page.figure import Cell, Figure

MOST_EXPLAINED = 5
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Driven:
    """A difference and the sentences that add most to it.

    Attributes:
        name: Of the label.
        paint: Its colour.
        change: The difference, written out.
        is_clear: Whether its interval leaves out 0.
        parts: The letter of the article, what the sentence adds, and the sentence.
    """

    name: str
    paint: str
    change: str
    is_clear: bool
    parts: tuple[tuple[str, str, Part], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One article against the first."""

    first: str
    second: str
    figure: Figure
    compared: ArticleComparison
    driven: tuple[Driven, ...]


def render_comparison(subjects: Sequence[Subject], aggregator: Aggregator | None = None) -> str:
    """The page of two articles or a few, each against the first.

    Args:
        subjects: Two or more; each with a sentence.
        aggregator: What the profiles were made with; None where they were written before.

    Raises:
        InvalidValueError: If one of them cannot be compared.
    """
    profiles = [each.profile for each in subjects]
    letters = ascii_uppercase[: len(subjects)]
    titles = [str(each.metadata.get("title") or each.id) for each in profiles]
    names = [f"{letter} {title}" for letter, title in zip(letters, titles, strict=True)]
    return render_page(
        "comparison.html",
        {
            "title": " / ".join(titles) if len(titles) == 2 else f"{titles[0]} and {len(titles) - 1} others",
            "articles": [
                (letter, title, profile, write_headline(profile), list(list_cautions(profile)), i)
                for i, (letter, title, profile) in enumerate(zip(letters, titles, profiles, strict=True))
            ],
            "figures": list(_make_side_by_side(subjects, names)),
            "pairs": [
                _compare_pair(subjects[0], other, (letters[0], letter), aggregator)
                for letter, other in list(zip(letters, subjects, strict=True))[1:]
            ],
            "profile": profiles[0],
            "meanings": list(list_meanings(profiles[0])),
        },
    )


def _make_side_by_side(subjects: Sequence[Subject], names: Sequence[str]) -> Iterator[Figure]:
    profiles = [each.profile for each in subjects]
    for reading, title in TITLES.items():
        found = [find_figures(profile, reading) for profile in profiles]
        if not all(found):
            continue
        rows = [
            [Cell.word(label), Cell.word(name), *(Cell.of(each, is_share=reading == "expressed") for each in figures)]
            for label in rank_labels(found)
            for name, one in zip(names, found, strict=True)
            for figures in [(one[label].value, *(one[label].interval or (None, None)), one[label].baseline)]
        ]
        columns = ("label", "article", "figure", "low", "high", "baseline")
        svg = Markup(draw_side_by_side(profiles, names, reading))
        yield Figure(reading or "dimensions", title, svg, None, columns, rows, side=0 if reading == "expressed" else 1)


def compare_subjects(first: Subject, second: Subject, aggregator: Aggregator | None) -> ArticleComparison:
    """Two articles compared: from their draws where they were scored now, or else from their profiles.

    Raises:
        InvalidValueError: If one of them cannot be compared.
    """
    if aggregator is not None and first.scored is not None and second.scored is not None:
        return compare_articles([first.scored], [second.scored], aggregator)
    return compare_profiles(first.profile, second.profile)


def _compare_pair(first: Subject, second: Subject, letters: tuple[str, str], aggregator: Aggregator | None) -> Pair:
    compared = compare_subjects(first, second, aggregator)
    rows = [
        [
            Cell.word(each.label),
            *(Cell.of(one, is_share=_is_share(each)) for one in (each.first, each.second, each.difference)),
            *(Cell.of(end, is_share=_is_share(each)) for end in each.interval or (None, None)),
            Cell.word("clear" if each.is_clear else "rough" if each.rough else ""),
        ]
        for each in compared.differences
    ]
    columns = ("label", letters[0], letters[1], "difference", "low", "high", "")
    svg = Markup(draw_differences(compared, *letters, first.profile.provenance.model))
    name = f"differences-{letters[1].lower()}-{letters[0].lower()}"
    owners = {first.profile.id: letters[0], second.profile.id: letters[1]}
    explained = sorted(compared.differences, key=lambda each: (not each.is_clear, each.rough, -abs(each.difference)))
    return Pair(
        *letters,
        Figure(name, f"{letters[1]} less {letters[0]}", svg, None, columns, rows),
        compared,
        tuple(driven for each in explained[:MOST_EXPLAINED] if (driven := _drive(each, owners)).parts),
    )


def _drive(difference: Difference, owners: dict[str, str]) -> Driven:
    is_share = _is_share(difference)
    return Driven(
        difference.label.replace(".", " "),
        choose_paint(difference.label),
        write_figure(difference.difference, is_share=is_share, sign=True),
        difference.is_clear,
        tuple(
            (owners[part.article], write_figure(part.part, is_share=is_share, sign=True), part)
            for part in difference.parts[:MOST_SENTENCES]
            if part.text and part.part * difference.difference > 0
        ),
    )


def _is_share(difference: Difference) -> bool:
    return difference.label.startswith("expressed.")
