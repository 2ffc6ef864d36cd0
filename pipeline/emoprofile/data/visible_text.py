r"""Makes text from outside safe to show: characters that control a terminal, or have no shape, become visible signs."""

import re

# C0 without tab and line feed, DEL, C1; line separators, and marks that reverse the order of a line; tags, which no
# font shows; lone surrogates.
HAZARDOUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# A page handles the direction of text by itself, and needs the direction marks of Arabic and Hebrew text.
_HAZARDOUS_ON_PAGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def make_visible(text: str) -> str:
    """Replace every character that controls a terminal by a symbol or an escape."""
    return HAZARDOUS.sub(_to_symbol, text)


def make_visible_on_page(text: str) -> str:
    """Replace every character that a page cannot show, or that reverses a line, by a symbol or an escape."""
    return _HAZARDOUS_ON_PAGE.sub(_to_symbol, text)


def escape_code(code: int) -> str:
    r"""Write a code point as `\x07`, `\u202e` or `\U000e0001`."""
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _to_symbol(found: "re.Match[str]") -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return escape_code(code)
