"""Checks whether the output of the tokenizer fits the model: special tokens, their numbers, and padding."""

from collections.abc import Iterator, Sequence
from typing import Any

from emoprofile.checkpoint.tokenizer import FastTokenizer
from emoprofile.data import Finding

# In these families, the head reads the token before the text.
_ENCODERS = (
    "albert", "bert", "big_bird", "camembert", "convbert", "deberta", "deberta-v2", "distilbert", "electra", "ernie",
    "longformer", "mobilebert", "modernbert", "mpnet", "nystromformer", "rembert", "roberta", "roberta-prelayernorm",
    "roformer", "squeezebert", "xlm-roberta", "xlm-roberta-xl",
)  # fmt: skip
# In these families, the token before the text has a type of its own.
_TYPED = ("funnel", "xlnet")
_AROUND = (("[CLS]", "[SEP]"), ("<s>", "</s>"))
"""The tokens before and after a text that encoders are trained with."""


def check_tokenizer(tokenizer: FastTokenizer, settings: Any, names: Sequence[str]) -> Iterator[Finding]:
    """Compare a tokenizer with the settings of its model.

    Args:
        tokenizer: The tokenizer.
        settings: The settings of config.json, as attributes.
        names: The names of the inputs that the model gets.
    """
    if not tokenizer.is_fast:
        yield _refuse("has no fast version, which windows need: add tokenizer.json")
        return
    if tokenizer.pad_token_id is None:
        yield _refuse(
            "has no padding token, which a batch of sentences needs. Name one in tokenizer_config.json "
            "(pad_token), and its id in config.json (pad_token_id)."
        )
        return
    problems = [
        *_check_numbers(tokenizer, settings),
        *_check_special(tokenizer),
        *_check_around(tokenizer, settings),
        *_check_inputs(tokenizer, settings, names),
    ]
    yield from map(_refuse, problems)
    if not problems:
        size = tokenizer.backend_tokenizer.get_vocab_size(with_added_tokens=True)
        yield Finding("tokenizer", "fine", f"{size} tokens")


def _check_numbers(tokenizer: FastTokenizer, settings: Any) -> Iterator[str]:
    numbers = tokenizer.backend_tokenizer.get_vocab(with_added_tokens=True).values()
    known = getattr(settings, "vocab_size", None)
    if known is not None and max(numbers, default=0) >= known:
        yield (
            f"has tokens up to number {max(numbers)}, but the model has {known} tokens: it belongs to another model. "
            "Restore the tokenizer files of the model."
        )
    if len(set(numbers)) < len(numbers):
        yield "gives one number to several tokens. Restore the tokenizer files that the model was trained with."
    padding = getattr(settings, "pad_token_id", None)
    if padding is not None and padding != tokenizer.pad_token_id:
        yield (
            f"pads with token {tokenizer.pad_token_id} (pad_token in tokenizer_config.json), but config.json "
            f"says {padding} (pad_token_id). Correct the one that is wrong."
        )


def _check_special(tokenizer: FastTokenizer) -> Iterator[str]:
    """Check whether each special token is a token of its own."""
    own = {
        name: number
        for name in ("pad", "cls", "sep", "mask", "unk")
        if (number := getattr(tokenizer, f"{name}_token_id")) is not None
    }
    doubled = [
        f"{first}_token and {second}_token"
        for i, first in enumerate(own)
        for second in list(own)[i + 1 :]
        # Decoders pad with their unknown token; they have no token before a text.
        if own[first] == own[second] and (first, second) != ("pad", "unk")
    ]
    if doubled and "cls" in own:
        yield f"has one token for {' and for '.join(doubled)} (tokenizer_config.json). Restore that file."


def _check_around(tokenizer: FastTokenizer, settings: Any) -> Iterator[str]:
    """Check whether a text gets the special tokens before and after it that the model was trained with."""
    if getattr(settings, "model_type", None) not in _ENCODERS:
        return
    backend = tokenizer.backend_tokenizer
    given = backend.encode("a")
    if len(given.ids) < 2 or not given.special_tokens_mask[0] or not given.special_tokens_mask[-1]:
        yield (
            f"gives {given.tokens} for the text 'a', without a special token before and after it, which this family "
            "needs. Restore the post-processor of tokenizer.json."
        )
        return
    first, last = given.ids[0], given.ids[-1]
    for before, after in _AROUND:
        usual = backend.token_to_id(before), backend.token_to_id(after)
        if None not in usual:
            if usual != (first, last):
                yield (
                    f"puts {given.tokens[0]} before and {given.tokens[-1]} after a text, not {before} and {after}. "
                    "Restore the tokenizer files that the model was trained with."
                )
            break
    for name, number, place in (("bos_token_id", first, "before"), ("eos_token_id", last, "after")):
        declared = getattr(settings, name, None)
        if declared is not None and declared != number:
            yield (
                f"puts token {number} {place} a text, but config.json says {declared} ({name}): it belongs to another "
                "model, or somebody changed one of the two. Restore both."
            )
    for name, own, number in (
        ("cls_token", tokenizer.cls_token_id, first),
        ("sep_token", tokenizer.sep_token_id, last),
    ):
        if own is not None and own != number:
            yield f"calls token {own} its {name}, but uses token {number}. Correct tokenizer_config.json."


def _check_inputs(tokenizer: FastTokenizer, settings: Any, names: Sequence[str]) -> Iterator[str]:
    for needed in ("input_ids", "attention_mask"):
        if needed not in names:
            yield (
                f"does not give {needed} (model_input_names in tokenizer_config.json). Without it, a score depends "
                "on the batch. Add it there, or remove the entry."
            )
    types = tokenizer.backend_tokenizer.encode("a b").type_ids
    if any(types) and "token_type_ids" in names and getattr(settings, "model_type", None) not in _TYPED:
        yield (
            f"gives the types {types} (token_type_ids) to a single text, which should all be 0. Restore the "
            "post-processor of tokenizer.json."
        )


def _refuse(problem: str) -> Finding:
    return Finding("tokenizer", "refused", f"the tokenizer {problem}")
