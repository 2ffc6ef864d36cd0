"""HTML where a text is expected: whether it is there, and the text in it.

Whole pages go to the extractors of `html.py`. A fragment, such as the body of an article in a feed, is all article: its
text is taken as a browser shows it, without what is no part of the article's own words.
"""

import re
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from html.parser import HTMLParser

_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_NAMES = (
    "p|div|br|ul|ol|li|h[1-6]|blockquote|span|strong|em|b|i|u|a|img|figure|figcaption|table|tr|td|section|article|"
    "header|footer|iframe|script|style|font|center|pre|hr|aside|main|sup|sub|small"
)
_TAG = re.compile(rf"<(/?)({_NAMES})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|([A-Za-z]{2,31}[0-9]{0,2}));")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
_BY_TAG = {
    "script": "script", "style": "script", "noscript": "script", "template": "script", "svg": "script",
    "head": "script", "figcaption": "caption", "iframe": "embedded post", "object": "embedded post", "form": "form",
    "button": "form", "select": "form", "textarea": "form",
}  # fmt: skip
_BY_CLASS = {
    reason: re.compile(pattern, re.IGNORECASE)
    for reason, pattern in (
        ("caption", r"(^|[\s_-])(wp-)?(caption|caption-text|photo-?credit|image-?credit)($|[\s_-])"),
        (
            "embedded post",
            r"(twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|(bluesky|mastodon)-embed)",
        ),
        ("comment", r"(^|[\s_-])(comments?|commentlist|comment-body|commentbox|disqus\w*)($|[\s_-])"),
        ("form", r"(^|[\s_-])(newsletter|share|sharing|social|related|recirc)($|[\s_-])"),
    )
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """The text of a fragment.

    Attributes:
        text: Blocks with a blank line between them.
        left_out: How many elements were left out, by what they are.
    """

    text: str
    left_out: dict[str, int]


def is_page(text: str) -> bool:
    """Whether a text is a whole web page."""
    return bool(_PAGE.match(text))


def is_html(text: str) -> bool:
    """Whether a text is HTML: a page, or a fragment in which tags are opened and closed.

    A tag that is only mentioned, as in a text about HTML, is none.
    """
    if "<" not in text:
        return False
    if is_page(text):
        return True
    opened: dict[str, int] = {}
    for closing, name in _TAG.findall(text):
        name = name.lower()
        if closing and opened.get(name):
            return True
        opened[name] = opened.get(name, 0) + (not closing)
    return opened.get("br", 0) > 1 or opened.get("p", 0) > 1


def has_entities(text: str) -> bool:
    """Whether a text holds entities of HTML, such as `&quot;`, as characters."""
    return "&" in text and any(not name or f"{name};" in html5 for name in _ENTITY.findall(text))


def find_unfit(tag: str, attributes: dict[str, str | None]) -> str | None:
    """Why an element is no part of an article's own words: its tag or its class says so; None if nothing does."""
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return next((reason for reason, pattern in _BY_CLASS.items() if pattern.search(named)), None)


def extract_fragment(content: str) -> Fragment:
    """The text of a fragment of HTML."""
    parser = _Extractor()
    parser.feed(content)
    parser.close()
    return Fragment(parser.finish(), parser.left_out)


def unescape_entities(text: str) -> str:
    """A text with its entities as characters; what was escaped twice is unescaped twice."""
    for _ in range(2):
        if not has_entities(text):
            break
        text = unescape(text.replace("&nbsp;", " "))
    return text


class _Extractor(HTMLParser):
    """Collects the text of blocks, a block a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.left_out: dict[str, int] = {}
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            if tag not in _VOID:
                self._skipped.append(tag)
            return
        if tag not in _VOID and (reason := find_unfit(tag, dict(attrs))):
            self.left_out[reason] = self.left_out.get(reason, 0) + 1
            self._skipped.append(tag)
        if tag in _BLOCKS:
            self._end_block()
        elif tag == "br":
            self._line.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:  # what was left open inside ends with it
            while self._skipped.pop() != tag:
                pass
        elif not self._skipped and tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._line.append(_SPACE.sub(" ", data))

    def finish(self) -> str:
        self._end_block()
        return "\n\n".join(self._blocks)

    def _end_block(self) -> None:
        lines = (" ".join(line.replace("\xa0", " ").split()) for line in "".join(self._line).split("\n"))
        text = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
        if text:
            self._blocks.append(text)
        self._line = []
