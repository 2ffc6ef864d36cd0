"""Bytes -> text, once; line ends stay as they are."""

import codecs
import logging
from dataclasses import dataclass, replace
from typing import Any

from emoprofile.errors import ReadError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UTF8 = "utf-8"
LOST = "\ufffd"
"""Stands in the place of a character that could not be decoded."""
MOST_LOST = 0.02
"""The share of characters other than ASCII that an encoding may leave undecoded where the text declares it."""
# In the range where Windows-1252 differs from Latin-1, what writers of Western languages use: quotes, dashes, ellipsis,
# the euro, the bullet. Other bytes of the range mean another encoding.
_CP1252_SIGNS = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
MOST_CONTROLS = 0.005
"""The share of control characters above which bytes are no text."""
SIDE_OF_NULS = 0.9
SAMPLE = 1 << 18
"""Bytes from which an encoding is guessed."""
# Names that Python knows and no page means: its own escapes, and wide encodings, which hold NUL bytes.
_NEVER_DECLARED = (
    "idna",
    "punycode",
    "unicode",
    "raw",
    "undefined",
    "charmap",
    "mbcs",
    "oem",
    "utf-7",
    "utf-16",
    "utf-32",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read.

    Attributes:
        text: Without a byte order mark.
        encoding: The Python name of the encoding.
        lost: How many characters could not be decoded; U+FFFD stands for each.
    """

    text: str
    encoding: str
    lost: int = 0

    def describe(self) -> dict[str, Any]:
        """What the metadata say of it: an encoding other than UTF-8, since it may be a guess, and what was lost."""
        known: dict[str, Any] = {} if self.encoding == UTF8 else {"encoding": self.encoding}
        return known | ({"characters_lost": self.lost} if self.lost else {})


def decode(content: bytes, declared: str | None = None, configured: str | None = None) -> Decoded:
    """The text in some bytes.

    The order is: what is configured; a byte order mark; UTF-8; UTF-16 by where its zeros stand; UTF-8 with a few
    damaged bytes, if no more of its characters are damaged than whole; what the text declares of itself; Windows-1252,
    if that leaves only quotes, dashes and the like in the range that sets it apart; then what charset-normalizer finds
    most likely.

    Args:
        content: The bytes.
        declared: The encoding that a web page names, if any; pages are often wrong about it, so it is not asked first.
        configured: The encoding that the user names.

    Raises:
        ReadError: If the bytes are no text, or in no encoding that can be told.
    """
    if configured:
        return _replace(content, configured)
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, " behind the byte order mark")
    if b"\0" in content:
        return _strict(content, _utf16_without_mark(content))
    if len(content.translate(None, _CONTROLS)) < (1 - MOST_CONTROLS) * len(content):
        raise ReadError("binary data (it is full of control characters), not text")
    try:
        return Decoded(content.decode(UTF8), UTF8)
    except UnicodeDecodeError as error:
        if is_damaged_utf8(content, error):
            return _replace(content, UTF8)
        if declared and (found := _decode_by_charset(content, declared)) is not None:
            return found
        if {byte for byte in content if 0x80 <= byte <= 0x9F} <= _CP1252_SIGNS and _is_mostly_ascii(content):
            return Decoded(content.decode("cp1252"), "cp1252")
        return _guess(content, error)


def _strict(content: bytes, encoding: str, where: str = "") -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"not valid {encoding.upper()}: byte 0x{content[error.start]:02x} at position {error.start}{where}. "
            "Is the file cut off?"
        ) from None
    if "\0" in text:
        raise ReadError("binary data (it holds NUL characters), not text")
    return Decoded(text, encoding)


def count_characters(text: str) -> tuple[int, int]:
    """How many characters of a text, decoded with `surrogateescape`, are whole but not ASCII, and how many damaged."""
    if text.isascii():
        return 0, 0
    strange = sum("\udc80" <= character <= "\udcff" for character in text)
    return sum(not character.isascii() for character in text) - strange, strange


def is_damaged_utf8(content: bytes, error: UnicodeDecodeError) -> bool:
    """Whether bytes that are not valid UTF-8 are UTF-8 all the same: in other encodings hardly any sequence is valid.

    Args:
        content: The bytes.
        error: What decoding them raised.
    """
    whole, damaged = count_characters(content.decode(UTF8, "surrogateescape"))
    # Of a text whose one strange place is its end, two bytes of three can only be a character that was cut.
    is_cut = error.reason == "unexpected end of data" and len(content) - error.start > 1
    return whole >= damaged or (is_cut and whole == 0)


def _replace(content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding, "replace").removeprefix("\ufeff")
        there = content.decode(encoding, "ignore").count(LOST)
    except UnicodeError as error:
        raise ReadError(f"cannot be read as {encoding}: {error}. Name another: --set read.encoding=NAME") from None
    return Decoded(text, codecs.lookup(encoding).name, text.count(LOST) - there)


def _decode_by_charset(content: bytes, encoding: str) -> Decoded | None:
    """The text as it declares itself; None if that cannot be, or leaves more than a few characters undecoded."""
    try:
        name = codecs.lookup(encoding).name
        if name.startswith(_NEVER_DECLARED):
            return None
        # Pages that declare Latin-1 mean Windows-1252: so browsers read them (WHATWG Encoding Standard).
        found = _replace(content, "cp1252" if name == "iso8859-1" else encoding)
    except (UnicodeError, LookupError, ReadError):
        return None
    whole, _ = count_characters(found.text)
    return replace(found, encoding=encoding.lower()) if found.lost <= MOST_LOST * whole else None


def _utf16_without_mark(content: bytes) -> str:
    """Western text in UTF-16 has its zero bytes nearly all on one side."""
    on_even, on_odd = content[::2].count(0), content[1::2].count(0)
    if len(content) % 2 == 0 and max(on_even, on_odd) > 0.4 * len(content) * SIDE_OF_NULS:
        if on_odd > SIDE_OF_NULS * (on_even + on_odd):
            return "utf-16-le"
        if on_even > SIDE_OF_NULS * (on_even + on_odd):
            return "utf-16-be"
    raise ReadError("binary data (it holds NUL bytes), not text")


def _is_mostly_ascii(content: bytes) -> bool:
    """Western languages write most letters in ASCII; in Cyrillic or Greek encodings hardly any are."""
    return sum(byte < 0x80 for byte in content) > 0.7 * len(content)


def _guess(content: bytes, error: UnicodeDecodeError) -> Decoded:
    # Only now: most articles never need it.
    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").setLevel(logging.WARNING)
    first = max(0, error.start - SAMPLE // 2)  # what stands before the first strange byte is the same in all of them
    best = from_bytes(content[first : first + SAMPLE]).best()
    try:
        if best is not None:
            return Decoded(content.decode(best.encoding), best.encoding)
    except UnicodeError:
        pass  # what was found in the sample does not hold for the whole
    raise ReadError(
        f"not valid UTF-8 (byte 0x{content[error.start]:02x} at position {error.start}), and in no other encoding "
        "that could be told. Convert it first, for example: iconv -f ENCODING -t UTF-8"
    )
