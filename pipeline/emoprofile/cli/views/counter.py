"""How many articles are done, where their number is not known before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from emoprofile.cli import terminal

T = TypeVar("T")


@contextmanager
def count_articles(*, quiet: bool) -> Iterator[Callable[[Iterator[T]], Iterator[T]]]:
    """Something that passes articles on and counts them on stderr, if that is a terminal."""
    console = terminal.console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda articles: articles
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def count(articles: Iterator[T]) -> Iterator[T]:
            for article in articles:
                progress.advance(task)
                yield article

        yield count
