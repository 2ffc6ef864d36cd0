"""Text that was escaped or decoded wrongly on its way here -> the text that was meant, where that is beyond doubt."""

import re

from emoprofile.read.pages.markup import unescape_entities

_CONTROL = re.compile("[\x80-\x9f]")
# Where Windows-1252 has a sign, Latin-1 has a control character that no text holds: read as Latin-1, the one became the
# other. U+0085 is also a line end of mainframes: alone it proves nothing.
_SIGNS = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_PROOF = re.compile("[\x91-\x97]")
_ESCAPED_END = re.compile(r"(?:\\r)?\\n")
_ESCAPED_ENDS = re.compile(r"[.!?;,”’\"')\]]\s*(?:\\r)?\\n|(?:\\r)?\\n(?:\\r)?\\n")


def repair_text(text: str) -> str:
    r"""The text that was meant.

    Three things are read as what they stand for: entities of HTML (`&quot;`); the signs of Windows-1252 that were
    decoded as Latin-1; `\n` as two characters, in a text without line ends that has them behind sentences or twice in a
    row.
    """
    text = unescape_entities(text)
    if _PROOF.search(text):
        text = _CONTROL.sub(lambda found: _SIGNS.get(ord(found[0]), found[0]), text)
    if "\\n" in text and "\n" not in text and _ESCAPED_ENDS.search(text):
        text = _ESCAPED_END.sub("\n", text)
    return text
