"""A file with one text -> the article."""

from emoprofile.data import Document
from emoprofile.read.article_text import interpret_text
from emoprofile.read.compression import read_content
from emoprofile.read.encoding import decode
from emoprofile.read.formats import split_suffixes
from emoprofile.read.source import Source
from emoprofile.read.title import add_title


def read_text(source: Source) -> Document:
    """The article in a text file; the metadata say how it was decoded, if that may be a guess.

    Raises:
        ReadError: If the bytes are no text.
        MissingExtraError: If it is a web page, and the extra [html] is not installed.
    """
    with source.open() as stream:
        decoded = decode(read_content(stream, source.limits), configured=source.config.encoding)
    found = interpret_text(decoded.text, source.limits, is_markdown=split_suffixes(source.path)[0] == ".md")
    title = found.metadata.get("title") if source.config.score_title else None
    return Document(source.name, add_title(found.text, title), decoded.describe() | found.metadata, found.flags)
