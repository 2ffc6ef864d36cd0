"""Segmentation does a bounded number of steps for each character, whatever the text; steps are counted, not timed."""

import cProfile
import sys
from functools import cache
from types import FrameType
from typing import Any

import pytest
from tests.text.hostile import CODES, kinds

from emoprofile.config import TextConfig
from emoprofile.data import Document
from emoprofile.text import Segmenter
from emoprofile.text.cleaning.wording_file import wording_of

LENGTH = 2500
MOST_CALLS_PER_CHARACTER = 40
MOST_GROWTH = 2.4
"""Of the steps, when the text is twice as long."""
CASES = [
    (code, name)
    for code in CODES
    for name in kinds()
    if name.startswith(f"{code}: ")
    or (code in ("en", "fr") and ": " not in name and (code == "en" or "dialogue" in name))
]
LOOPS = [
    "headings and quotations", "quotations in headings", "speakers, none twice", "single quotes", "nested quotes",
    "bullets, none twice", "chains of headlines", "near-repeated paragraphs", "enumerators", "hard-wrapped lines",
]  # fmt: skip
"""Kinds that one loop could meet with another: their lines of code are counted, for a loop need not call anything."""


@cache
def segmenter(code: str) -> Segmenter:
    made = Segmenter(TextConfig(language=code))
    made(Document("first", "It reads the files of the language. “Yes,” said Ana."))
    return made


def calls(code: str, text: str) -> int:
    segment, document, profiler = segmenter(code), Document("hostile", text), cProfile.Profile()
    profiler.enable()
    segment(document)
    profiler.disable()
    return sum(entry.callcount for entry in profiler.getstats())


def lines_run(code: str, text: str) -> int:
    segment, document, count = segmenter(code), Document("hostile", text), 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        segment(document)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(("code", "name"), CASES)
def test_calls_are_bounded_for_each_character_and_grow_no_faster_than_the_text(code: str, name: str) -> None:
    once, twice = (calls(code, kinds()[name](length)) for length in (LENGTH, 2 * LENGTH))
    assert twice <= MOST_CALLS_PER_CHARACTER * 2 * LENGTH
    assert twice <= MOST_GROWTH * once


@pytest.mark.parametrize("name", LOOPS)
def test_lines_of_code_run_grow_no_faster_than_the_text(name: str) -> None:
    once, twice = (lines_run("en", kinds()[name](length)) for length in (2 * LENGTH, 4 * LENGTH))
    assert twice <= MOST_GROWTH * once


def test_no_wording_of_any_language_is_a_single_character() -> None:
    characters = [chr(i) for i in range(0x3000)]
    for code in CODES:
        for rule in ("metadata", "credit", "call-to-action", "share", "notice", "teaser"):
            wording = wording_of(rule, code)
            assert not [c for c in characters if wording.lines.fullmatch(c) or wording.lead_ins.fullmatch(c)]
