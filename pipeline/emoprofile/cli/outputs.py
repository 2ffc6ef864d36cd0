"""Where the answer to a question about a corpus goes: tables by their suffix, charts by theirs."""

from collections.abc import Callable, Sequence
from pathlib import Path

from emoprofile.cli.terminal import echo
from emoprofile.compare import TABLE_SUFFIXES, TidyTable, check_places, export_tables, list_places
from emoprofile.errors import ConfigError
from emoprofile.report.figures import svg_to_png
from emoprofile.write import write_atomically

CHARTS = (".svg", ".png")


class Outputs:
    """The files that an answer goes to, checked before any work is done.

    Args:
        names: As the user gave them.
        tables: The names of the tables of the answer.
        overwrite: Whether they may take the place of files that are there.
        has_chart: Whether the answer can be drawn.

    Raises:
        ConfigError: If a suffix is not one that can be written.
        WriteError: If something is in the way.
    """

    def __init__(self, names: Sequence[str], tables: Sequence[str], *, overwrite: bool, has_chart: bool = True) -> None:
        self._paths = [Path(name) for name in names]
        known = (*TABLE_SUFFIXES, *(CHARTS if has_chart else ()))
        wrong = [path.name for path in self._paths if path.suffix.lower() not in known]
        if wrong:
            raise ConfigError([f"--output: cannot write {wrong[0]!r}: the suffix must be one of {', '.join(known)}"])
        places = [place for path in self._paths for place in list_places(path, tables)]
        doubled = [place for i, place in enumerate(places) if place in places[:i]]
        if doubled:
            raise ConfigError([f"--output: {doubled[0]} would be written twice"])
        check_places(places, overwrite=overwrite)

    def write(
        self, title: str, tables: Sequence[TidyTable], notes: Sequence[str], draw: Callable[[], str] | None = None
    ) -> None:
        """Write the answer to all of them.

        Args:
            title: What it answers.
            tables: In tidy form.
            notes: What to know beside them.
            draw: Its chart, as an SVG document; None where it has none.

        Raises:
            WriteError: If the disk refuses.
            MissingExtraError: If a chart as .png is wanted without the extra that draws it.
        """
        for path in self._paths:
            if path.suffix.lower() in TABLE_SUFFIXES:
                export_tables(path, title, tables, notes)
            elif draw is not None:
                svg = draw()
                write_atomically(path, svg.encode() if path.suffix.lower() == ".svg" else svg_to_png(svg))
            echo(f"wrote {', '.join(map(str, self._list_files(path, tables)))}", err=True)

    @staticmethod
    def _list_files(path: Path, tables: Sequence[TidyTable]) -> list[Path]:
        return list_places(path, [table.name for table in tables])
