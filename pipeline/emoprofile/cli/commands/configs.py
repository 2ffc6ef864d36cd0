"""`emoprofile configs`: the configurations that can be named with --config, and the settings of one of them."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from emoprofile.cli.options import SetOption
from emoprofile.cli.terminal import console
from emoprofile.cli.views.settings import render_settings
from emoprofile.config import list_given_settings, load_run_config
from emoprofile.errors import EmoprofileError
from emoprofile.resources import list_available

app = typer.Typer()


@app.callback(invoke_without_command=True)
def configs(context: typer.Context) -> None:
    """List the configurations; `emoprofile configs show NAME` shows the settings of one.

    Copy one, give it another name, and pass its path with --config; `extends: default` keeps the rest.

    Example: `emoprofile configs`
    """
    if context.invoked_subcommand is not None:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("configuration", "model", "what it does"):
        table.add_column(column, no_wrap=column != "what it does")
    for name, path in list_available("configs").items():
        try:
            config = load_run_config(path)
            table.add_row(name, config.model, Text(config.description))
        except EmoprofileError as error:
            table.add_row(name, "broken", Text(str(error)))
    console().print(table)


@app.command(no_args_is_help=True)
def show(
    name: Annotated[str, typer.Argument(metavar="NAME|PATH", help="A configuration: see `emoprofile configs`.")],
    set_: SetOption = None,
) -> None:
    """Show every setting of a configuration, with the place that its value comes from.

    Example: `emoprofile configs show full --set text.clean=symbols,share`
    """
    console().print(render_settings(list_given_settings(name, set_ or ())))
