"""What the columns mean, said once on the screen that shows them."""

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from emoprofile.data import Profile
from emoprofile.report.definitions import list_meanings


def legend(profile: Profile) -> RenderableType:
    """A line for each column and mark in the tables of a profile."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), style="dim")
    table.add_column(no_wrap=True)
    table.add_column()
    for name, about in list_meanings(profile, "in bars the mark │"):
        table.add_row(Text(name), Text(about))
    return Padding(table, (0, 0, 1, 2))
