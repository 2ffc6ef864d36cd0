"""A model folder's settings and tokenizer, read as they stand: without transformers, which would bring torch."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tokenizers import Tokenizer

from emoprofile.errors import ModelError
from emoprofile.score.preflight import ENDLESS

TOKENIZER, TOKENIZER_SETTINGS = "tokenizer.json", "tokenizer_config.json"


@dataclass(frozen=True)
class SavedTokenizer:
    """A tokenizer from tokenizer.json, with the names that transformers has for the same facts."""

    backend_tokenizer: Tokenizer
    pad_token: str | None
    padding_side: str
    split_special_tokens: bool
    model_max_length: int
    pad_token_type_id: int = 0
    is_fast: bool = True

    @classmethod
    def read(cls, folder: Path) -> "SavedTokenizer":
        """The tokenizer of a folder.

        Raises:
            ModelError: If the folder holds it only in a form that transformers would have to turn into tokenizer.json.
        """
        if not (folder / TOKENIZER).is_file():
            raise ModelError(
                f"{folder} holds no {TOKENIZER}, which the onnx backend needs. Write the folder with "
                "`emoprofile models export`, or its tokenizer anew with save_pretrained of transformers."
            )
        path = folder / TOKENIZER_SETTINGS
        settings = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        pad = settings.get("pad_token")
        return cls(
            backend_tokenizer=Tokenizer.from_file(str(folder / TOKENIZER)),
            pad_token=pad["content"] if isinstance(pad, dict) else pad,
            padding_side=settings.get("padding_side", "right"),
            split_special_tokens=settings.get("split_special_tokens", False),
            model_max_length=int(settings.get("model_max_length", ENDLESS + 1)),
        )

    def __len__(self) -> int:
        return int(self.backend_tokenizer.get_vocab_size(with_added_tokens=True))

    @cached_property
    def pad_token_id(self) -> int | None:
        """The number of the padding token."""
        return None if self.pad_token is None else self.backend_tokenizer.token_to_id(self.pad_token)


def saved_settings(folder: Path) -> SimpleNamespace:
    """What config.json says, as attributes; `id2label` is there even where the file has none."""
    return SimpleNamespace(**{"id2label": {}, **json.loads((folder / "config.json").read_text(encoding="utf-8"))})


def save_tokenizer(tokenizer: Any, folder: Path) -> None:
    """Write a tokenizer of transformers, complete, and without what it remembers of its last use.

    A tokenizer remembers how it last cut and padded, and passes it on with the folder; on which side it pads may be
    known only to its class.
    """
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    for leftover in ("max_length", "stride", "truncation_strategy", "pad_to_multiple_of", "is_local"):
        tokenizer.init_kwargs.pop(leftover, None)
    if tokenizer.padding_side != "right":
        tokenizer.init_kwargs["padding_side"] = tokenizer.padding_side
    tokenizer.save_pretrained(folder)
