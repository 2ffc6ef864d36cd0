"""What goes to the terminal, and how: text from outside is shown and never obeyed, in whatever encoding there is.

An article, an id, a label or a message of another program may hold escape sequences, which a terminal would run, or
signs that turn the order of the line around. Every text passes `make_visible`: what is printed by `echo`, and what rich
prints, since rich hands each text to one function that takes control characters out, which is replaced here.
"""

import codecs
import re
import sys
from typing import TYPE_CHECKING

import rich.text
from rich.console import Console

if TYPE_CHECKING:
    from emoprofile.data import Failure

# `emoprofile.data` is imported where it is used: the list of commands answers without it, at once.
_DEGRADED = "emoprofile.ascii"
_IN_ASCII = str.maketrans(
    dict(zip("─━│┃┌┐└┘├┤┬┴┼╭╮╰╯╴╶═║", "--||+++++++++++++--=|", strict=True))
    | dict(zip("▁▂▃▄▅▆▇█▒░▓", "__--==###:#", strict=True))
    | dict(zip("‘’‚“”„«»‹›⟨⟩–—‑−·•✓✗↓↑→†", "'''\"\"\"\"\"''<>----.*+xv^>+", strict=True))
    | {"…": "...", "Δ": "d", "≥": ">=", "≤": "<=", "×": "x", "\xa0": " "}
)


def echo(text: str, *, err: bool = False) -> None:
    """Print a line."""
    stream = sys.stderr if err else sys.stdout  # not typer.echo, which takes ASCII for a mistake and writes UTF-8
    stream.write(_make_visible(text) + "\n")
    stream.flush()


def echo_failure(failure: "Failure") -> None:
    """Say on stderr which article failed, and why, on one line."""
    echo(f"failed: {failure.id}: {failure.message}".replace("\n", "␊"), err=True)


def echo_json(text: str) -> None:
    """Print JSON: the same values, with what a terminal would obey, or cannot show, as JSON's own escapes."""
    from emoprofile.data.visible_text import HAZARDOUS

    echo(HAZARDOUS.sub(_json_escape, text) if _is_utf8() else "".join(map(_json_ascii, text)))


def console(*, stderr: bool = False) -> Console:
    """A console of rich that takes no text for its own markup."""
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def prepare_terminal() -> None:
    """Make every stream take every text, and rich show what it would take out."""
    rich.text.strip_control_codes = _make_visible  # type: ignore[assignment, attr-defined]
    prepare_streams()


def prepare_streams() -> None:
    """Make every stream take every text."""
    codecs.register_error(_DEGRADED, _degrade)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a stream that a program has put there may lack it
        if reconfigure is not None:
            reconfigure(errors=_DEGRADED)


def _make_visible(text: str) -> str:
    from emoprofile.data.visible_text import make_visible

    return make_visible(text)


def _json_escape(found: "re.Match[str]") -> str:
    return _json_ascii(found[0])


def _json_ascii(character: str) -> str:
    if character.isascii() and character != "\x7f":
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _is_utf8() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"


def _degrade(error: UnicodeError) -> tuple[str, int]:
    """ASCII for what the encoding of a stream does not have: the nearest sign, or an escape."""
    assert isinstance(error, UnicodeEncodeError)
    parts = (part.translate(_IN_ASCII) for part in error.object[error.start : error.end])
    return "".join(part if part.isascii() else _name_character(part) for part in parts), error.end


def _name_character(character: str) -> str:
    if "\u2400" <= character <= "\u241f":  # the symbol of a control character
        return f"\\x{ord(character) - 0x2400:02x}"
    from emoprofile.data.visible_text import escape_code

    return "\\x7f" if character == "␡" else escape_code(ord(character))
