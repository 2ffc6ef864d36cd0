"""Web page -> the article in it, with what the page says about itself."""

import re
from importlib.util import find_spec

from emoprofile.config import LimitsConfig
from emoprofile.data import Document
from emoprofile.errors import MissingExtraError, ReadError
from emoprofile.provenance import hash_bytes
from emoprofile.read.compression import read_content
from emoprofile.read.encoding import decode
from emoprofile.read.pages.extraction import Extract
from emoprofile.read.pages.process import PAGES
from emoprofile.read.source import Source
from emoprofile.read.title import add_title

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset=[\"']?\s{0,5}([A-Za-z0-9_-]{3,30})"
    rb"|<\?xml[^>]{0,100}?encoding=[\"']([A-Za-z0-9_-]{3,30})",
    re.IGNORECASE,
)
HEAD = 4096
"""How many bytes of a page are searched for the encoding that it declares."""
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*")


def read_page(source: Source) -> Document:
    """The article in a web page, its title as the first line.

    Raises:
        MissingExtraError, ReadError: As `extract_page`, or if the bytes are no text.
    """
    with source.open() as stream:
        content = read_content(stream, source.limits)
    declared = _DECLARED.search(content[:HEAD])
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    decoded = decode(content, name, source.config.encoding)
    page = extract_page(decoded.text, source.limits)
    lost = {"characters_lost": decoded.lost} if decoded.lost else {}
    metadata = page.metadata | {"html_sha256": hash_bytes(content)} | lost
    text = add_title(page.text, metadata.get("title")) if source.config.score_title else page.text
    return Document(source.name, text, metadata, page.flags)


def extract_page(page: str, limits: LimitsConfig) -> Extract:
    """The article in a web page, and what the page says of itself.

    Offsets in a profile refer to the extracted text, which is not in the file: the metadata hold the version of the
    extractor, which makes the same text of the same page again.

    Raises:
        MissingExtraError: If the extra [html] is not installed.
        ReadError: If no article is found, or if the page is over a limit.
    """
    if find_spec("trafilatura") is None:
        raise MissingExtraError("trafilatura", "html", "reading web pages")
    _check_size(page, limits)
    return PAGES.parse(page, limits)


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
