"""A web page as a tree: what is no part of the article's own words is cut off, and what is left is measured."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from emoprofile.read.pages.markup import find_unfit
from emoprofile.read.pages.notices import find_notice

FEWEST_WORDS = 8
"""Of a paragraph: what is shorter may be a button or a line of a menu."""
MOST_CUT = 0.4
"""The share of the words in a page's paragraphs above which an element is no aside, whatever it is called."""
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "dd", "td")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_AROUND = frozenset(("nav", "header", "footer", "aside", "form", "button", "menu"))
_KEPT = frozenset(("html", "head", "body", "main", "article"))
_NOTICE = re.compile(
    r"(^|[\s_-])(cookies?|consent|gdpr|onetrust\S*|cmp|paywall\S*|regwall\S*|piano\S*|subscribe|subscription|meter\S*)"
    r"($|[\s_-])",
    re.IGNORECASE,
)
_PAY = re.compile(r"paywall|regwall|piano|subscri|meter", re.IGNORECASE)
_POST = re.compile(r"(^|[\s_-])(live\S*|post|entry|block|update|key-events?)($|[\s_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or item of a page.

    Attributes:
        element: Where it stands.
        text: With single spaces.
        is_heading: Whether it is a heading.
    """

    element: Any
    text: str
    is_heading: bool

    @property
    def words(self) -> int:
        """How many it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says about its article to machines (schema.org, as JSON-LD).

    Attributes:
        body: The text; empty if it is not there.
        words: How many words it says that the article has; 0 if it does not.
        is_free: Whether it says that anybody may read it.
    """

    body: str = ""
    words: int = 0
    is_free: bool = True


def read_stated(tree: Any) -> Stated:
    """What the page says in JSON-LD; of several articles, the longest."""
    found = Stated()
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _walk(content):
            body, words = item.get("articleBody"), str(item.get("wordCount", ""))
            is_free = str(item.get("isAccessibleForFree", True)).lower() != "false"
            found = Stated(
                max(found.body, body if isinstance(body, str) else "", key=len),
                max(found.words, int(words) if words.isdecimal() and len(words) < 7 else 0),
                found.is_free and is_free,
            )
    return found


def prune(tree: Any) -> dict[str, int]:
    """Cut off what is no part of the article's own words; how many elements, by what they are."""
    whole = sum(len((paragraph.text_content()).split()) for paragraph in tree.iter("p", "li"))
    left_out: dict[str, int] = {}
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT or element.getparent() is None:
            continue
        if element.tag == "aside" and _count_words(element) > MOST_CUT * whole:
            element.tag = "div"  # the article itself
            continue
        reason = _find_reason(element)
        if reason and (reason == "script" or _is_aside(element, reason, whole)):
            if reason != "script":
                left_out[reason] = left_out.get(reason, 0) + 1
            element.drop_tree()
        elif reason:
            _rename(element)
    return left_out


def is_paywalled(left_out: dict[str, int]) -> bool:
    """Whether what was cut off holds an offer to pay for the rest."""
    return "paywall" in left_out


def read_blocks(root: Any) -> Iterator[Block]:
    """The paragraphs, headings and items below an element, in order, each once."""
    for element in root.iter(*_BLOCKS, "div", "section"):
        if element.tag in ("div", "section"):  # some pages have their paragraphs in these
            text = " ".join([element.text or "", *(child.tail or "" for child in element)])
            is_leaf = next(element.iterdescendants(*_BLOCKS, "div", "section"), None) is None
            text = element.text_content() if is_leaf else text
        elif next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        else:
            text = element.text_content()
        text = " ".join(text.split())
        if text and not any(parent.tag in _AROUND for parent in element.iterancestors()):
            yield Block(element, text, element.tag in HEADINGS)


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _is_aside(element: Any, reason: str, whole: int) -> bool:
    """Whether an element that is called an aside is one: it is small, or it is a notice by its words."""
    is_small = _count_words(element) <= MOST_CUT * whole
    return is_small or (reason in ("notice", "paywall") and find_notice(element.text_content()) is not None)


def _rename(element: Any) -> None:
    """Take away names that would mislead the extractors too."""
    for name in ("class", "id"):
        element.attrib.pop(name, None)


def _find_reason(element: Any) -> str | None:
    if element.tag == "script":
        return None  # metadata are read from some of them
    if element.tag == "noscript":
        return "script"
    if element.tag == "time" and _is_in_post(element):
        return "time"
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _NOTICE.search(named):
        return "paywall" if _PAY.search(named) else "notice"
    reason = find_unfit(element.tag, dict(element.attrib))
    # Which forms and scripts of a whole page are not shown is left to the extractors.
    return None if reason in ("form", "script") else reason


def _is_in_post(element: Any) -> bool:
    return any(
        _POST.search(f"{parent.get('class') or ''} {parent.get('id') or ''}") for parent in element.iterancestors()
    )


def _count_words(element: Any) -> int:
    return len(element.text_content().split())
