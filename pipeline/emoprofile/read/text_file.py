"""A file with one text -> the article."""

from emoprofile.data import Document
from emoprofile.read.compression import read_content
from emoprofile.read.encoding import UTF8, decode
from emoprofile.read.source import Source


def read_text(source: Source) -> Document:
    """The article in a text file; the metadata name an encoding other than UTF-8, since it may be a guess.

    Raises:
        ReadError: If the bytes are no text.
    """
    with source.open() as stream:
        decoded = decode(read_content(stream, source.limits))
    return Document(source.name, decoded.text, {} if decoded.encoding == UTF8 else {"encoding": decoded.encoding})
