"""Every character of an article is in one sentence, or dropped for a reason."""

import logging
import pickle

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS

from emoprofile.config import TextConfig
from emoprofile.data import Document, Segmentation
from emoprofile.errors import InvalidValueError, UnknownNameError
from emoprofile.text import Segmenter

SEGMENTER = Segmenter(TextConfig())
KEEP_ALL = Segmenter(TextConfig.model_validate({"clean": "none"}))


def segmented(text: str, segmenter: Segmenter = SEGMENTER) -> Segmentation:
    return segmenter(Document.from_text(text))


STRANGE = st.text(
    st.one_of(
        st.sampled_from(" \n\r\t.!?…。\"'“”‘’«»()[]-–—*|#1aAI\u00a0\u2028\ufeff\u200b\u0301😢é中"),
        st.characters(),
    ),
    max_size=200,
)
ORDINARY = st.lists(
    st.sampled_from(["He left.", "“Why?” she asked.", "Mr. Smith", "U.S.", "3.14", "\n", "\n\n", "-", "and so", "…"]),
    max_size=40,
).map(" ".join)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(STRANGE, ORDINARY))
@example("")
@example(" \n\t ")
@example("\ufeff")
@example("\ud800 lone surrogate.")
@example("one\r\ntwo\rthree\u2028four\x85five")
def test_every_character_is_kept_or_dropped_for_a_reason(text: str) -> None:
    found = segmented(text)  # Segmentation itself refuses overlaps, disorder and losses
    kept = "".join(s.text for s in found.sentences) + "".join(d.span.of(text) for d in found.dropped)
    assert sorted("".join(kept.split())) == sorted("".join(text.split()))
    for sentence in found.sentences:
        assert text[sentence.span.start : sentence.span.end] == sentence.text == sentence.text.strip()


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_the_seeds_are_covered_to_the_letter(path: object) -> None:
    text = path.read_bytes().decode()  # type: ignore[attr-defined]
    found = segmented(text)
    accounted = sum(len(s.span) for s in found.sentences) + sum(len(d.span) for d in found.dropped)
    assert accounted > 0.97 * len(text)


def test_marks_without_meaning_are_dropped_and_emoji_are_not() -> None:
    found = segmented("One.\n-\n|#+|\n***\n😢\n2\nTwo.")
    assert [s.text for s in found.sentences] == ["One.", "😢", "2", "Two."]
    assert [(d.span.of(found.document.text), d.reason) for d in found.dropped] == [
        ("-", "symbols"), ("|#+|", "symbols"), ("***", "symbols"),
    ]  # fmt: skip


def test_no_cleaning_keeps_everything() -> None:
    assert [s.text for s in segmented("One.\n-\nTwo.", KEEP_ALL).sentences] == ["One.", "-", "Two."]


def test_the_users_own_splitter_plugs_in_by_name_and_is_verified() -> None:
    lines = Segmenter(TextConfig(splitter=f"{__name__}:whole_block"))
    assert [s.text for s in segmented("One. Two.\nThree.", lines).sentences] == ["One. Two.", "Three."]
    lossy = Segmenter(TextConfig(splitter=f"{__name__}:first_word_only"))
    with pytest.raises(InvalidValueError, match=r"\[4, 9\) is in no sentence and was not dropped"):
        segmented("One. Two.", lossy)


def whole_block(code: str) -> object:
    return lambda block: [(0, len(block))]


def first_word_only(code: str) -> object:
    return lambda block: [(0, block.index(" "))]


def test_an_unknown_splitter_or_rule_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="unknown splitter 'regex'. Known: nupunkt, rules, sentencex, yasbd"):
        Segmenter(TextConfig(splitter="regex"))
    with pytest.raises(UnknownNameError, match="unknown cleaning rule 'adverts'. Known: call-to-action, credit"):
        Segmenter(TextConfig(clean=("adverts",)))


def test_a_language_without_a_file_gets_the_general_rules_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        segmenter = Segmenter(TextConfig(language="zz"))
    assert "no sentence rules for the language 'zz' (there are: de, en, es, fr)" in caplog.text
    assert len(segmented("One. Two.", segmenter).sentences) == 2


def test_a_segmenter_can_be_sent_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(SEGMENTER))
    assert segmented("One. Two.", copy) == segmented("One. Two.")
