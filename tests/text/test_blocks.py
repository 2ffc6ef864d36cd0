"""Lines, paragraphs, and lines that were broken only to fit a margin."""

import textwrap

import pytest

from emoprofile.text.blocks import blocks

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
