"""The one encoding of a table, found from all of it that is needed: up to the first bytes that tell, or to its end."""

import codecs

from emoprofile.errors import ReadError
from emoprofile.read.compression import FAULTS
from emoprofile.read.encoding import MARKS, SAMPLE, UTF8, count_characters, decode
from emoprofile.read.source import Source

STEP = 1 << 18
NULS = 0.2
"""The share of NUL bytes above which bytes are UTF-16."""
MARKED = {"utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32-le": "utf-32", "utf-32-be": "utf-32", UTF8: "utf-8-sig"}


def find_encoding(source: Source) -> str:
    """The encoding of a table.

    UTF-8, if all of it is, or if more of its characters are whole in UTF-8 than damaged: bytes that do not belong there
    are then failures of their rows. Otherwise the encoding of the stretch around the first strange byte.

    Raises:
        ReadError: As `decode`, of that stretch; or if the file cannot be opened.
    """
    whole = damaged = 0
    strange = b""
    with source.stop_watching().open() as stream:
        head = stream.read(STEP)
        for mark, name in MARKS:
            if head.startswith(mark):
                return MARKED[name]
        if head.count(0) > NULS * len(head):
            return decode(head[: len(head) // 4 * 4]).encoding
        decoder = codecs.getincrementaldecoder(UTF8)("surrogateescape")
        before = b""
        try:
            while head:
                if not head.isascii() or decoder.getstate()[0]:
                    found = count_characters(decoder.decode(head))
                    whole, damaged = whole + found[0], damaged + found[1]
                    if damaged and not strange:
                        strange = before[-STEP:] + head
                before, head = head, stream.read(STEP)
        except (ReadError, *FAULTS):
            pass  # the file is damaged, or unpacks to too much: that is told where its rows are read
    if damaged <= whole:
        return "utf-8-sig"
    return decode(_around(strange)).encoding


def _around(content: bytes) -> bytes:
    """What stands around the first byte that is not valid UTF-8."""
    try:
        content.decode(UTF8)
    except UnicodeDecodeError as error:
        return content[max(0, error.start - SAMPLE // 2) : error.start + SAMPLE // 2]
    return content
