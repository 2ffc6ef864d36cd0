"""Splitters of other libraries: exact offsets, a clear error where one is absent, and no article that stops another."""

import pickle
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS
from tests.text.test_segment import ORDINARY, STRANGE, segmented

from emoprofile import Failure, Profile, Profiler
from emoprofile.config import TextConfig
from emoprofile.errors import ConfigError, InvalidValueError, MissingExtraError
from emoprofile.text import Segmenter
from emoprofile.text.segment import SPLITTERS
from emoprofile.text.sentences import PACKAGES, Splitter

NAMES = sorted(PACKAGES)
EMOJI = st.lists(
    st.sampled_from(
        ["😢", "👩‍👩‍👧", "🇫🇷", "e\u0301", "A\u00a0", "\r\n", "\ufeff", "\0", "\ud800", ".", "!", "? ", "He. "]
    ),
    max_size=30,
).map("".join)
PANIC = re.compile(r"[A-Z][^\S ]\.")
"""What sentencex cannot take."""


def factory(name: str) -> Callable[[str], Splitter]:
    pytest.importorskip(name, reason=f"the extra [{name}] is not installed")
    return SPLITTERS.get(name)


def segmenter(name: str) -> Segmenter:
    factory(name)
    return Segmenter(TextConfig(splitter=name, clean=()))


@pytest.mark.parametrize("name", NAMES)
def test_offsets_are_code_points_and_every_character_is_covered(name: str) -> None:
    split, whole = factory(name)("en"), segmenter(name)

    @settings(max_examples=1000, deadline=None)
    @given(st.one_of(STRANGE, ORDINARY, EMOJI))
    @example("")
    @example(" \n\t ")
    @example("\ufeffOne.\0 Two.")
    @example("\ud800 lone surrogate. 😢 Two.")
    @example("One\r\ntwo.\rThree.\u2028Four.\x85Five. ")
    def check(text: str) -> None:
        try:
            ranges = list(split(text))
            found = segmented(text, whole)  # Segmentation refuses overlaps, disorder and losses
        except InvalidValueError:
            if name == "sentencex" and PANIC.search(text):
                return
            raise
        covered = 0
        for start, end in [*ranges, (len(text), len(text))]:
            assert covered <= start <= end <= len(text)
            assert not text[covered:start].strip()
            covered = end
        assert sorted("".join("".join(s.text for s in found.sentences).split())) == sorted("".join(text.split()))

    check()


@pytest.mark.parametrize("name", NAMES)
def test_emoji_and_combining_marks_before_a_sentence_do_not_shift_it(name: str) -> None:
    found = segmented("The 😢😢 man left. The 👩‍👩‍👧 stayed in the cafe\u0301! The 🇫🇷 lost.", segmenter(name))
    assert [s.text for s in found.sentences] == [
        "The 😢😢 man left.", "The 👩‍👩‍👧 stayed in the cafe\u0301!", "The 🇫🇷 lost.",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_line_that_was_broken_to_fit_a_margin_goes_on(name: str) -> None:
    split = factory(name)("en")
    for line_end in ("\n", "\r\n", "\u2028"):
        block = f"The rain stopped. We went{line_end}out to the Old{line_end}Mill. Nobody knew."
        found = [" ".join(block[start:end].split()) for start, end in split(block)]
        assert found == ["The rain stopped.", "We went out to the Old Mill.", "Nobody knew."]


@pytest.mark.parametrize("name", NAMES)
def test_the_seeds_are_the_same_in_one_thread_many_threads_and_another_process(name: str) -> None:
    one = segmenter(name)
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir())] * 4
    expected = [segmented(text, one) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: segmented(text, one), texts)) == expected
    assert segmented(texts[0], pickle.loads(pickle.dumps(one))) == expected[0]


@pytest.mark.parametrize(("name", "package"), PACKAGES.items())
def test_an_absent_library_is_named_with_its_remedy(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    message = rf"the splitter '{name}' needs the package '{package}'.*pip install 'emoprofile\[{name}\]'"
    with pytest.raises(MissingExtraError, match=message):
        Segmenter(TextConfig(splitter=name))


def test_a_language_that_a_library_does_not_know_is_refused() -> None:
    with pytest.raises(ConfigError, match="'nupunkt' does not know text.language='de'; it knows: en"):
        Segmenter(TextConfig(splitter="nupunkt", language="de"))
    factory("yasbd")
    with pytest.raises(ConfigError, match="'yasbd' does not know text.language='xx'; it knows: af, am, ar"):
        Segmenter(TextConfig(splitter="yasbd", language="xx"))
    german = Segmenter(TextConfig(splitter="yasbd", language="de", clean=()))
    assert len(segmented("Er kam z. B. am 3. Mai. Sie ging.", german).sentences) == 2


def test_a_panic_costs_one_article_and_not_the_run(tiny_config: Path) -> None:
    factory("sentencex")
    profiler = Profiler.from_config(tiny_config, ["text.splitter=sentencex"])
    first, panic, last = profiler.profiles(["I am happy.", "Vitamin A\u00a0. And so on.", "They said so."])
    assert isinstance(first, Profile)
    assert isinstance(last, Profile)
    assert isinstance(panic, Failure)
    assert (panic.stage, panic.error) == ("split", "InvalidValueError")
    assert "the splitter 'sentencex' cannot take a block of 22 characters (PanicException" in panic.message
    assert "text.splitter=rules" in panic.message


def test_an_interruption_is_no_failure_of_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(code: str, text: str) -> object:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "sentencex", SimpleNamespace(get_sentence_boundaries=interrupted))
    with pytest.raises(KeyboardInterrupt):
        segmented("One.", Segmenter(TextConfig(splitter="sentencex")))


@pytest.mark.parametrize("name", NAMES)
def test_a_library_that_loses_or_invents_text_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(*words: str) -> list[dict[str, int]]:
        return [{"start_index": 0, "end_index": 4}]

    factory(name)
    if name == "sentencex":
        monkeypatch.setattr("sentencex.get_sentence_boundaries", lossy)
    elif name == "nupunkt":
        monkeypatch.setattr("nupunkt.sentence_spans", lambda block: [(0, 4)])
    else:
        monkeypatch.setattr("yasbd.BoundaryDetector.detect", lambda self, block: iter((4,)))
    with pytest.raises(InvalidValueError, match=r"\[4, 9\) is in no sentence and was not dropped"):
        segmented("One. Two.", segmenter(name))


def test_the_library_that_decided_is_in_the_provenance(tiny_config: Path) -> None:
    factory("yasbd")
    chosen = Profiler.from_config(tiny_config, ["text.splitter=yasbd"]).provenance
    usual = Profiler.from_config(tiny_config).provenance
    assert chosen.versions["yasbd-lib"] != "unknown"
    assert not set(PACKAGES.values()) & set(usual.versions)
    assert chosen.fingerprint != usual.fingerprint


def at_semicolons(code: str) -> Splitter:
    """A splitter of a user's own."""

    def split(block: str) -> Iterator[tuple[int, int]]:
        start = 0
        for part in re.split("(?<=;)", block):
            yield start, start + len(part)
            start += len(part)

    return split


def without_the_last_word(code: str) -> Splitter:
    """One that loses text."""
    return lambda block: iter([(0, block.rindex(" ") if " " in block else len(block))])


def with_more_than_there_is(code: str) -> Splitter:
    """One that invents text: its ranges overlap."""
    return lambda block: iter([(0, len(block)), (0, len(block))])


def test_a_users_own_splitter_is_chosen_in_a_configuration_file(tiny_config: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"extends: {tiny_config}\ntext: {{splitter: '{__name__}:at_semicolons'}}\n", encoding="utf-8")
    (found,) = Profiler.from_config(own).profiles(["I am happy; 😢 they said. We love;"])
    assert isinstance(found, Profile)
    assert found.accounting.sentences == 2


def test_a_users_own_splitter_that_loses_or_invents_text_fails_that_article_only(tiny_config: Path) -> None:
    lossy = Profiler.from_config(tiny_config, [f"text.splitter={__name__}:without_the_last_word"])
    fine, lost = lossy.profiles(["Happy.", "I am happy."])
    assert isinstance(fine, Profile)
    assert isinstance(lost, Failure)
    assert (lost.stage, lost.error) == ("split", "InvalidValueError")
    assert "[4, 11) is in no sentence and was not dropped" in lost.message
    (twice,) = Profiler.from_config(tiny_config, [f"text.splitter={__name__}:with_more_than_there_is"]).profiles(
        ["One."]
    )
    assert isinstance(twice, Failure)
    assert "overlap or are out of order" in twice.message


def test_a_users_own_splitter_that_cannot_be_imported_is_a_configuration_error() -> None:
    with pytest.raises(ConfigError, match="splitter 'nowhere:split' cannot be imported.*Python path"):
        Segmenter(TextConfig(splitter="nowhere:split"))
