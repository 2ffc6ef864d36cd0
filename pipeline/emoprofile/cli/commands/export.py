"""`emoprofile models export`: a model -> a folder that ONNX Runtime runs."""

from pathlib import Path
from typing import Annotated

import typer

from emoprofile.cli.terminal import echo
from emoprofile.config import load_model_spec


def export(
    name: Annotated[str, typer.Argument(metavar="NAME|PATH", help="A model: see `emoprofile models list`.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write: a new one.")],
) -> None:
    """Write a model as a folder that ONNX Runtime runs (extra [onnx]), once it says the same as the model does.

    Use it with `--set model=DIR --set score.backend=onnx`.

    Example: `emoprofile models export minilm-news -o minilm-onnx`
    """
    spec = load_model_spec(name)
    # Only now: this imports torch and transformers, and an unknown name should be told at once.
    from emoprofile.score.export import export_onnx

    folder = export_onnx(spec, output)
    echo(f"{folder}: says what {spec.name} says. Use it with --set model={folder} --set score.backend=onnx")
