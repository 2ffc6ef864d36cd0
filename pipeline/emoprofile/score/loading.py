"""What every backend does while it loads a model: check what the folder says, and name what breaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from emoprofile.config import ModelSpec
from emoprofile.data import Finding
from emoprofile.errors import ModelError
from emoprofile.score.preflight import check_activation, check_length, check_tokenizer, label_columns


@contextmanager
def loading(spec: ModelSpec, folder: Path) -> Iterator[None]:
    """Whatever a broken folder raises, which is not documented (OSError, SafetensorError, KeyError…), as our error."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"model {spec.name!r} cannot be loaded from {folder}: {error}") from error


def check_folder(spec: ModelSpec, settings: Any, tokenizer: Any) -> tuple[list[int], tuple[Finding, ...]]:
    """Do the settings and the tokenizer of a model fit its spec?

    Args:
        spec: The model's spec.
        settings: What config.json says, as attributes.
        tokenizer: A tokenizer as transformers has it, or one like it.

    Returns:
        For each label of the spec's vocabulary the column of the model that holds it, and what was found.
    """
    columns, labels = label_columns(spec, settings.id2label)
    return columns, (
        labels,
        check_activation(spec, getattr(settings, "problem_type", None)),
        check_length(spec, settings, tokenizer.model_max_length),
        check_tokenizer(tokenizer, getattr(settings, "vocab_size", None)),
    )


def refused(findings: tuple[Finding, ...]) -> bool:
    """Whether one of them refuses the model."""
    return any(finding.verdict == "refused" for finding in findings)
