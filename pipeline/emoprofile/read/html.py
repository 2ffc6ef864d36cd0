"""Web page -> the article in it, with what the page says about itself."""

import re
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from emoprofile.config import LIMITS, LimitsConfig
from emoprofile.errors import MissingExtraError, ReadError
from emoprofile.provenance import hash_bytes
from emoprofile.read.decode import decode
from emoprofile.read.page_process import PAGES, Parsed

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s{0,5}([A-Za-z0-9_-]{3,30})", re.IGNORECASE)
HEAD = 4096
"""How many bytes of a page are searched for the encoding that it declares."""
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*")


def article_of_page(content: bytes, limits: LimitsConfig = LIMITS) -> Parsed:
    """The text of the article in a web page, one paragraph a line, and its metadata.

    Offsets in a profile refer to the extracted text, which is not in the file: the metadata holds the hash of the page
    and the version of the extractor, which together make the same text again.

    Returns:
        The text, and those of title, author, date, source and url that the page states, with `html_sha256` and
        `extractor`.

    Raises:
        MissingExtraError: If the extra [html] is not installed.
        ReadError: If the bytes are no text, if no article is found, or if the page is over a limit.
    """
    if find_spec("trafilatura") is None:
        raise MissingExtraError("trafilatura", "html", "reading web pages")
    declared = _DECLARED.search(content[:HEAD])
    page = decode(content, declared[1].decode("ascii") if declared else None).text
    _check_size(page, limits)
    text, stated = PAGES.parsed(page, limits)
    return text, {**stated, "html_sha256": hash_bytes(content), "extractor": f"trafilatura {version('trafilatura')}"}


def extracted(page: str) -> Parsed:
    """The article in a decoded page, and what the page states; called in the process for pages.

    Raises:
        ReadError: If no article is found.
    """
    from trafilatura import bare_extraction

    # Deduplication across calls would make an article depend on those before it.
    found: Any = bare_extraction(
        page, favor_precision=True, include_comments=False, deduplicate=False, with_metadata=True
    )
    text = found.text if found else None
    if not text or not text.strip():
        raise ReadError("no article found in this web page; save its text as .txt instead")
    stated = {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "source": found.sitename or found.hostname,
        "url": found.url,
    }
    return text, {name: value for name, value in stated.items() if value}


def _check_size(page: str, limits: LimitsConfig) -> None:
    """Refuse at once what would only be refused when its time is up."""
    if (tags := page.count("<")) > limits.max_tags:
        raise ReadError(f"the page has {tags:,} tags; limits.max_tags allows {limits.max_tags:,}")
    for tag in _TAG.finditer(page):
        if len(tag[0]) > limits.max_attributes:
            attributes = len(_QUOTED.sub("", tag[0]).split()) - 1
            if attributes > limits.max_attributes:
                raise ReadError(
                    f"the page has a tag with {attributes:,} attributes; limits.max_attributes allows "
                    f"{limits.max_attributes:,}"
                )
