"""`emoprofile configs`: what can be named with --config."""

from rich.table import Table
from rich.text import Text

from emoprofile.cli.terminal import console
from emoprofile.config import load_run_config
from emoprofile.errors import EmoprofileError
from emoprofile.resources import available


def configs() -> None:
    """List the configurations.

    Copy one, give it another name, and pass its path with --config; `extends: default` keeps the rest.

    Example: `emoprofile configs`
    """
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("configuration", "model", "what it does"):
        table.add_column(column, no_wrap=column != "what it does")
    for name, path in available("configs").items():
        try:
            config = load_run_config(path)
            table.add_row(name, config.model, Text(config.description))
        except EmoprofileError as error:
            table.add_row(name, "broken", Text(str(error)))
    console().print(table)
