"""A title and a text -> the text with its title as the first line, as a text file has it."""

from emoprofile.read.pages.markup import extract_fragment, is_html
from emoprofile.read.repair import repair_text
from emoprofile.read.values import PARAGRAPHS

MOST_TITLE = 500
"""Characters of a title: what is longer is a text in the wrong column."""
FIRST_LINES = 5
"""In which a text may repeat its title."""


def add_title(text: str, title: object) -> str:
    """A text with its title as the first line, unless it has it already, or there is no text."""
    if not isinstance(title, str) or not text.strip():
        return text
    heading = " ".join(repair_text(extract_fragment(title).text if is_html(title) else title).split())
    if not heading or len(heading) > MOST_TITLE:
        return text
    lines = [line for line in text.splitlines() if line.strip()][:FIRST_LINES]
    if any(_normalize(line) == _normalize(heading) for line in lines) or _normalize(text[: len(title) * 2]).startswith(
        _normalize(heading)
    ):
        return text
    return f"{heading}{PARAGRAPHS}{text}"


def _normalize(text: str) -> str:
    return " ".join(text.casefold().strip(" #*_=\t.:").split())
