"""The values that text handling builds: checked when they are made."""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from emoprofile.data import Document, Dropped, Failure, Segmentation, Sentence, Span, attempt
from emoprofile.errors import InvalidValueError

TEXT = "One. Two. -"


def sentence(start: int, end: int, text: str | None = None) -> Sentence:
    return Sentence(Span(start, end), TEXT[start:end] if text is None else text)


def segmentation(sentences: list[Sentence], dropped: list[Dropped]) -> Segmentation:
    return Segmentation(Document("d", TEXT), tuple(sentences), tuple(dropped))


def test_a_complete_segmentation_is_accepted() -> None:
    whole = segmentation([sentence(0, 4), sentence(5, 9)], [Dropped(Span(10, 11), "symbols")])
    assert [s.text for s in whole.sentences] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("sentences", "dropped", "message"),
    [
        ([sentence(0, 4)], [], r"\[4, 11\) is in no sentence and was not dropped"),
        ([sentence(0, 4), sentence(5, 9)], [], r"\[9, 11\) is in no sentence"),
        ([sentence(0, 4, "Eno.")], [], "a sentence of 4 characters does not stand at"),
        ([sentence(5, 11), sentence(0, 4)], [], "out of order"),
        ([sentence(0, 6), sentence(5, 11)], [], "overlap"),
        ([sentence(0, 11)], [Dropped(Span(10, 11), "symbols")], "overlaps what ends at 11"),
        ([sentence(0, 9)], [Dropped(Span(10, 12), "symbols")], "beyond|overlaps"),
    ],
)
def test_a_lost_or_doubled_character_is_refused(
    sentences: list[Sentence], dropped: list[Dropped], message: str
) -> None:
    with pytest.raises(InvalidValueError, match=message):
        segmentation(sentences, dropped)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_an_empty_or_negative_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(InvalidValueError, match="0 <= start < end"):
        Span(start, end)


def test_an_id_made_from_content_is_the_same_for_the_same_text() -> None:
    assert Document.from_text("a").id == Document.from_text("a").id != Document.from_text("b").id
    assert Document.from_text("\ud800").id.startswith("sha256-")


def test_an_article_that_is_no_string_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="must be a str, got bytes"):
        Document.from_text(b"text")  # type: ignore[arg-type]


def test_a_failure_names_the_error_even_when_it_has_no_message() -> None:
    assert Failure.of("a", "score", MemoryError()).to_dict() == {
        "id": "a",
        "stage": "score",
        "error": "MemoryError",
        "message": "memory ran out",
        "sha256": None,
    }


def test_a_failure_is_short_and_repeats_no_words_of_a_library() -> None:
    failure = Failure.of("i" * 9000, "read", ValueError("could not read 'They cried all night.'"))
    assert failure.message == "a library could not take it (ValueError)"
    assert len(failure.id) == 500
    assert failure.id != Failure.of("i" * 8999, "read", ValueError()).id
    long = Failure.of("a", "read", InvalidValueError("x" * 10**6))
    assert len(long.message) == 500
    assert Failure(**long.to_dict()) == long


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_ends_the_process_is_no_failure(error: type[BaseException]) -> None:
    def act() -> None:
        raise error

    with pytest.raises(error):
        attempt("a", "read", act)


def test_a_panic_of_a_library_is_a_failure() -> None:
    class PanicException(BaseException):
        pass

    def act() -> None:
        raise PanicException("They cried.")

    failure = attempt("a", "split", act)
    assert isinstance(failure, Failure)
    assert (failure.error, "cried" in failure.message) == ("PanicException", False)


@pytest.mark.parametrize(
    ("given", "id"),
    [
        (7, "7"),
        (np.int64(7), "7"),
        (0, "0"),
        ("x", "x"),
        (None, None),
        ("", None),
        (float("nan"), None),
        (pd.NaT, None),
    ],
)
def test_an_id_becomes_a_text_and_a_missing_one_is_made_from_the_content(given: Any, id: str | None) -> None:
    assert Document(given, "One.").id == (id or Document.from_text("One.").id)
    assert Document.from_text("One.", given).id == (id or Document.from_text("One.").id)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (float("nan"), "missing (nan)"), (pd.NA, "missing (<NA>)"), (None, "missing (None)"), (3, "a number"),
        (np.float64(2.5), "a number"), (True, "true or false"), (b"One.", "of the type bytes"),
        (["One."], "of the type list"),
    ],
)  # fmt: skip
def test_a_text_that_is_none_is_told_when_the_document_is_checked(text: Any, seen: str) -> None:
    document = Document("a", text)  # a generator of documents goes on
    with pytest.raises(InvalidValueError, match=re.escape(f"the text is {seen}, not text")):
        document.check()


def test_metadata_must_be_a_mapping() -> None:
    with pytest.raises(InvalidValueError, match="the metadata are missing"):
        Document("a", "One.", float("nan")).check()  # type: ignore[arg-type]
    Document("a", "One.", {}).check()
