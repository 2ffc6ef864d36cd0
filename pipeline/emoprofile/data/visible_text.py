r"""Text from outside, with every character that a screen would obey, or cannot show, as a sign that one can see."""

import re

# C0 without tab and line feed, DEL, C1; line separators and what turns the order of a line around; tags, which no font
# shows; halves of characters.
HAZARDOUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# A page lays out each direction by itself, and needs the marks that Arabic and Hebrew text is written with.
_HAZARDOUS_ON_PAGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every character that a terminal would obey, as a symbol or an escape."""
    return HAZARDOUS.sub(_symbol, text)


def visible_on_page(text: str) -> str:
    """The text with what a page cannot show, or what would turn the order of its line around, likewise."""
    return _HAZARDOUS_ON_PAGE.sub(_symbol, text)


def escape_code(code: int) -> str:
    r"""A code point as `\x07`, `\u202e` or `\U000e0001`."""
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _symbol(found: "re.Match[str]") -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return escape_code(code)
