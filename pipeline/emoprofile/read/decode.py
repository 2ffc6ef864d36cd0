"""Bytes -> text, once; line ends stay as they are."""

import codecs

from emoprofile.errors import ReadError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(content: bytes) -> str:
    """The text in some bytes: UTF-16 where a byte order mark says so, else UTF-8. The mark is not part of the text.

    Raises:
        ReadError: If the bytes are no text, or are in another encoding.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if content.startswith(m)), (b"", "utf-8"))
    if encoding == "utf-8" and b"\0" in content:
        raise ReadError("binary data (it holds NUL bytes), not text")
    try:
        return content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        raise ReadError(
            f"not valid {encoding.upper()}: byte 0x{content[at]:02x} at position {at}. "
            "Convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8"
        ) from None
