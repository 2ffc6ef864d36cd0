"""Checks whether labels, activation and length of a model fit its spec."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from emoprofile.checkpoint.tokenizer import ENDLESS
from emoprofile.config import ModelSpec
from emoprofile.data import Finding

_ACTIVATIONS = {"multi_label_classification": "sigmoid", "single_label_classification": "softmax"}
# These families count positions from the one after their padding index: RoBERTa's 514 positions hold 512 tokens.
_OFFSET_FAMILIES = ("roberta", "xlm-roberta", "camembert", "xlm-roberta-xl", "roberta-prelayernorm")


def match_labels(spec: ModelSpec, id2label: Mapping[int, str]) -> tuple[list[int], Finding]:
    """Find the column of the model for each output of the spec, by name.

    Returns:
        The columns, or none if the names differ; and the finding.
    """
    names = spec.output_names
    wanted = {theirs.casefold(): ours for theirs, ours in names.items()}
    seen = {int(position): name for position, name in id2label.items()}
    columns = {name.casefold(): position for position, name in seen.items()}
    if len(columns) < len(seen) or set(columns) != set(wanted):
        lacking = [theirs for theirs in names if theirs.casefold() not in columns]
        extra = [name for name in seen.values() if name.casefold() not in wanted]
        repeated = [name for name, count in Counter(seen.values()).items() if count > 1]
        return [], Finding(
            "labels",
            "refused",
            f"the labels in config.json are not those of the spec (missing: {_join_names(lacking)}; unknown: "
            f"{_join_names(extra)}; repeated: {_join_names(repeated)}; {len(seen)} in all). Name the model's labels "
            "as its documentation does under `labels` in the spec, each with the label of "
            f"{spec.vocabulary!r} it stands for.",
        )
    by_label = {ours: columns[theirs] for theirs, ours in wanted.items()}
    found = Finding("labels", "fine", f"{len(seen)} labels, matched by name")
    if set(seen.values()) != set(names):
        found = Finding("labels", "repaired", f"{len(seen)} labels, matched by name without regard to case")
    return [by_label[name] for name in spec.outputs], found


def check_activation(spec: ModelSpec, problem_type: str | None) -> Finding:
    """Check whether the spec contradicts the model's own config.json about the activation."""
    if spec.activation == "softmax" and len(spec.own.labels) == 1:
        return Finding(
            "activation",
            "refused",
            "a softmax over one label gives 1 for every text. Set activation to sigmoid in the spec, if the model was "
            "trained with it.",
        )
    if problem_type is not None and problem_type not in _ACTIVATIONS:
        return Finding(
            "activation",
            "refused",
            f"config.json says problem_type {problem_type!r}, which is no classifier. Choose another model",
        )
    stated = _ACTIVATIONS.get(problem_type or "")
    if stated is None and spec.activation == "sigmoid":
        return Finding("activation", "repaired", "sigmoid, by the spec; config.json does not say")
    if stated is None:
        return Finding("activation", "fine", "softmax, by the spec; config.json does not say")
    if stated != spec.activation:
        return Finding(
            "activation",
            "refused",
            f"config.json says problem_type {problem_type!r}, which means {stated}, but the spec says "
            f"{spec.activation}. One of them is wrong, and the scores would be wrong too: correct it.",
        )
    return Finding("activation", "fine", f"{spec.activation}, by the spec and by config.json")


def check_length(spec: ModelSpec, settings: Any, tokenizer_length: int) -> Finding:
    """Check whether the model has enough positions for the longest window.

    Args:
        spec: The model's spec.
        settings: The settings of config.json, as attributes.
        tokenizer_length: The maximum length that the tokenizer states.
    """
    positions = getattr(settings, "max_position_embeddings", None)
    family, padding = getattr(settings, "model_type", None), getattr(settings, "pad_token_id", None)
    reserved = (padding or 0) + 1 if family in _OFFSET_FAMILIES else 0
    room = None if not positions or positions < 0 else positions - reserved
    if room is not None and spec.max_tokens > room:
        return Finding(
            "length",
            "refused",
            f"max_tokens is {spec.max_tokens}, but the model has positions for {room} tokens: lower max_tokens in its "
            "spec.",
        )
    if tokenizer_length > ENDLESS:
        return Finding("length", "repaired", f"windows of {spec.max_tokens} tokens; the tokenizer states no length")
    return Finding("length", "fine", f"windows of {spec.max_tokens} tokens")


def _join_names(names: Sequence[str]) -> str:
    return ", ".join(map(repr, sorted(names))) or "none"
