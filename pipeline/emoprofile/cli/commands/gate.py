"""`emoprofile models gate`: what a model loses in bfloat16, measured and recorded in its spec."""

from typing import Annotated

import typer

from emoprofile.cli.options import NameOption
from emoprofile.cli.terminal import echo
from emoprofile.config import load_model_spec, record_gate
from emoprofile.resources import find


def gate(
    name: Annotated[str, typer.Argument(metavar="NAME|PATH", help="A model: see `emoprofile models list`.")],
    data: Annotated[
        str, typer.Option("--data", "-d", metavar="PATH", help="Sentences with labels of the model's vocabulary.")
    ],
    names: NameOption = None,
) -> None:
    """Measure what a model loses in bfloat16, and record it in its spec: within bounds, `score.dtype=auto` may use it.

    Example: `emoprofile models gate minilm-news --data goemotions/test.tsv`
    """
    spec = load_model_spec(name)
    # Only now: this imports torch, and an unknown name should be told at once.
    from emoprofile.calibration.precision_gate import measure_precision_gate
    from emoprofile.cli.commands.evaluate import pairs
    from emoprofile.labelled import read_labelled

    found = measure_precision_gate(
        spec, read_labelled(data, vocabulary=spec.vocabulary, names=pairs("--name", names or ()))
    )
    record_gate(found, find("models", name))
    echo(f"{spec.name} in bfloat16, on {found.sentences:,} sentences of {found.data}:")
    echo(f"  {found.label_agreement:.3%} of claims as in float32, macro-F1 {-found.f1_loss:+.4f}")
    echo(f"  99 % of probabilities within {found.p99_difference:.4f}, all within {found.largest_difference:.4f}")
    failures = [*found.list_failures()]
    echo("passed" if not failures else f"not passed: {'; '.join(failures)}")
    echo(f"recorded in {find('models', name)}")
