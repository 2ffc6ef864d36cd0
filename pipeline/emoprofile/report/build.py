"""Subjects -> a page, or one figure of them: of one article, of a few, or of a corpus, whichever they are."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from emoprofile.aggregate import Aggregator
from emoprofile.errors import InvalidValueError
from emoprofile.report.corpus import Corpus, gather_corpus
from emoprofile.report.figures import COLUMN, draw_groups, draw_profile, draw_trend
from emoprofile.report.figures.distributions import draw_distributions
from emoprofile.report.figures.several import draw_differences, draw_several
from emoprofile.report.inputs import Subject
from emoprofile.report.page import render_article, render_comparison, render_corpus
from emoprofile.report.page.comparison import compare_subjects
from emoprofile.report.questions import Questions

MOST_COMPARED = 6
"""So many articles are compared with each other; more are a corpus."""
Subjects = list[Subject] | Corpus


def take_subjects(subjects: Iterable[Subject], *, is_corpus: bool = False) -> Subjects:
    """A few articles with all that is known of them, or of more articles what a corpus keeps.

    Args:
        subjects: The articles; read once, and of many only a little is held.
        is_corpus: Whether a few are a corpus as well.

    Raises:
        InvalidValueError: If there is none, or of a corpus none with a sentence; if a corpus was profiled by several
            models.
    """
    left = iter(subjects)
    few = [] if is_corpus else list(islice(left, MOST_COMPARED + 1))
    if few and len(few) <= MOST_COMPARED:
        return few
    corpus = gather_corpus(subject.profile for subject in chain(few, left))
    if not corpus.articles:
        raise InvalidValueError("no article has a sentence that could be scored: there is nothing to show")
    return corpus


def build_page(
    subjects: Subjects,
    title: str,
    questions: Questions,
    aggregator: Aggregator | None = None,
    remarks: Sequence[str] = (),
) -> str:
    """The page of some articles.

    Args:
        subjects: As `take_subjects` gives them.
        title: Of a corpus.
        questions: What is asked of a corpus.
        aggregator: What the profiles were made with; None where they were written before.
        remarks: What a reader of a corpus must know.

    Raises:
        InvalidValueError: If they cannot be compared, or a question has no answer.
    """
    if isinstance(subjects, Corpus):
        trend, groups, told = questions.answer(subjects)
        return render_corpus(subjects, title, trend, groups, (*remarks, *told))
    if len(subjects) == 1:
        return render_article(subjects[0].profile, subjects[0].scored)
    return render_comparison(subjects, aggregator)


def build_figure(
    subjects: Subjects, questions: Questions, aggregator: Aggregator | None = None, width: float = COLUMN
) -> str:
    """One figure of some articles, as SVG.

    Of one its profile, of two their differences, several side by side; of a corpus its trend or its groups, where one
    was asked for, or else its distributions.

    Args:
        subjects: As `take_subjects` gives them.
        questions: What is asked of a corpus.
        aggregator: What the profiles were made with; None where they were written before.
        width: Of the figure: that of a column, or of two.

    Raises:
        InvalidValueError: If they cannot be compared, or a question has no answer.
    """
    if isinstance(subjects, Corpus):
        trend, groups, _ = questions.answer(subjects)
        if trend is not None and questions.date is not None:
            return draw_trend(trend, width)
        if groups is not None:
            return draw_groups(groups, width)
        return draw_distributions(subjects.spreads(), subjects.articles, subjects.model, width=width)
    if len(subjects) == 1:
        return draw_profile(subjects[0].profile, width)
    if len(subjects) == 2:
        first, second = (str(each.profile.metadata.get("title") or each.profile.id) for each in subjects)
        compared = compare_subjects(subjects[0], subjects[1], aggregator)
        return draw_differences(compared, first, second, subjects[0].profile.provenance.model, width)
    return draw_several([each.profile for each in subjects], width)
