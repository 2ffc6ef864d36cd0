"""The settings of a configuration, for the terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from emoprofile.cli.views.fitting_table import FittingTable, ShownColumn
from emoprofile.config import GivenSetting

LEGEND = (
    "from: the configuration or file that gives the value; `--set`; or `type`, where nobody gives one. "
    "docs/configuration.md says what each setting means."
)
WIDEST_VALUE = 40


def render_settings(settings: Sequence[GivenSetting]) -> RenderableType:
    """A row per setting: its key, its value, and where that comes from."""
    table = FittingTable(
        [
            ShownColumn("setting", [each.key for each in settings], justify="left"),
            ShownColumn("value", [Text(each.value) for each in settings], justify="left", max_width=WIDEST_VALUE),
            ShownColumn("from", [Text(each.origin, style="dim") for each in settings], justify="left"),
        ]
    )
    return Group(table, Padding(Text(LEGEND, style="dim"), (1, 0, 0, 0)))
