"""`emoprofile report`: a page or a figure of one article, of a few, or of a corpus."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from emoprofile.cli.options import ConfigOption, Exit, SetOption
from emoprofile.cli.terminal import echo, echo_failure
from emoprofile.cli.views.counter import count_articles
from emoprofile.compare import Bin
from emoprofile.config import DEFAULT, load_run_config
from emoprofile.data import Failure
from emoprofile.errors import ReadError, WriteError
from emoprofile.profiler import Profiler
from emoprofile.report.inputs import Subject, are_profiles, find_articles, load_subjects
from emoprofile.write import check_new_file, write_new_file

if TYPE_CHECKING:
    from emoprofile.report.build import Subjects

SUFFIXES = (".html", ".svg", ".pdf", ".png")


def report(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Articles, folders and tables as for `score`; or profiles (.jsonl)."),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="A new file: .html a page; .svg, .pdf, .png a figure."),
    ],
    config: ConfigOption = DEFAULT,
    set_: SetOption = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="KEY", help="Follow a corpus over time by this key of the metadata.")
    ] = None,
    bin: Annotated[Bin | None, typer.Option("--bin", help="How long the steps of time are.")] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="KEY", help="Show groups of a corpus by this key.")
    ] = None,
    figure: Annotated[
        list[str] | None,
        typer.Option("--figure", metavar="NAME", help="A figure over time and in groups, such as evoked.fear."),
    ] = None,
    columns: Annotated[
        int, typer.Option("--columns", min=1, max=2, help="How many journal columns wide the image is.")
    ] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Make a page that shows the emotional profiles of articles: one file, which needs no network.

    One article: what its words express and its content evokes, the arc, the article itself with each sentence in the
    colour of its emotion, and the sentences behind the figures. Two to six: what differs, and because of which
    sentences. More, or with --date or --by, a corpus: distributions, trends, groups, extremes, a table to search.

    As .svg, .pdf or .png, a figure at the width of a column with a caption; .pdf and .png need the extra [report].

    Examples:
    * `emoprofile report article.txt -o report.html`
    * `emoprofile report one.txt other.txt -o compared.html`
    * `emoprofile report profiles.jsonl -o corpus.html --date published --by source`
    * `emoprofile report article.txt -o figure.svg`
    """
    # Only now: this imports what makes pages, and help should be there at once.
    from emoprofile.report.build import build_figure, build_page
    from emoprofile.report.figures import BROAD, COLUMN, check_converter, convert_svg
    from emoprofile.report.questions import Questions

    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        raise WriteError(f"cannot write {output}: the suffix must be one of {', '.join(SUFFIXES)}")
    check_new_file(output)
    if suffix in (".pdf", ".png"):
        check_converter()
    questions = Questions(date, bin, tuple(by or ()), tuple(figure or ()))
    failures: list[Failure] = []
    profiler = None if are_profiles(inputs) else Profiler(load_run_config(config, set_ or ()), name=Path(config).stem)
    found = load_subjects(inputs) if profiler is None else _score(profiler, inputs, failures)
    with count_articles(quiet=quiet) as counted:
        subjects = _take(counted(found), failures, is_corpus=bool(date or by))
    aggregator = None if profiler is None else profiler.aggregator
    if suffix == ".html":
        remarks = [f"{len(failures)} articles failed and are left out."] if failures else []
        content = build_page(
            subjects, ", ".join(Path(name).name for name in inputs), questions, aggregator, remarks
        ).encode()
    else:
        svg = build_figure(subjects, questions, aggregator, COLUMN if columns == 1 else BROAD)
        content = svg.encode() if suffix == ".svg" else convert_svg(svg, "pdf" if suffix == ".pdf" else "png")
    write_new_file(output, content)
    if not quiet:
        count = len(subjects) if isinstance(subjects, list) else subjects.articles
        echo(f"{output}: {count} article{'' if count == 1 else 's'}, {len(content) / 1000:.0f} kB", err=True)
    if failures:
        raise typer.Exit(Exit.SOME_FAILED)


def _score(profiler: Profiler, inputs: list[str], failures: list[Failure]) -> Iterator[Subject]:
    """The articles that could be profiled; those that could not are told and kept."""
    for found in profiler.scored_profiles(find_articles(inputs, profiler.config.read, profiler.config.limits)):
        if isinstance(found, Failure):
            failures.append(found)
            echo_failure(found)
        else:
            scored, profile = found
            yield Subject(profile, scored)


def _take(found: Iterator[Subject], failures: list[Failure], *, is_corpus: bool) -> "Subjects":
    from emoprofile.report.build import take_subjects

    first = next(found, None)
    if first is None:
        reason = f"all {len(failures)} articles failed" if failures else "there is no article"
        raise ReadError(f"nothing to report: {reason}. Name articles, or a file of profiles")

    def all_of_them() -> Iterator[Subject]:
        yield first
        yield from found

    return take_subjects(all_of_them(), is_corpus=is_corpus)
