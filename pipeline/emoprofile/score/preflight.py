"""Is this model what its spec says? What cannot be established is refused with the remedy, never mis-scored."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from emoprofile.config import ModelSpec
from emoprofile.data.finding import Finding

WEIGHTS = {"torch": "model.safetensors", "onnx": "model.onnx"}
PICKLES = ("pytorch_model.bin", "model.bin")
# Without any of these, transformers makes up a tokenizer that knows no word, and says nothing.
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model")
_ACTIVATIONS = {"multi_label_classification": "sigmoid", "single_label_classification": "softmax"}
# These count positions from behind their padding index: RoBERTa's 514 positions hold 512 tokens.
_OFFSET_FAMILIES = ("roberta", "xlm-roberta", "camembert", "xlm-roberta-xl", "roberta-prelayernorm")
ENDLESS = 10**6
"""A tokenizer that was saved without a length says 1e30."""


def check_files(spec: ModelSpec, folder: Path, backend: str, seen: str | None) -> Iterator[Finding]:
    """Are the files there, and are the weights those that the spec was fitted for?

    Args:
        spec: The model's spec.
        folder: Where its files are.
        backend: What runs it, which decides the file of the weights.
        seen: The SHA-256 of that file; None if it is not there.
    """
    weights = folder / WEIGHTS[backend]
    missing = [] if (folder / "config.json").is_file() else ["config.json"]
    if not any((folder / name).is_file() for name in TOKENIZERS):
        missing.append("tokenizer.json")
    if missing:
        yield Finding(
            "files",
            "refused",
            f"{folder} holds no {' and no '.join(missing)}. A model folder needs config.json, {weights.name} and its "
            "tokenizer files.",
        )
    if seen is None:
        yield _no_weights(spec, folder, backend)
    elif not missing:
        if spec.weights_sha256 not in (None, seen):
            yield Finding(
                "weights",
                "refused",
                f"{weights.name} has sha256 {seen}, the spec was fitted for {spec.weights_sha256}. Thresholds and "
                "calibration would not fit: restore the weights, or fit the spec anew.",
            )
        else:
            yield Finding("weights", "fine", f"{weights.name}, sha256 {seen[:12]}…")


def _no_weights(spec: ModelSpec, folder: Path, backend: str) -> Finding:
    if backend == "onnx":
        message = f"{folder} holds no model.onnx. Write it: emoprofile models export {spec.name} -o FOLDER"
    elif any((folder / name).is_file() for name in PICKLES):
        message = (
            f"{folder} holds its weights only as a pickle, which can run code when it is read. Of a hub model, fetch "
            f"it with --allow-pickle, which turns the pickle into safetensors once; of a folder of your own, save the "
            "model again with save_pretrained, which writes model.safetensors."
        )
    elif (folder / WEIGHTS["onnx"]).is_file():
        message = f"{folder} holds no model.safetensors, but a model.onnx: set score.backend to onnx."
    else:
        message = f"{folder} holds no model.safetensors."
    return Finding("weights", "refused", message)


def check_config(folder: Path) -> Iterator[Finding]:
    """What config.json says by itself, before anything is loaded from it."""
    try:
        settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if not isinstance(settings, dict):
            raise ValueError(f"a {type(settings).__name__}, not an object")
    except ValueError as error:
        yield Finding("config", "refused", f"config.json is not what it should be: {error}")
        return
    if code := settings.get("auto_map"):
        yield Finding(
            "code",
            "refused",
            f"the model needs code of its own ({', '.join(map(str, code))}), which is never run. Choose a model of a "
            "family that transformers knows.",
        )
    yield from _check_names(settings)


def _check_names(settings: Mapping[str, Any]) -> Iterator[Finding]:
    """Do id2label and label2id agree? A file in which they differ was edited by hand, and one of them is wrong."""
    names, numbers = settings.get("id2label") or {}, settings.get("label2id") or {}
    wrong = sorted(
        str(name) for position, name in names.items() if numbers and str(numbers.get(name, position)) != str(position)
    )
    if wrong:
        yield Finding(
            "labels",
            "refused",
            f"config.json contradicts itself: id2label and label2id disagree about {', '.join(wrong[:5])}. Correct it "
            "by the model's own documentation.",
        )


def label_columns(spec: ModelSpec, id2label: Mapping[int, str]) -> tuple[list[int], Finding]:
    """For each output of the spec, the column of the model that holds it: matched by name.

    Returns:
        The columns, empty if the names differ; and what was found.
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
            f"the labels in config.json are not those of the spec (lacking: {_listed(lacking)}; unknown: "
            f"{_listed(extra)}; repeated: {_listed(repeated)}; {len(seen)} in all). Name the model's labels as its "
            f"documentation does under `labels` in the spec, each with the label of {spec.vocabulary!r} it stands for.",
        )
    by_label = {ours: columns[theirs] for theirs, ours in wanted.items()}
    found = Finding("labels", "fine", f"{len(seen)} labels, matched by name")
    if set(seen.values()) != set(names):
        found = Finding("labels", "repaired", f"{len(seen)} labels, matched by name without regard to case")
    return [by_label[name] for name in spec.outputs], found


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, sorted(names))) or "none"


def check_activation(spec: ModelSpec, problem_type: str | None) -> Finding:
    """Does the spec contradict what the model says of itself?"""
    if problem_type is not None and problem_type not in _ACTIVATIONS:
        return Finding("activation", "refused", f"config.json says problem_type {problem_type!r}: not a classifier")
    stated = _ACTIVATIONS.get(problem_type or "")
    if stated is None and spec.activation == "sigmoid":
        return Finding("activation", "repaired", "sigmoid, by the spec; the model itself does not say")
    if stated is None:
        return Finding("activation", "fine", "softmax, by the spec; the model does not say")
    if stated != spec.activation:
        return Finding(
            "activation",
            "refused",
            f"config.json says problem_type {problem_type!r}, which means {stated}, but the spec says "
            f"{spec.activation}. One of them is wrong, and the scores would be too: correct it.",
        )
    return Finding("activation", "fine", f"{spec.activation}, and the model says so")


def check_length(spec: ModelSpec, settings: Any, tokenizer_length: int) -> Finding:
    """Has the model positions for the longest window?

    Args:
        spec: The model's spec.
        settings: The model's configuration.
        tokenizer_length: What the tokenizer takes for the model's length.
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
        return Finding("length", "repaired", f"windows of {spec.max_tokens} tokens; the tokenizer knows no length")
    return Finding("length", "fine", f"windows of {spec.max_tokens} tokens")


def check_tokenizer(tokenizer: Any, vocabulary_size: int | None) -> Finding:
    """Can the tokenizer pad, cut into windows, and does the model know all of its tokens?"""
    if not tokenizer.is_fast:
        return Finding(
            "tokenizer", "refused", "has no fast version, so that windows cannot be made: add tokenizer.json"
        )
    if tokenizer.pad_token is None:
        return Finding(
            "tokenizer", "refused", "has no padding token, so that sentences cannot share a batch. Name one in "
            "tokenizer_config.json (pad_token), and its id in config.json (pad_token_id)."
        )  # fmt: skip
    if vocabulary_size is not None and len(tokenizer) > vocabulary_size:
        return Finding(
            "tokenizer", "refused", f"has {len(tokenizer)} tokens, but the model knows {vocabulary_size}: it belongs "
            "to another model."
        )  # fmt: skip
    return Finding("tokenizer", "fine", f"{len(tokenizer)} tokens")
