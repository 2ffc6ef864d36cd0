"""Is this model what its spec says? What cannot be established is refused with the remedy, never mis-scored."""

from collections.abc import Mapping

from emoprofile.config import ModelSpec
from emoprofile.errors import ModelError
from emoprofile.labels import vocabulary
from emoprofile.provenance import file_sha256

WEIGHTS = "model.safetensors"
NEEDED = ("config.json", WEIGHTS)
# Without any of these, transformers makes up a tokenizer that knows no word, and says nothing.
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model")
_ACTIVATIONS = {"multi_label_classification": "sigmoid", "single_label_classification": "softmax"}


def verified_weights(spec: ModelSpec) -> str:
    """The SHA-256 of the model's weights.

    Raises:
        ModelError: If the folder lacks a file, or the weights are not those that the spec was fitted for.
    """
    missing = [name for name in NEEDED if not (spec.path / name).is_file()]
    if not any((spec.path / name).is_file() for name in TOKENIZERS):
        missing.append("tokenizer.json")
    if missing:
        raise ModelError(
            f"model {spec.name!r}: {spec.path} holds no {' and no '.join(missing)}. "
            "A model folder needs config.json, model.safetensors and its tokenizer files."
        )
    seen = file_sha256(spec.path / WEIGHTS)
    if spec.weights_sha256 not in (None, seen):
        raise ModelError(
            f"model {spec.name!r}: {WEIGHTS} has sha256 {seen}, its spec was fitted for {spec.weights_sha256}. "
            "Thresholds and calibration would not fit: restore the weights, or fit the spec anew."
        )
    return seen


def column_order(spec: ModelSpec, id2label: Mapping[int, str]) -> list[int]:
    """For each label of the spec's vocabulary, the column of the model that holds it: matched by name.

    Raises:
        ModelError: If the names differ.
    """
    wanted = vocabulary(spec.vocabulary).labels
    columns = {label: int(position) for position, label in id2label.items()}
    if len(columns) != len(id2label) or set(columns) != set(wanted):
        lacking, extra = sorted(set(wanted) - set(columns)), sorted(set(columns) - set(wanted))
        raise ModelError(
            f"model {spec.name!r}: the labels in its config.json are not those of {spec.vocabulary!r} "
            f"(lacking: {', '.join(lacking) or 'none'}; unknown: {', '.join(extra) or 'none'}; "
            f"{len(id2label)} in all). Name the labels in id2label, or another vocabulary in the spec."
        )
    return [columns[label] for label in wanted]


def check_activation(spec: ModelSpec, problem_type: str | None) -> None:
    """Refuse a spec that contradicts what the model says of itself.

    Raises:
        ModelError: If the model was trained for the other activation.
    """
    expected = _ACTIVATIONS.get(problem_type or "", spec.activation)
    if expected != spec.activation:
        raise ModelError(
            f"model {spec.name!r}: its config.json says problem_type {problem_type!r}, which means {expected}, "
            f"but its spec says {spec.activation}. One of them is wrong, and the scores would be too: correct it."
        )


def check_length(spec: ModelSpec, positions: int | None, reserved: int) -> None:
    """Refuse a length that the model has no positions for.

    Args:
        spec: The model's spec.
        positions: The model's position embeddings, or None if it has none.
        reserved: How many of these hold no token (RoBERTa's first two).

    Raises:
        ModelError: If `max_tokens` is larger than what is left.
    """
    if positions is not None and spec.max_tokens > positions - reserved:
        raise ModelError(
            f"model {spec.name!r}: max_tokens is {spec.max_tokens}, but the model has positions for "
            f"{positions - reserved} tokens: lower max_tokens in its spec."
        )
