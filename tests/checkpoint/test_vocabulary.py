"""A tokenizer knows the ordinary words of its languages, and encodes them as its vocabulary has them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from emoprofile.checkpoint import SavedTokenizer
from emoprofile.checkpoint.checks.vocabulary import TRAINED, check_words
from emoprofile.checkpoint.words import ORDINARY_WORDS

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FILLING = [f"q{number}" for number in range(TRAINED)]


def pieces(words: Sequence[str], *, letters: str = LETTERS, lower: bool = True, **normalizer: bool) -> SavedTokenizer:
    """A tokenizer of some whole words and some letters."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokens = dict.fromkeys(["[UNK]", *words, *letters, *(f"##{letter}" for letter in letters)])
    backend = Tokenizer(models.WordPiece({token: i for i, token in enumerate(tokens)}, unk_token="[UNK]"))
    backend.normalizer = normalizers.BertNormalizer(lowercase=lower, **normalizer)
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return SavedTokenizer(backend, {"unk_token": "[UNK]"})


def byte_pairs(vocabulary: Mapping[str, int], merges: Sequence[tuple[str, str]]) -> SavedTokenizer:
    from tokenizers import Tokenizer, models, pre_tokenizers

    backend = Tokenizer(models.BPE(dict(vocabulary), list(merges)))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return SavedTokenizer(backend, {})


def verdict(tokenizer: SavedTokenizer, *languages: str) -> str:
    return "; ".join(finding.message for finding in check_words(tokenizer, languages) if finding.verdict == "refused")


EN, DE = ORDINARY_WORDS["en"], ORDINARY_WORDS["de"]
LOWER = [word.lower() for word in EN]


def test_an_uncased_and_a_cased_vocabulary_pass_each_with_its_normaliser() -> None:
    assert verdict(pieces(LOWER), "en") == ""
    assert verdict(pieces(EN, letters=LETTERS + LETTERS.upper(), lower=False), "en") == ""


@pytest.mark.parametrize(
    ("tokenizer", "languages", "message"),
    [
        (pieces(EN), ("en",), "are in the vocabulary, but are encoded as something else, such as 'The'"),
        (pieces(LOWER, lower=False), ("en",), "ordinary words are unknown to the tokenizer, such as 'The'"),
        (pieces(DE, letters=LETTERS + LETTERS.upper() + "äöüß", lower=False, strip_accents=True), ("de",), "'für'"),
        (pieces(["the"], letters="the"), ("en",), "are unknown to the tokenizer, such as 'and'"),
        (pieces(FILLING), ("en",), "the vocabulary holds none of 20 ordinary words"),
        (pieces(LOWER), ("en", "ru"), "unknown to the tokenizer, such as .*language 'ru'"),
        (pieces(["x"], letters="xyz"), (), "unknown to the tokenizer, such as 'the' .language 'en'"),
    ],
    ids=["cased and lowered", "uncased and not", "accents", "few letters", "none whole", "one language", "none named"],
)  # fmt: skip
def test_what_reads_ordinary_words_wrong_is_refused(tokenizer: Any, languages: Any, message: str) -> None:
    import re

    assert re.search(message, verdict(tokenizer, *languages))


def test_a_model_that_names_no_language_must_know_one() -> None:
    assert verdict(pieces(list(ORDINARY_WORDS["ru"]), letters="", lower=False)) == ""


def test_a_language_without_a_list_is_not_judged_by_another() -> None:
    [finding] = check_words(pieces(["x"], letters="xyz"), ["th"])
    assert (finding.verdict, finding.message) == (
        "fine", "ordinary words are known: not checked, because there is no list"
    )  # fmt: skip


def test_byte_pairs_without_their_merges_are_refused() -> None:
    from tokenizers.pre_tokenizers import ByteLevel

    words = [f"Ġ{word}" for word in EN]
    alphabet = sorted(ByteLevel.alphabet())
    merges: dict[tuple[str, str], None] = {}
    for word in words:
        for i in range(1, len(word)):
            merges[word[:i], word[i]] = None
    tokens = dict.fromkeys([*alphabet, *(first + second for first, second in merges)])
    vocabulary = {token: i for i, token in enumerate(tokens)}
    assert verdict(byte_pairs(vocabulary, list(merges)), "en") == ""
    assert "merges are not those of the vocabulary" in verdict(byte_pairs(vocabulary, []), "en")


def test_every_word_of_a_language_stands_once() -> None:
    for words in ORDINARY_WORDS.values():
        assert len(set(words)) == len(words) >= 10
