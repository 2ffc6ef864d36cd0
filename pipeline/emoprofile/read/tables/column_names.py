"""Names of columns in messages: a message is kept beside the results, and must not hold what an article says."""

import re
from collections.abc import Iterable

MOST_SHOWN = 20
_NAME = re.compile(r"[^\W_]?[\w.:/@#-]{0,39}( [\w.:/@#-]{1,20})?")


def is_shown(name: str) -> bool:
    """Whether a name is one: a word or two, without the signs that end a sentence."""
    return bool(_NAME.fullmatch(name)) and not name.endswith(".")


def show_names(names: Iterable[str]) -> str:
    """The names of columns, for people. If one of them looks like text, the line may be a row: then none is shown."""
    names = list(names)
    if not names:
        return "none"
    if not all(map(is_shown, names)):
        return f"{len(names)} whose names look like text, not like names: is the line with the names missing?"
    rest = len(names) - MOST_SHOWN
    return ", ".join(map(repr, names[:MOST_SHOWN])) + (f" and {rest} more" if rest > 0 else "")


def show_name(name: str) -> str:
    """One name, for people."""
    return repr(name) if is_shown(name) else "(a name that looks like text)"
