"""Profiles, comparisons, trends and groups as a notebook shows them; and how far it is, while it profiles."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from markupsafe import Markup

from emoprofile.compare import ArticleComparison, GroupTable, Trend
from emoprofile.data import Failure, Profile
from emoprofile.report.evidence import find_evidence
from emoprofile.report.figures import draw_arc, draw_dimensions, draw_evoked, draw_expressed, draw_groups, draw_trend
from emoprofile.report.figures.several import draw_differences
from emoprofile.report.headline import list_cautions, write_headline
from emoprofile.report.page.environment import load_environment

T = TypeVar("T")
MOST_LABELS = 6
MOST_EVIDENCE = 2
SECONDS_BETWEEN = 0.25


def show_profile(profile: Profile) -> str:
    """A profile: its headline, readings, dimensions and arc, and the evidence folded away; no script."""
    figures = []
    if profile.accounting.sentences:
        if profile.expressed:
            figures.append(draw_expressed(profile, profile.expressed.vocabulary, MOST_LABELS))
        if profile.evoked:
            figures.append(draw_evoked(profile, MOST_LABELS))
        if profile.dimensions:
            figures.append(draw_dimensions(profile))
        if profile.arc:
            figures.append(draw_arc(profile))
    return _render(
        title=str(profile.metadata.get("title") or profile.id),
        told=[write_headline(profile), *list_cautions(profile)],
        figures=figures,
        evidence=list(find_evidence(profile, MOST_EVIDENCE)),
    )


def show_comparison(compared: ArticleComparison) -> str:
    """How two articles or groups differ."""
    clear = [each.label.replace(".", " ") for each in compared.differences if each.is_clear]
    told = f"Clearly different: {', '.join(clear)}." if clear else "No label differs clearly."
    return _render("Second less first", [told], [draw_differences(compared, "first", "second")])


def show_trend(trend: Trend) -> str:
    """How figures go over time."""
    return _render(f"Trend by {trend.date}", [], [draw_trend(trend)])


def show_groups(table: GroupTable) -> str:
    """The figures of groups of articles."""
    return _render(f"Groups by {', '.join(table.by)}", [], [draw_groups(table)])


def watch(results: Iterable[T], total: int | None = None, clock: Callable[[], float] = time.monotonic) -> Iterator[T]:
    """The same results, with a bar in the notebook that says how many are done and how many failed.

    Outside of a notebook nothing is shown.

    Args:
        results: Such as `profiler.profiles(documents)` gives.
        total: How many there will be; None if that is not known.
        clock: Seconds, from any beginning.
    """
    update = _open_bar()
    done = failed = 0
    last = clock()
    update(_write_bar(done, failed, total))
    for result in results:
        yield result
        done += 1
        failed += isinstance(result, Failure)
        if clock() - last >= SECONDS_BETWEEN:
            last = clock()
            update(_write_bar(done, failed, total))
    update(_write_bar(done, failed, total))


def _write_bar(done: int, failed: int, total: int | None) -> str:
    value = f' value="{done}" max="{total}"' if total else ""
    told = f"{done}{f' of {total}' if total else ''} articles{f', {failed} failed' if failed else ''}"
    return f'<label><progress{value} style="vertical-align: middle"></progress> {told}</label>'


def _open_bar() -> Callable[[str], None]:
    """Something that shows HTML in one place of the notebook, again and again."""
    try:
        from IPython import get_ipython
        from IPython.display import HTML, display
    except ImportError:
        return lambda html: None
    if get_ipython() is None or not hasattr(get_ipython(), "kernel"):
        return lambda html: None
    handle: Any = display(HTML(""), display_id=True)
    return lambda html: handle.update(HTML(html))


def _render(title: str, told: list[str], figures: list[str], evidence: Iterable[Any] = ()) -> str:
    return (
        load_environment()
        .get_template("notebook.html")
        .render(title=title, told=told, figures=[Markup(each) for each in figures], evidence=list(evidence))
    )
