"""Checks whether the tokenizer knows ordinary words, and encodes them with its vocabulary."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from emoprofile.checkpoint.files import TOKENIZER
from emoprofile.checkpoint.settings import read_json
from emoprofile.checkpoint.tokenizer import FastTokenizer
from emoprofile.checkpoint.words import ORDINARY_WORDS
from emoprofile.data import Finding

TRAINED = 5000
"""A vocabulary with more tokens than this was learnt from text, so it holds the most common words as whole tokens."""
TEXTS = (
    "The war is over, they said: we're so very happy today!", "I AM NOT afraid of 2,500 men.",
    "Un café très agréable, über Straßen.", "  two  spaces\nand a line ", "“quoted” – she said…", "a", "😀 fine",
)  # fmt: skip
"""The texts that two tokenizers are compared on: capitals, accents, digits, spaces, typographic signs."""
_ALLOWED = 0.25
"""The largest share of a language's ordinary words that may be unknown, or encoded against the vocabulary."""


def check_words(tokenizer: FastTokenizer, languages: Sequence[str]) -> Iterator[Finding]:
    """Encode ordinary words of the model's languages. A model that names no language must know the words of one.

    Args:
        tokenizer: The tokenizer.
        languages: The ISO 639-1 codes of the spec.
    """
    backend = tokenizer.backend_tokenizer
    unknown = {tokenizer.unk_token_id, backend.token_to_id(getattr(backend.model, "unk_token", None) or "")} - {None}
    asked = [code for code in languages if code in ORDINARY_WORDS] if languages else list(ORDINARY_WORDS)
    reasons = {code: _find_fault(backend, ORDINARY_WORDS[code], unknown) for code in asked}
    faults = {code: reason for code, reason in reasons.items() if reason}
    if faults and (languages or len(faults) == len(reasons)):
        language = "en" if "en" in faults else next(iter(faults))
        yield Finding(
            "words",
            "refused",
            f"{faults[language]} (language {language!r}). Restore the tokenizer files that the model was trained with, "
            "or correct `languages` in the spec.",
        )
    else:
        known = ", ".join(code for code in reasons if code not in faults)
        yield Finding("words", "fine", f"ordinary words are known: {known or 'not checked, because there is no list'}")
    words = {word for words in ORDINARY_WORDS.values() for word in words}
    if special := sorted(words & {token.content for token in backend.get_added_tokens_decoder().values()}):
        yield Finding(
            "words",
            "refused",
            f"the ordinary word {special[0]!r} is an added token, which splits longer words with it. Restore the "
            "tokenizer files that the model was trained with.",
        )


def _find_fault(backend: Tokenizer, words: Sequence[str], unknown: set[int | None]) -> str | None:
    """Find the reason why these words would be misread; None if there is none."""
    # Two kinds of vocabularies mark the space before a word with a sign; others write the word as it is.
    mark = next((mark for mark in "Ġ▁" if backend.token_to_id(mark) is not None), "")
    numbers = {word: number for word in words if (number := backend.token_to_id(mark + _spell(word, mark))) is not None}
    for is_of_kind in (_is_plain, _is_capitalised, _is_accented):
        kind = [word for word in words if is_of_kind(word)]
        lost = [word for word in kind if not (ids := _encode(backend, word)) or unknown & {*ids}]
        if len(lost) > max(1, _ALLOWED * len(kind)):
            return f"{len(lost)} of {len(kind)} ordinary words are unknown to the tokenizer, such as {lost[0]!r}"
        held = [word for word in kind if word in numbers]
        wrong = [word for word in held if numbers[word] not in _encode(backend, word)]
        if len(wrong) > max(1, _ALLOWED * len(held)):
            return (
                f"{len(wrong)} of {len(held)} ordinary words are in the vocabulary, but are encoded as something else, "
                f"such as {wrong[0]!r}: normalisation, case or merges are not those of the vocabulary"
            )
    if not numbers and backend.get_vocab_size() > TRAINED:
        return f"the vocabulary holds none of {len(words)} ordinary words as a whole token"
    return None


def _encode(backend: Tokenizer, word: str) -> list[int]:
    """Encode a word as it stands inside a text."""
    return list(backend.encode(f" {word}", add_special_tokens=False).ids)


def _spell(word: str, mark: str) -> str:
    """Spell a word as the vocabulary does: a vocabulary of bytes has a sign for each byte."""
    if mark != "Ġ":
        return word
    from tokenizers.pre_tokenizers import ByteLevel

    [(spelt, _)] = ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(word)
    return str(spelt)


def _is_plain(word: str) -> bool:
    return not _is_capitalised(word) and not _is_accented(word)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper()


def _is_accented(word: str) -> bool:
    return word.islower() and any(letter.isalpha() and not letter.isascii() for letter in word)


def check_same_tokens(tokenizer: FastTokenizer, folder: Path) -> Iterator[Finding]:
    """Check whether the files of a tokenizer agree: tokenizer.json alone, its settings, and a vocabulary file.

    Args:
        tokenizer: The tokenizer that is used.
        folder: The checkpoint.
    """
    backend = tokenizer.backend_tokenizer
    listed = _read_vocabulary(folder)
    wrong = sorted(token for token, number in listed.items() if backend.token_to_id(token) != number)
    if wrong:
        yield _contradict(f"the vocabulary file has {len(wrong)} tokens under other numbers, such as {wrong[0]!r}")
    if not (folder / TOKENIZER).is_file():
        return
    alone = Tokenizer.from_file(str(folder / TOKENIZER))
    if getattr(alone.model, "dropout", None):
        yield Finding(
            "tokenizer",
            "refused",
            f"{TOKENIZER} drops merges at random (dropout), so a text gets other tokens each time. Set it to null.",
        )
        return
    alone.no_truncation()
    alone.no_padding()
    alone.encode_special_tokens = backend.encode_special_tokens = tokenizer.split_special_tokens
    for text in TEXTS:
        ours, theirs = backend.encode(text), alone.encode(text)
        if (ours.ids, ours.type_ids) != (theirs.ids, theirs.type_ids):
            yield _contradict(
                f"alone, it encodes {text!r} differently ({theirs.tokens[:6]} instead of {ours.tokens[:6]})"
            )
            return


def _contradict(problem: str) -> Finding:
    return Finding(
        "tokenizer",
        "refused",
        f"the files of the tokenizer contradict each other: {TOKENIZER} does not fit the other files; {problem}. "
        "Restore all of them from one source, or save the tokenizer again with save_pretrained.",
    )


def _read_vocabulary(folder: Path) -> dict[str, int]:
    """Read the vocabulary file: token -> number; empty if there is none."""
    if (folder / "vocab.txt").is_file():
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
        return {line.rstrip("\r"): number for number, line in reversed([*enumerate(lines)])}
    if (folder / "vocab.json").is_file():
        return {str(token): int(number) for token, number in read_json(folder / "vocab.json").items()}
    return {}
