"""Checks whether a model is what its spec says. If a check cannot be sure, it refuses the model and says what to do."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from emoprofile.checkpoint.checks.agreement import MIXED_TEXTS, check_agreement
from emoprofile.checkpoint.checks.files import check_files
from emoprofile.checkpoint.checks.labels import check_activation, check_length, match_labels
from emoprofile.checkpoint.checks.settings import check_settings
from emoprofile.checkpoint.checks.tensors import changes_no_score, check_finite, normalise_name
from emoprofile.checkpoint.checks.tokenization import check_tokenizer
from emoprofile.checkpoint.checks.vocabulary import check_same_tokens, check_words
from emoprofile.checkpoint.tokenizer import FastTokenizer
from emoprofile.config import ModelSpec
from emoprofile.data import Finding
from emoprofile.errors import ModelError

__all__ = [
    "MIXED_TEXTS",
    "changes_no_score",
    "check_agreement",
    "check_declared",
    "check_files",
    "check_finite",
    "check_settings",
    "is_refused",
    "normalise_name",
    "translate_loading_errors",
]


@contextmanager
def translate_loading_errors(spec: ModelSpec, folder: Path) -> Iterator[None]:
    """Turn any error of loading a broken folder into a `ModelError`: libraries do not document what they raise."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"model {spec.name!r} cannot be loaded from {folder}: {error}") from error


def check_declared(
    spec: ModelSpec, folder: Path, settings: Any, tokenizer: FastTokenizer, names: Sequence[str]
) -> tuple[list[int], tuple[Finding, ...]]:
    """Check whether the settings and the tokenizer of a model fit its spec and each other.

    Args:
        spec: The model's spec.
        folder: The checkpoint.
        settings: The settings of config.json, as attributes.
        tokenizer: Its tokenizer.
        names: The names of the inputs that the model gets.

    Returns:
        The column of the model for each output of the spec, and the findings.
    """
    # A saved tokenizer may keep the truncation and padding of its last use.
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    columns, labels = match_labels(spec, settings.id2label)
    found = [
        labels,
        check_activation(spec, getattr(settings, "problem_type", None)),
        check_length(spec, settings, tokenizer.model_max_length),
        *check_tokenizer(tokenizer, settings, names),
    ]
    if not is_refused(found):
        found += [*check_same_tokens(tokenizer, folder), *check_words(tokenizer, spec.languages)]
    return columns, tuple(found)


def is_refused(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings refuses the model."""
    return any(finding.verdict == "refused" for finding in findings)
