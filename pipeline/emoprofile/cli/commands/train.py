"""`emoprofile train`: an encoder and a labelled corpus -> a model folder."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from emoprofile.cli.options import SetOption
from emoprofile.cli.terminal import console
from emoprofile.training.recipe import load_recipe


def train(
    config: Annotated[str, typer.Option("--config", "-c", metavar="NAME|PATH", help="A recipe of configs/training.")],
    data: Annotated[Path, typer.Option("--data", "-d", metavar="DIR", help="The folder that holds the corpora.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="The new model folder; runs/NAME/model if not given."),
    ] = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="DIR", help="Where checkpoints are kept; runs/NAME if not given.")
    ] = None,
    set_: SetOption = None,
    report_test: Annotated[
        bool, typer.Option("--report-test", help="Report on the test split: once, when every choice has been made.")
    ] = False,
) -> None:
    """Fine-tune a model from a recipe; a run that was interrupted goes on where it stopped.

    Example: `emoprofile train --config goemotions --data corpora --output runs/minilm-goemotions`
    """
    recipe = load_recipe(config, set_ or ())
    checkpoints = run or Path("runs") / recipe.name
    # Only now: this imports torch and transformers, and a wrong recipe should be told at once.
    from emoprofile.training.progress import Progress as State
    from emoprofile.training.run import Paths
    from emoprofile.training.run import train as train_model

    columns = (
        TextColumn("training"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("steps, {task.description}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    terminal = console(stderr=True)
    with Progress(*columns, console=terminal) as progress:
        task = progress.add_task("", total=None)

        def show(state: State) -> None:
            figures = ", ".join(f"{name} {value:.3f}" for name, value in state.figures.items())
            progress.update(task, completed=state.step, total=state.total, description=figures)

        paths = Paths(data, checkpoints, output or checkpoints / "model")
        found = train_model(recipe, config, paths, show, report_test=report_test)
    expressed = ", ".join(
        f"{name} {each.macro.f1.value:.3f}" for name, each in found.expressed.items() if each.sentences
    )
    terminal.print(f"{paths.output}: macro-F1 on {found.split}: {expressed}")
