"""What a site generator leaves in a text: tags, comments, shortcodes and code; they hold in every language."""

import re
from collections.abc import Iterator

from emoprofile.data import Dropped, Span
from emoprofile.text.page import Page, Part

MOST_BLOCKS_OF_CODE = 200
# {% include %}, {{ page.title }}, <!-- more -->, [caption id="1"]; bounded, so that all input takes linear time.
_TAG = (
    r"\{%[^%\n]{0,300}%\}|\{\{[^}\n]{0,300}\}\}|<!--[^\n]{0,300}?-->|&(?:nbsp|shy|zwnj|#160|#xa0);"
    r"|\[/?(?:button|caption|embed|gallery|audio|video|youtube|playlist|toc|vc_\w{1,30}|et_pb_\w{1,30})\b[^\]\n]{0,200}\]"
)
_BEFORE = re.compile(rf"(?:(?:{_TAG}|\[\^\w{{1,20}}\]:)\s*)+")
_BEHIND = re.compile(rf"(?:\s*(?:{_TAG}))+$")
_LONGEST_BEHIND = 400
_SHORTCODE = re.compile(r"\[(button|embed|audio|video|youtube|gallery|playlist)\b[^\]\n]{0,200}\].{0,200}\[/\1\]")
_FENCE = re.compile(
    r"(?:```|~~~)[ \t]*(?P<language>[\w+#-]{0,20})[^\n]{0,60}$|\{% *highlight +(?P<tag>\w+)[^\n]{0,60}%\}$"
)
_FENCE_END = re.compile(r"(?:```|~~~)$|\{% *endhighlight *%\}$")
_NO_CODE = frozenset(("", "text", "txt", "plain", "plaintext", "none", "markdown", "md", "quote", "poem"))
_FIRST, _LAST = frozenset("{<&["), frozenset("}>;]")


def tags(page: Page) -> Iterator[Dropped]:
    """Tags at the edges of a block, blocks of tags alone, and what stands between the fences of program code."""
    coded = {id(part) for first, last in _code(page) for part in page.kept[first:last]}
    for part in page.kept:
        is_code = bool(coded) and id(part) in coded
        if not (is_code or part.text[0] in _FIRST or part.text[-1] in _LAST):
            continue
        if is_code or _SHORTCODE.fullmatch(part.text):
            yield Dropped(part.span, "markup")
        else:
            yield from _at_edges(part)


def _at_edges(part: Part) -> Iterator[Dropped]:
    start, end = part.span.start, part.span.end
    text = part.text
    before = _BEFORE.match(text)
    if before:
        past = before.end()
        yield Dropped(Span(start, start + len(before[0].rstrip())), "markup")
    else:
        past = 0
    tail = max(past, len(text) - _LONGEST_BEHIND)
    if text[-1] in _LAST and past < len(text) and (behind := _BEHIND.search(text, tail)):
        first = behind.start() + len(behind[0]) - len(behind[0].lstrip())
        yield Dropped(Span(start + first, end), "markup")


def _code(page: Page) -> Iterator[tuple[int, int]]:
    """Ranges of kept parts: a fence that names a programming language, the code, and its end."""
    if not any(fence in page.text for fence in ("```", "~~~", "{%")):
        return
    ends = [part.span.start for part in page.dropped if _FENCE_END.match(part.span.of(page.text))]
    at = 0
    opened: int | None = None
    for i, part in enumerate(page.kept):
        while at < len(ends) and ends[at] < part.span.start:
            if opened is not None:
                yield opened, i
                opened = None
            at += 1
        if opened is not None and _FENCE_END.match(part.text):
            yield opened, i
            opened = None
        elif opened is not None and i - opened > MOST_BLOCKS_OF_CODE:
            opened = None
        elif fence := _FENCE.match(part.text) if part.text[0] in "`~{" else None:
            named = (fence["language"] or fence["tag"] or "").lower()
            if named and named not in _NO_CODE:
                opened = i
            elif named:
                yield i, i + 1
    if opened is not None and at < len(ends):
        yield opened, len(page.kept)
