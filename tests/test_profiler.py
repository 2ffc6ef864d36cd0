"""The flow: one result per article, in order, whatever one of them does."""

import json
import pickle
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT, WORDS

import emoprofile
from emoprofile import Document, Failure, Profile, Profiler, profiler
from emoprofile.data.readings import rank_labels
from emoprofile.errors import EmoprofileError, InvalidValueError, OutOfMemoryError, ReadError, UnknownNameError
from emoprofile.score import Scorer

ARTICLES = ["I am so happy today!", "The war is over, they said. We love it.", "", " \n\t ", "fear, " * 5000]
TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, "\n", "."]), max_size=30).map(" ".join), min_size=1, max_size=8)


def test_one_result_per_article_in_order(tiny: Profiler) -> None:
    documents = [Document(str(i), text) for i, text in enumerate(ARTICLES)]
    results = list(tiny.profiles(documents))
    assert [result.id for result in results] == ["0", "1", "2", "3", "4"]
    assert all(isinstance(result, Profile) for result in results)


def test_each_profile_comes_with_the_scores_it_is_made_of_on_request(tiny: Profiler) -> None:
    failure = Failure("f", "read", "ReadError", "gone")
    *pairs, last = tiny.scored_profiles([*ARTICLES, failure])
    assert last is failure
    for article, pair in zip(ARTICLES, pairs, strict=True):
        assert not isinstance(pair, Failure)
        scored, found = pair
        assert scored.segmentation.document.text == article
        assert found == tiny.aggregator.profile(scored, tiny.provenance, found.flags)
    assert list(tiny.profiles([*ARTICLES, failure])) == [*(pair[1] for pair in pairs if isinstance(pair, tuple)), last]


def test_empty_articles_have_null_profiles(tiny: Profiler) -> None:
    for text in ("", " \n\t ", "-\n***\n"):
        empty = tiny.profile(text)
        assert empty.accounting.sentences == 0
        assert {figures.value for _, figures in empty.readings.list_figures()} == {None}


def test_a_sentence_of_5000_words_is_scored_whole_and_says_so(tiny: Profiler) -> None:
    long = tiny.profile("fear, " * 5000)
    assert (long.accounting.sentences, long.accounting.sentences_windowed) == (1, 1)


def test_a_bad_article_does_not_stop_or_spoil_the_others(tiny: Profiler, monkeypatch: pytest.MonkeyPatch) -> None:
    encode = tiny._scorer.encode

    def fragile(texts: list[str]) -> object:
        if "boom." in texts:
            raise RuntimeError("no tokens")
        return encode(texts)

    monkeypatch.setattr(tiny._scorer, "encode", fragile)
    failed = Failure("x", "read", "ReadError", "no such file or folder")
    articles: list[Any] = ["we love it.", Document("bad", "boom."), failed, 7, "fear."]
    good, bad, passed_on, number, last = tiny.profiles(articles)
    assert isinstance(bad, Failure)
    assert (bad.id, bad.stage, bad.error) == ("bad", "score", "RuntimeError")
    assert bad.message.startswith("a library could not take it (RuntimeError, test_profiler.py:")
    assert passed_on is failed
    assert isinstance(number, Failure)
    assert "must be a str, got int" in number.message
    assert isinstance(good, Profile)
    assert good == tiny.profile("we love it.")
    assert isinstance(last, Profile)


def test_an_article_over_the_limit_is_a_failure_with_the_remedy(tiny_config: object) -> None:
    small = Profiler.from_config(tiny_config, ["limits.max_characters=10"])  # type: ignore[arg-type]
    [result] = small.profiles(["we love it very"])
    assert isinstance(result, Failure)
    assert result.message.startswith("15 characters; limits.max_characters allows 10. Split the article")
    with pytest.raises(ReadError, match="15 characters"):
        small.profile("we love it very")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS, per_pass=st.integers(1, 40))
def test_a_profile_does_not_depend_on_the_articles_around_it(tiny: Profiler, texts: list[str], per_pass: int) -> None:
    before, profiler.SENTENCES_PER_PASS = profiler.SENTENCES_PER_PASS, per_pass
    try:
        together = list(tiny.profiles(texts))
    finally:
        profiler.SENTENCES_PER_PASS = before
    for text, result in zip(texts, together, strict=True):
        assert isinstance(result, Profile)
        assert result == tiny.profile(text)
        assert result.to_dict() == tiny.profile(text).to_dict()


def test_profiles_stream(tiny: Profiler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiler, "SENTENCES_PER_PASS", 1)
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield "we love it."

    stream = tiny.profiles(endless())
    assert isinstance(next(stream), Profile)
    assert len(taken) == 1


def test_the_same_article_gives_the_same_profile_to_the_last_bit(tiny: Profiler) -> None:
    assert tiny.profile(ARTICLES[1]) == tiny.profile(ARTICLES[1])


def test_a_profiler_can_be_sent_to_another_process(tiny: Profiler) -> None:
    copy = pickle.loads(pickle.dumps(tiny))
    assert copy.profile(ARTICLES[1]) == tiny.profile(ARTICLES[1])


def test_a_profiler_is_safe_to_call_from_threads(tiny: Profiler) -> None:
    expected = tiny.profile(ARTICLES[1])
    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(tiny.profile, [ARTICLES[1]] * 32))


def test_metadata_and_provenance_travel_with_the_profile(tiny: Profiler) -> None:
    found = tiny.profile(Document("d", "fear.", {"source": "wire"}))
    assert found.metadata == {"source": "wire"}
    assert found.provenance == tiny.provenance
    assert found.provenance.model == "tiny"
    assert found.provenance.config == "tiny-run"


def test_the_fingerprint_covers_what_decides_the_figures_and_nothing_else(tiny: Profiler, tiny_config: object) -> None:
    def mark(*overrides: str) -> str:
        return Profiler.from_config(tiny_config, overrides).provenance.fingerprint  # type: ignore[arg-type]

    assert mark("score.batch_tokens=64", "output.text=true") == tiny.provenance.fingerprint
    assert mark("aggregate.method=top_mean") != tiny.provenance.fingerprint
    assert mark("text.clean=[]") != tiny.provenance.fingerprint


def test_three_lines_are_enough(embedded: Profiler) -> None:
    story = emoprofile.profile("They had lost everything. We are so grateful to the neighbours, thank you!")
    assert story.expressed is not None
    assert rank_labels(story.expressed.labels)[0] == "gratitude"
    assert story == embedded.profile("They had lost everything. We are so grateful to the neighbours, thank you!")


def test_a_profile_can_be_had_without_the_sentences_that_a_label_rests_on(embedded: Profiler) -> None:
    text = "The meeting is on Monday. I am afraid, I am terrified of him! The bus leaves at nine. The room is large."
    whole, rest = embedded.profile(text), embedded.profile(text, without="expressed.fear")
    assert whole.expressed is not None
    assert rest.expressed is not None
    assert [piece.sentence for piece in whole.expressed.labels["fear"].evidence] == [1]
    assert rest.accounting.sentences == 3
    assert (rest.expressed.labels["fear"].prevalence or 0) < (whole.expressed.labels["fear"].prevalence or 0) / 4
    with pytest.raises(UnknownNameError, match="unknown label 'fear'"):
        embedded.profile(text, without="fear")


def test_an_article_that_is_no_text_is_refused(tiny: Profiler) -> None:
    with pytest.raises(InvalidValueError, match="must be a str, got NoneType"):
        tiny.profile(None)  # type: ignore[arg-type]
    with pytest.raises(EmoprofileError, match="unknown configuration"):
        emoprofile.profile("text", config="nope")


def test_half_a_character_in_a_text_is_a_failure_and_elsewhere_no_matter(tiny: Profiler) -> None:
    bad, good = tiny.profiles([Document("a", "we love \ud800 it."), Document("\ud800", "we love it.", {"t": "\udc00"})])
    assert isinstance(bad, Failure)
    assert (bad.stage, bad.message[:53]) == ("read", "the text holds half a character (U+D800 at position 8")
    assert isinstance(good, Profile)


def test_one_article_is_a_batch_of_one_and_is_tried_again_where_memory_runs_out(
    tiny: Profiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = tiny.profile(ARTICLES[1])
    used: list[int] = []
    score = Scorer.score_encoded

    def small(self: Scorer, encoded: Any, batch_tokens: int | None = None, *rest: Any) -> object:
        used.append(batch_tokens or 0)
        if used[-1] > 512:
            raise OutOfMemoryError("too large")
        return score(self, encoded, batch_tokens, *rest)

    monkeypatch.setattr(Scorer, "score_encoded", small)
    assert tiny.profile(ARTICLES[1]) == expected
    assert used[-1] == 512
    assert used == sorted(used, reverse=True)


def test_an_article_that_cannot_be_scored_raises_its_own_error(tiny: Profiler, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Scorer, texts: object) -> object:
        raise ZeroDivisionError("no tokens")

    monkeypatch.setattr(Scorer, "encode", broken)
    with pytest.raises(ZeroDivisionError, match="no tokens"):
        tiny.profile("fear.")


def test_rows_of_pandas_with_missing_texts_and_numbers_for_ids_are_profiles_or_failures(tiny: Profiler) -> None:
    import pandas as pd

    table = pd.DataFrame({"id": [7, 8, 9], "text": ["I am so happy today!", float("nan"), "The war is over."]})
    table["n"] = table.id.astype("int64")
    documents = (Document(row.id, row.text, {"n": row.n, "at": pd.NaT}) for row in table.itertuples())
    first, failed, last = tiny.profiles(documents)
    assert isinstance(first, Profile)
    assert isinstance(failed, Failure)
    assert isinstance(last, Profile)
    assert (first.id, failed.id, last.id) == ("7", "8", "9")
    assert json.loads(json.dumps(first.to_dict()["metadata"], allow_nan=False)) == {"n": 7, "at": None}
    assert (failed.stage, failed.message) == ("read", "the text is missing (nan), not text")


@pytest.mark.parametrize("wrong", ["I am so happy today!", b"x", Document("a", "x"), {"a": "x"}])
def test_one_article_in_the_place_of_many_is_refused(tiny: Profiler, wrong: Any) -> None:
    with pytest.raises(InvalidValueError, match="series of"):
        list(tiny.profiles(wrong))


def test_a_table_of_pandas_is_refused_with_the_way_to_give_it(tiny: Profiler) -> None:
    import pandas as pd

    with pytest.raises(InvalidValueError, match=re.escape("for row in table.itertuples()")):
        list(tiny.profiles(pd.DataFrame({"text": ["x"]})))
    assert len(list(tiny.profiles(pd.Series(["I am so happy.", "The war is over."])))) == 2


def test_what_the_reader_found_is_flagged_before_what_the_text_shows(tiny: Profiler) -> None:
    [found] = tiny.profiles([Document("a", "I am so \ufffd happy today!", flags=("html",))])
    assert isinstance(found, Profile)
    assert found.flags[:2] == ("html", "damaged")


def test_the_profile_has_what_the_documents_name_as_short_ways(tiny: Profiler) -> None:
    found = tiny.profile("I am so happy today!")
    names = re.search(r"`profile\.expressed`,\n?(.*?) are short ways", read_document("profile.md"), re.DOTALL)
    assert names
    for name in ["expressed", *re.findall(r"`\.(\w+)`", names[1])]:
        assert hasattr(found, name), name


def read_document(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_a_word_that_a_hyphen_broke_is_scored_whole_and_keeps_its_offsets(embedded: Profiler) -> None:
    whole, broken = (embedded.score_article(text) for text in ("She was heartbroken.", "She was heart-\nbroken."))
    assert whole.scores.tokens == broken.scores.tokens
    assert [sentence.text for sentence in broken.segmentation.sentences] == ["She was heart-\nbroken."]
