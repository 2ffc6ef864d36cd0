"""A text as a file or a column holds it -> the text that is scored, and what was done on the way."""

from dataclasses import dataclass, field
from typing import Any

from emoprofile.config import LimitsConfig
from emoprofile.provenance import hash_bytes
from emoprofile.read.pages.html import extract_page
from emoprofile.read.pages.markup import extract_fragment, is_html, is_page
from emoprofile.read.repair import repair_text


@dataclass(frozen=True, slots=True)
class ArticleText:
    """A text that can be scored.

    Attributes:
        text: What offsets refer to.
        flags: `html` if it was taken out of HTML, `unescaped` if it was escaped; those of a page.
        metadata: What a page says of itself, and what was left out of HTML.
    """

    text: str
    flags: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)


def interpret_text(text: str, limits: LimitsConfig, *, is_markdown: bool = False) -> ArticleText:
    """The text that is meant: out of HTML, with escapes read as the characters that they stand for.

    Args:
        text: As it was decoded.
        limits: Of web pages.
        is_markdown: Whether tags in it are part of its format.

    Raises:
        MissingExtraError, ReadError: As `extract_page`, if it is a whole web page.
    """
    repaired = repair_text(text)
    if is_page(repaired):
        page = extract_page(repaired, limits)
        stated = page.metadata | {"html_sha256": hash_bytes(text.encode("utf-8", "surrogatepass"))}
        return ArticleText(page.text, ("html", *page.flags), stated)
    if is_html(repaired) and not is_markdown:
        # Not of the repaired text: an entity that stands for a tag must not become one.
        fragment = extract_fragment(text if is_html(text) else repaired)
        left_out = {"left_out": fragment.left_out} if fragment.left_out else {}
        return ArticleText(repair_text(fragment.text), ("html",), left_out)
    return ArticleText(repaired, () if repaired == text else ("unescaped",))
