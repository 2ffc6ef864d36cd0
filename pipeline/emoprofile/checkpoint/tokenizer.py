"""The tokenizer of a checkpoint: loaded by transformers, or from tokenizer.json alone, and saved complete."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from tokenizers import Tokenizer

from emoprofile.checkpoint.files import TOKENIZER
from emoprofile.checkpoint.quiet import quiet_transformers
from emoprofile.checkpoint.settings import read_tokenizer_settings
from emoprofile.errors import ModelError

ENDLESS = 10**6
"""A tokenizer that states a greater length than this was saved without one: it then states 1e30."""


class FastTokenizer(Protocol):
    """The interface of a tokenizer that emoprofile uses. Those of transformers have it, and so has `SavedTokenizer`."""

    @property
    def is_fast(self) -> bool:
        """Whether it is written in Rust and can cut a text into windows."""

    @property
    def padding_side(self) -> str:
        """`right`, or `left` in a few families."""

    @property
    def split_special_tokens(self) -> bool:
        """Whether a special token inside a text is treated as plain text."""

    @property
    def model_max_length(self) -> int:
        """The longest text in tokens; more than `ENDLESS` if the tokenizer states no length."""

    @property
    def pad_token_type_id(self) -> int:
        """The type of the padding token."""

    @property
    def backend_tokenizer(self) -> Tokenizer:
        """The Rust tokenizer behind it."""

    @property
    def pad_token_id(self) -> int | None:
        """The padding token."""

    @property
    def cls_token_id(self) -> int | None:
        """The token before a text, which most heads read."""

    @property
    def sep_token_id(self) -> int | None:
        """The token after a text."""

    @property
    def unk_token_id(self) -> int | None:
        """The token for words that the vocabulary lacks."""

    @property
    def mask_token_id(self) -> int | None:
        """The token that hid words while the encoder was trained."""


@dataclass(frozen=True)
class SavedTokenizer:
    """A tokenizer from tokenizer.json, with the attribute names of transformers."""

    backend_tokenizer: Tokenizer
    special: dict[str, str]
    padding_side: str = "right"
    split_special_tokens: bool = False
    model_max_length: int = ENDLESS + 1
    pad_token_type_id: int = 0
    is_fast: bool = field(default=True, init=False)

    @classmethod
    def read(cls, folder: Path) -> "SavedTokenizer":
        """Read the tokenizer of a folder.

        Raises:
            ModelError: If the folder has no tokenizer.json, but only an older form that transformers would convert.
        """
        if not (folder / TOKENIZER).is_file():
            raise ModelError(
                f"{folder} holds no {TOKENIZER}, which the onnx backend needs. Write the folder with "
                "`emoprofile models export`, or save its tokenizer again with save_pretrained of transformers."
            )
        settings = read_tokenizer_settings(folder)
        named = {
            name: settings.get(name) for name in ("pad_token", "cls_token", "sep_token", "unk_token", "mask_token")
        }
        return cls(
            backend_tokenizer=Tokenizer.from_file(str(folder / TOKENIZER)),
            special={
                name: token["content"] if isinstance(token, dict) else token for name, token in named.items() if token
            },
            padding_side=settings.get("padding_side", "right"),
            split_special_tokens=settings.get("split_special_tokens", False),
            model_max_length=int(settings.get("model_max_length", ENDLESS + 1)),
        )

    @cached_property
    def pad_token_id(self) -> int | None:
        """The number of the padding token."""
        return self._find_number("pad_token")

    @cached_property
    def cls_token_id(self) -> int | None:
        """The number of the token before a text."""
        return self._find_number("cls_token")

    @cached_property
    def sep_token_id(self) -> int | None:
        """The number of the token after a text."""
        return self._find_number("sep_token")

    @cached_property
    def unk_token_id(self) -> int | None:
        """The number of the unknown token."""
        return self._find_number("unk_token")

    @cached_property
    def mask_token_id(self) -> int | None:
        """The number of the mask."""
        return self._find_number("mask_token")

    def _find_number(self, name: str) -> int | None:
        token = self.special.get(name)
        return None if token is None else self.backend_tokenizer.token_to_id(token)


def load_tokenizer(folder: Path) -> Any:
    """Load the tokenizer of a folder with transformers, without the network and without running code of the model."""
    from transformers import AutoTokenizer

    with quiet_transformers():
        return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)


def save_tokenizer(tokenizer: Any, folder: Path) -> None:
    """Write a tokenizer of transformers completely, but without the state of its last use.

    A tokenizer keeps the truncation and padding of its last use, and would write them into the folder. The side on
    which it pads may be known only to its class, so it is written.
    """
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    for leftover in ("max_length", "stride", "truncation_strategy", "pad_to_multiple_of", "is_local"):
        tokenizer.init_kwargs.pop(leftover, None)
    if tokenizer.padding_side != "right":
        tokenizer.init_kwargs["padding_side"] = tokenizer.padding_side
    tokenizer.save_pretrained(folder)
