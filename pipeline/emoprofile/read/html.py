"""Web page -> the article in it, with what the page says about itself."""

import re
from importlib.metadata import version
from typing import Any

from emoprofile.errors import MissingExtraError, ReadError
from emoprofile.provenance import bytes_sha256
from emoprofile.read.decode import decode

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s{0,5}([A-Za-z0-9_-]{3,30})", re.IGNORECASE)
HEAD = 4096
"""How many bytes of a page are searched for the encoding that it declares."""


def article_of_page(content: bytes) -> tuple[str, dict[str, str]]:
    """The text of the article in a web page, one paragraph a line, and its metadata.

    Offsets in a profile refer to the extracted text, which is not in the file: the metadata holds the hash of the page
    and the version of the extractor, which together make the same text again.

    Returns:
        The text, and those of title, author, date, source and url that the page states, with `html_sha256` and
        `extractor`.

    Raises:
        MissingExtraError: If the extra [html] is not installed.
        ReadError: If the bytes are no text, or no article is found.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("trafilatura", "html", "reading web pages") from error
    declared = _DECLARED.search(content[:HEAD])
    page = decode(content, declared[1].decode("ascii") if declared else None).text
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
    return text, {
        **{name: value for name, value in stated.items() if value},
        "html_sha256": bytes_sha256(content),
        "extractor": f"trafilatura {version('trafilatura')}",
    }
