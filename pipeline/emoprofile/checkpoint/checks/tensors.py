"""Checks that every parameter comes from the file, and that every unused tensor of the file changes no score."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from emoprofile.data import Finding

HARMLESS: Mapping[str, str] = {
    r"(?:[\w.]+\.)?position_ids": "positions in order, which the model counts by itself",
    r"(?:[\w.]+\.)?rotary_emb\.inv_freq": "frequencies of positions, which the model computes by itself",
    r"(?:\w+\.)?pooler\.dense\.(?:weight|bias)": "a pooler that the head does not read",
    r"cls\.(?:predictions|seq_relationship)\..+": "BERT's pre-training heads",
    r"(?:lm_head|vocab_transform|vocab_layer_norm|vocab_projector)\..+": "heads of masked language models",
    r"(?:generator_predictions|generator_lm_head|discriminator_predictions)\..+": "ELECTRA's pre-training heads",
    r"(?:lm_predictions|mask_predictions)\..+": "DeBERTa's pre-training heads",
    r"(?:predictions|sop_classifier)\..+": "ALBERT's pre-training heads",
    r"decoder\.(?:weight|bias)": "ModernBERT's pre-training head",
}
"""Patterns of the full names of tensors that change no score if the classifier does not use them; and what they are."""
_HARMLESS = re.compile("|".join(f"(?:{pattern})" for pattern in HARMLESS))
_FLOATS = ("float16", "bfloat16", "float32", "float64")


def check_tensors(tensors: Mapping[str, Any], model: Any, report: Mapping[str, Iterable[Any]]) -> Iterator[Finding]:
    """Compare the tensors of a file with the model that was made of them.

    Args:
        tensors: The tensors of the file, by name.
        model: The model that transformers made from them.
        report: The report of transformers: `missing_keys`, `unexpected_keys`, `mismatched_keys`.
    """
    prefix = model.base_model_prefix
    own = {normalise_name(name, prefix) for name in model.state_dict()}
    by_name = defaultdict(list)
    for name in tensors:
        by_name[normalise_name(name, prefix)].append(name)
    # transformers does not report tensors that its classes ignore on purpose; they count here, too.
    ignored = [name for name in tensors if normalise_name(name, prefix) not in own and _is_ignored(model, name)]
    unused = {*map(str, report["unexpected_keys"]), *ignored}
    unknown = sorted(name for name in unused if not _HARMLESS.fullmatch(name))
    missing = sorted(map(str, [*report["missing_keys"], *report["mismatched_keys"]]))
    twice = sorted(" and ".join(names) for names in by_name.values() if len(names) > 1)
    odd = sorted(name for name, tensor in tensors.items() if _is_number_of_another_kind(name, tensor))
    moved = sorted(
        name for name, tensor in tensors.items() if name.endswith("position_ids") and not _is_in_order(tensor)
    )
    problems = {
        "the weights lack {}; they would be random. Choose a fine-tuned classifier of this family.": missing,
        "the file holds {}, which this architecture does not use: config.json describes a smaller or another model. "
        "Restore the config.json that the model was saved with.": unknown,
        "the file holds one tensor under two names: {}. Save the model again with save_pretrained.": twice,
        "the file holds {} in a format that is not floating point: the weights are quantised. Use the model's weights "
        "in float32, float16 or bfloat16.": odd,
        "the positions in {} are not in order: somebody changed the model. Save the original model again.": moved,
    }
    found = [
        Finding("classifier", "refused", text.format(_join_names(names))) for text, names in problems.items() if names
    ]
    used = f"{len(tensors) - len(unused)} tensors are used, {len(unused)} without effect are not"
    yield from found or [Finding("classifier", "fine", used)]


def check_finite(parameters: Iterable[tuple[str, bool]]) -> Iterator[Finding]:
    """Check whether all numbers of all parameters are finite.

    Args:
        parameters: The name of each parameter, and whether all its numbers are finite.
    """
    broken = sorted(name for name, is_finite in parameters if not is_finite)
    if broken:
        yield Finding(
            "parameters",
            "refused",
            f"{_join_names(broken)}: not every number is finite, so the weights are broken. Restore the file. If "
            "score.dtype is float16, which overflows at 65504, set it to float32.",
        )
    else:
        yield Finding("parameters", "fine", "every number is finite")


def changes_no_score(name: str, tensor: Any) -> bool:
    """Whether a tensor that a classifier has no place for is of a kind that cannot change a score."""
    return bool(_HARMLESS.fullmatch(name)) and (not name.endswith("position_ids") or _is_in_order(tensor))


def normalise_name(name: str, prefix: str) -> str:
    """Give the name of a tensor as new files write it: without the prefix, and with LayerNorm's weight and bias."""
    name = name.removeprefix(f"{prefix}.")
    return name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias")


def _is_ignored(model: Any, name: str) -> bool:
    patterns = [*(model._keys_to_ignore_on_load_unexpected or ()), r"position_ids$", r"rotary_emb\.inv_freq"]
    return any(re.search(pattern, name) for pattern in patterns)


def _is_number_of_another_kind(name: str, tensor: Any) -> bool:
    return str(tensor.dtype).removeprefix("torch.") not in _FLOATS and not _HARMLESS.fullmatch(name)


def _is_in_order(tensor: Any) -> bool:
    return bool(tensor.flatten().tolist() == list(range(tensor.numel())))


def _join_names(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
