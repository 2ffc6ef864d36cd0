"""Lines, paragraphs, and lines that were broken only to fit a margin."""

import textwrap

import pytest

from emoprofile.text.blocks import blocks
from emoprofile.text.line_breaks import join_broken_words

PARAGRAPH = (
    "The council met for the third time this week, and for the third time it left without an answer. Outside, some "
    "forty people had waited in the rain since noon; most of them had brought their children, and a few had brought "
    "signs. Nobody shouted. When the doors opened at last, an old man took off his hat and began to cry."
)


def found(text: str) -> list[str]:
    return [span.of(text) for span in blocks(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\u2028", "\u2029", "\x0c"])
def test_a_line_is_a_block_whatever_ends_it(end: str) -> None:
    assert found(f"  One line.{end}\tTwo lines.  {end}") == ["One line.", "Two lines."]


@pytest.mark.parametrize("width", [50, 72, 80])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    wrapped = "\n\n".join([textwrap.fill(PARAGRAPH, width), "A heading", textwrap.fill(PARAGRAPH, width)])
    joined = [" ".join(block.split()) for block in found(wrapped)]
    assert joined == [PARAGRAPH, "A heading", PARAGRAPH]


def test_a_line_that_ends_early_ends_its_block_even_in_wrapped_text() -> None:
    wrapped = "Short title\n" + textwrap.fill(PARAGRAPH, 60) + "\n" + textwrap.fill(PARAGRAPH, 60)
    joined = [" ".join(block.split()) for block in found(wrapped)]
    assert joined == ["Short title", PARAGRAPH, PARAGRAPH]


def test_an_empty_line_ends_a_block_even_where_the_line_before_is_full() -> None:
    full = "exactly as long as the margin is, to the letter\nand so is this line, which ends this paragraph."
    text = "\n\n".join([full, full, full])
    assert len({len(line) for line in full.split("\n")}) == 1
    assert found(text) == [full, full, full]


def test_one_paragraph_a_line_is_left_alone() -> None:
    text = "\n".join([PARAGRAPH, PARAGRAPH[:150], PARAGRAPH[:200], PARAGRAPH])
    assert len(found(text)) == 4


def test_a_list_or_a_poem_is_left_alone() -> None:
    text = "Milk and bread\nEggs, if there are any left\nA newspaper\nSoap\nFlowers for the neighbour\nStamps"
    assert len(found(text)) == 6


HEADLINES = [
    "Bridge closes for the winter, and the ferry stays in port",
    "Teacher finds her stolen violin in a shop beside the sea",
    "Anger in the valley as the last bus is taken off its road",
    "Boy of nine saves his sister from the ice on the mill pond",
    "Choir sings for the miners who came home after eleven days",
]


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n"])
def test_headlines_of_like_length_are_not_taken_for_hard_wrapped_lines(between: str) -> None:
    assert found(between.join(HEADLINES)) == HEADLINES


def test_a_list_of_headlines_inside_hard_wrapped_text_stays_a_list() -> None:
    prose = "\n\n".join([textwrap.fill(PARAGRAPH, 60)] * 3)
    joined = [" ".join(block.split()) for block in found(prose + "\n\n" + "\n".join(HEADLINES))]
    assert joined == [PARAGRAPH] * 3 + HEADLINES


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_a_word_that_a_hyphen_broke_joins_its_lines_whatever_their_width(hyphen: str) -> None:
    text = f"They were fright{hyphen}\nened of the dark.\nSelf-help\nIs a shelf.\n\nWell{hyphen}\n\nknown"
    broken = f"They were fright{hyphen}\nened of the dark."
    assert found(text) == [broken, "Self-help", "Is a shelf.", f"Well{hyphen}", "known"]


def test_what_is_broken_by_a_hyphen_is_scored_whole() -> None:
    text = "They were fright-\r\nened of the dark-eyed, well-\n  fed wolf, and of A-\n1 roads."
    assert join_broken_words(text) == "They were frightened of the dark-eyed, wellfed wolf, and of A-\n1 roads."


CAPTIONS = "we came down to the harbour and there was no light and my mother held my hand and said do not look"


def test_the_lines_of_a_transcript_without_capitals_or_marks_are_joined() -> None:
    lines = textwrap.wrap(" ".join([CAPTIONS] * 4), 28)
    assert found("\n".join(lines)) == ["\n".join(lines)]
    assert found("\n\n".join(lines)) == ["\n\n".join(lines)]
    with_sounds = [*lines[:6], "[Applause]", *lines[6:]]
    assert found("\n".join(with_sounds)) == ["\n".join(lines[:6]), "[Applause]", "\n".join(lines[6:])]


def test_short_lines_with_marks_or_capitals_are_no_transcript() -> None:
    lines = [f"{line}," for line in textwrap.wrap(" ".join([CAPTIONS] * 4), 28)]
    assert found("\n".join(lines)) == lines
