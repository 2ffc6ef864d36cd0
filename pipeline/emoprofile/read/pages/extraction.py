"""The article in a web page: what is extracted is compared with what the page holds, and mended where much is missing.

This runs in the process for pages.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from emoprofile.errors import ReadError
from emoprofile.read.pages.notices import find_notice
from emoprofile.read.pages.tree import (
    FEWEST_WORDS,
    Block,
    is_paywalled,
    prune,
    read_blocks,
    read_stated,
)

FEWEST_ARTICLE_WORDS = 5
TIMES_MORE = 1.3
"""So many times more words the page must state or show than were extracted, for something to be missing."""
SHOWN = 0.4
"""A smaller share of the words in the page's paragraphs is a part of the article, not the whole."""
_ENDS = (".", "!", "?", "…", "”", "»", "“", '"', "’", ")")


@dataclass(frozen=True, slots=True)
class Extract:
    """The article in a page.

    Attributes:
        text: A paragraph a line.
        metadata: What the page says of itself, what was left out, and what extracted the text.
        flags: `truncated` if the page shows or states more than the text.
    """

    text: str
    metadata: dict[str, Any]
    flags: tuple[str, ...] = ()


def extract_article(page: str) -> Extract:
    """The article in a decoded page, and what the page states.

    The first text counts that is an article and of which not much is missing: of trafilatura in its precise mode, with
    the paragraphs and headings in between put back; of its other modes; the text that the page states for machines. If
    of each much is missing, the longest counts.

    Raises:
        ReadError: If no article is found.
    """
    from trafilatura.utils import load_html

    tree = load_html(page)
    if tree is None:
        raise ReadError("no article found in this web page; save its text as .txt instead")
    facts, stated = _read_facts(tree), read_stated(tree)
    left_out = prune(tree)
    blocks = list(read_blocks(tree))
    shown = sum(block.words for block in blocks if block.words >= FEWEST_WORDS and not block.is_heading)
    most = max(len(stated.body.split()), stated.words)
    notice: str | None = None
    best: tuple[str, str] | None = None
    for name, text in _read_candidates(tree, blocks, stated.body):
        notice = notice or find_notice(text)
        words = len(text.split())
        if words < FEWEST_ARTICLE_WORDS or find_notice(text):
            continue
        if best is None or words > TIMES_MORE * len(best[1].split()):
            best = (name, text)
        if words * TIMES_MORE >= most and words >= SHOWN * shown:
            break
    if best is None:
        seen = f": what the page holds is {notice}" if notice else ""
        raise ReadError(f"no article found in this web page{seen}; save its text as .txt instead")
    name, text = best
    words = len(text.split())
    is_cut = is_paywalled(left_out) or words * TIMES_MORE < most or words < SHOWN * shown or _ends_with_offer(text)
    metadata: dict[str, Any] = {**facts, "extractor": name}
    if left_out:
        metadata["left_out"] = left_out
    return Extract(text, metadata, ("truncated",) if is_cut else ())


def _read_candidates(tree: Any, blocks: list[Block], body: str) -> Iterator[tuple[str, str]]:
    """Texts that may be the article, the most precise first, each with what made it."""
    from trafilatura import bare_extraction

    library = f"trafilatura {version('trafilatura')}"
    modes: tuple[tuple[str, dict[str, Any]], ...] = (
        ("precise", {"favor_precision": True}),
        ("balanced", {}),
        ("complete", {"favor_recall": True}),
    )
    for mode, options in modes:
        # Deduplication across calls would make an article depend on those before it.
        found: Any = bare_extraction(
            deepcopy(tree), include_comments=False, deduplicate=False, with_metadata=False, **options
        )
        text = (found.text or "").strip() if found else ""
        if text:
            name = library if mode == "precise" else f"{library}, {mode}"
            yield name, _put_back(text, blocks)
        if mode == "precise" and body.strip():
            yield "the text that the page states as JSON-LD", body.strip()


def _put_back(text: str, blocks: list[Block]) -> str:
    """An extracted text with what stands between its parts: headings, and paragraphs that were taken for links.

    A line of a menu or a headline of another article does not end as a sentence does, and a heading of another article
    is not followed by a paragraph of this one.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    places = {_normalize(line): number for number, line in reversed(list(enumerate(lines)))}
    at = [places.get(_normalize(block.text)) for block in blocks]
    kept = [number for number, place in enumerate(at) if place is not None]
    if len(kept) < 2:
        return text
    added: dict[int, list[str]] = {}
    for number in range(kept[0], kept[-1]):
        block = blocks[number]
        if at[number] is not None or _normalize(block.text) in places:
            continue
        behind = at[number + 1]
        is_paragraph = block.words >= FEWEST_WORDS and block.text.endswith(_ENDS) and block.element.tag in ("p", "div")
        if (block.is_heading and behind is not None) or is_paragraph:
            following = next((at[later] for later in range(number + 1, len(at)) if at[later] is not None), None)
            if following is not None:
                added.setdefault(following, []).append(block.text)
                places[_normalize(block.text)] = following
    return "\n".join(part for number, line in enumerate(lines) for part in (*added.get(number, ()), line))


def _normalize(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _ends_with_offer(text: str) -> bool:
    """Whether the last lines ask to pay for the rest."""
    lines = [line for line in text.splitlines() if line.strip()][-3:]
    return len(lines) > 1 and any(find_notice(line) == "an offer to subscribe" for line in lines)


def _read_facts(tree: Any) -> dict[str, str]:
    """What the page says of its article to machines."""
    from trafilatura import extract_metadata

    found: Any = extract_metadata(deepcopy(tree))
    if found is None:
        return {}
    stated = {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "source": found.sitename or found.hostname,
        "url": found.url,
    }
    return {name: value for name, value in stated.items() if value}
