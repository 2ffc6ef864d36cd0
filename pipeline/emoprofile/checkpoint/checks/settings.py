"""Checks config.json and tokenizer_config.json before anything is loaded from them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from emoprofile.checkpoint.files import CONFIG, TOKENIZER_CONFIG
from emoprofile.checkpoint.settings import read_json
from emoprofile.data import Finding

_OTHER_TASK = re.compile(
    r"For(TokenClassification|MaskedLM|CausalLM|QuestionAnswering|MultipleChoice|NextSentencePrediction|PreTraining)$"
)
_UNNAMED = re.compile(r"LABEL_\d+")
"""The names that transformers gives to unnamed columns. Old models keep them in addition to their real names."""
_CODE = "the model needs code of its own, which emoprofile never runs. Choose a model of a family of transformers."
# Each of these keys changes the computation or its inputs in a way that no other check looks at.
_REFUSED: Mapping[str, tuple[str, str]] = {
    "auto_map": ("code", _CODE),
    "transformers_weights": (
        "weights",
        "the weights would come from a file that is not hashed. Remove it, or rename the file to model.safetensors.",
    ),
    "quantization_config": (
        "weights",
        "the error of quantised weights is not known. Use the weights in float32, float16 or bfloat16.",
    ),
    "fusion_config": ("config", "some layers would be computed in another way. Remove the entry."),
    "is_decoder": (
        "config",
        "in a decoder, no word sees the words after it. Set is_decoder to false.",
    ),
}
_REFUSED_TOKENIZER: Mapping[str, tuple[str, str]] = {
    "auto_map": ("code", _CODE),
    "fast_tokenizer_files": (
        "tokenizer",
        "the entry chooses one of several tokenizers. Keep one as tokenizer.json, and remove the entry.",
    ),
}


def check_settings(folder: Path) -> Iterator[Finding]:
    """Read both files, and refuse settings that would change scores without anybody noticing."""
    for name, refused in ((CONFIG, _REFUSED), (TOKENIZER_CONFIG, _REFUSED_TOKENIZER)):
        path = folder / name
        if not path.is_file():  # tokenizer_config.json need not be there; `check_files` asks for config.json
            continue
        try:
            settings = read_json(path)
        except ValueError as error:
            yield Finding("config", "refused", f"{name} is not valid: {error}. Restore it.")
            continue
        for key, (check, reason) in refused.items():
            if settings.get(key):
                yield Finding(check, "refused", f"{name} has {key}: {reason}")
        if name == CONFIG:
            yield from _check_task(settings)
            yield from _check_names(settings)


def _check_task(settings: Mapping[str, Any]) -> Iterator[Finding]:
    others = [name for name in settings.get("architectures") or () if _OTHER_TASK.search(str(name))]
    if others:
        yield Finding(
            "task",
            "refused",
            f"config.json says that the model is a {others[0]}, which is not trained to classify sentences. Choose a "
            "model for sequence classification.",
        )


def _check_names(settings: Mapping[str, Any]) -> Iterator[Finding]:
    """Check whether the names and numbers of labels agree. If not, the file was edited by hand, and one is wrong."""
    names, numbers = settings.get("id2label") or {}, settings.get("label2id") or {}
    if not isinstance(names, dict) or not isinstance(numbers, dict):
        yield Finding("labels", "refused", "config.json: id2label and label2id must be objects. Correct them.")
        return
    repeated = [str(name) for name, count in Counter(map(str, names.values())).items() if count > 1]
    wrong = {
        str(name) for position, name in names.items() if numbers and str(numbers.get(name, position)) != str(position)
    } | {str(name) for name in numbers if name not in names.values() and not _UNNAMED.fullmatch(str(name))}
    if repeated:
        yield _contradict(f"id2label gives {', '.join(map(repr, repeated[:5]))} to several columns")
    elif names and wrong:
        yield _contradict(f"id2label and label2id disagree about {', '.join(sorted(wrong)[:5])}")
    if names and sorted(map(str, names)) != sorted(map(str, range(len(names)))):
        yield _contradict(f"id2label has {len(names)} names, but they are not for the columns 0 to {len(names) - 1}")
    if names and settings.get("num_labels", len(names)) != len(names):
        yield _contradict(f"num_labels is {settings['num_labels']}, but id2label has {len(names)} names")


def _contradict(problem: str) -> Finding:
    return Finding(
        "labels",
        "refused",
        f"config.json contradicts itself: {problem}. Correct it as the documentation of the model says.",
    )
